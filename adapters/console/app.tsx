import { useEffect } from 'preact/hooks';
import { ErrorBoundary } from 'preact-iso/lazy';
import { LocationProvider, Route, Router, useLocation } from 'preact-iso/router';
import { call } from './api/client.ts';
import type { User } from './api/types.ts';
import { Button } from './components/button.tsx';
import { Page } from './components/page.tsx';
import { Skeleton } from './components/skeleton.tsx';
import { Toasts } from './components/toast.tsx';
import { PAGES } from './pages.ts';
import { Shell } from './shell/shell.tsx';
import { nextOf, signInPath } from './sign-in-path.ts';
import { session, signedIn } from './state/session.ts';

const whoAmI = async (): Promise<void> => {
  const answer = await call<User>('/api/v1/auth/me', { signedOut: true });
  if (answer.ok) signedIn(answer.value);
  else if (answer.error.status === 401) session.value = { state: 'out', ended: false };
  else session.value = { state: 'unreachable' };
};

const NotFound = () => (
  <Page title="There is no such page" lead="The address leads nowhere; a link may be old.">
    <p>
      <a href="/">Go to your portfolios</a>
    </p>
  </Page>
);

const GoTo = ({ path }: { readonly path: string }) => {
  const { route } = useLocation();
  useEffect(() => route(path, true), [path, route]);
  return null;
};

const Waiting = () => (
  <div class="page">
    <Skeleton lines={6} />
  </div>
);

const Pages = () => {
  const { url, path, query } = useLocation();
  const { state } = session.value;
  useEffect(() => {
    if (state === 'unknown') void whoAmI();
  }, [state]);

  if (state === 'unknown') return <Waiting />;
  if (state === 'unreachable') {
    return (
      <main>
        <Page title="The service cannot be reached" lead="It may be starting, or the connection is gone.">
          <div class="actions">
            <Button
              kind="primary"
              onClick={() => {
                session.value = { state: 'unknown' };
              }}
            >
              Try again
            </Button>
          </div>
        </Page>
      </main>
    );
  }
  const isOpen = PAGES.some((page) => page.access === 'anyone' && page.path === path);
  if (state === 'out' && !isOpen) return <GoTo path={signInPath(url)} />;
  if (state === 'in' && path === '/sign-in') return <GoTo path={nextOf(query.next)} />;

  const router = (
    <ErrorBoundary>
      <Router>
        {PAGES.map((page) => (
          <Route key={page.path} path={page.path} component={page.component} />
        ))}
        <Route default component={NotFound} />
      </Router>
    </ErrorBoundary>
  );
  return isOpen ? router : <Shell>{router}</Shell>;
};

export const App = () => (
  <LocationProvider>
    <Pages />
    <Toasts />
  </LocationProvider>
);
