import type { ComponentChildren } from 'preact';
import { useEffect, useErrorBoundary } from 'preact/hooks';
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

/** Each route refuses by itself; this says it before anything is loaded. */
const OperatorsOnly = () => (
  <Page title="Operations are for operators" lead="Your account may not see how the service runs.">
    <p>
      Whoever runs it can make a superuser of you, with <code>sigmafold create-superuser</code>. The service
      says the same: <code>ERR_ADMIN_001</code>.
    </p>
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

/** A page that broke takes nothing with it but itself. */
const Guard = ({ children }: { readonly children: ComponentChildren }) => {
  const { url } = useLocation();
  const [error, reset] = useErrorBoundary();
  // Another page deserves another try.
  useEffect(() => reset, [url]);
  if (error === undefined) return <>{children}</>;
  return (
    <Page title="This page broke" lead="That is a fault of ours; what you have saved is not touched by it.">
      <p class="note-code">{error instanceof Error ? error.message : String(error)}</p>
      <div class="actions">
        <Button kind="primary" onClick={reset}>
          Show it again
        </Button>
        <a class="button" href="/">
          Go to your portfolios
        </a>
      </div>
    </Page>
  );
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

  const isSuperuser = session.value.state === 'in' && session.value.user.is_superuser;
  const router = (
    <Guard>
      <ErrorBoundary>
        <Router>
          {PAGES.map((page) => (
            <Route
              key={page.path}
              path={page.path}
              component={page.access === 'superuser' && !isSuperuser ? OperatorsOnly : page.component}
            />
          ))}
          <Route default component={NotFound} />
        </Router>
      </ErrorBoundary>
    </Guard>
  );
  return isOpen ? router : <Shell>{router}</Shell>;
};

export const App = () => (
  <LocationProvider>
    <Pages />
    <Toasts />
  </LocationProvider>
);
