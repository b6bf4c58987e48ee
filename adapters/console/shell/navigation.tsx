import { useLocation } from 'preact-iso/router';
import { call } from '../api/client.ts';
import { toast } from '../components/toast.tsx';
import { pagePath, type Scope, scopeOf } from '../pages/portfolio/scope.ts';
import { pagesOf } from '../pages/portfolio/scope-pages.ts';
import { portfolioList } from '../state/portfolios.ts';
import { session, signedOut } from '../state/session.ts';
import { Brand } from './brand.tsx';
import { ThemeButton } from './theme-button.tsx';

const OF_SCOPE = /^\/portfolios\/(all|[0-9a-f-]{36})(?:\/|$)/;

/** The scope that a path is within. */
const scopeAt = (path: string): Scope | null => {
  const id = OF_SCOPE.exec(path)?.[1];
  return id === undefined ? null : scopeOf(id);
};

const Item = ({ href, children }: { readonly href: string; readonly children: string }) => {
  const { path } = useLocation();
  // The parts of operations are one another's neighbours, not this list's.
  const isHere = path === href || (href === '/operations' && path.startsWith('/operations/'));
  return (
    <a href={href} aria-current={isHere ? 'page' : undefined}>
      {children}
    </a>
  );
};

const signOut = async (): Promise<void> => {
  const answer = await call('/api/v1/auth/logout', { method: 'POST', signedOut: true });
  if (answer.ok || answer.error.status === 401) signedOut();
  else toast(`You are still signed in: ${answer.error.message}`, { bad: true });
};

/** Where one can go: always, in the portfolio that one is in, and as an operator. */
export const Navigation = () => {
  const { path } = useLocation();
  const current = session.value;
  const scope = scopeAt(path);
  const portfolio =
    scope?.kind === 'portfolio'
      ? portfolioList.value?.find(({ portfolio_id }) => portfolio_id === scope.id)
      : undefined;
  return (
    <div class="rail">
      <Brand />
      <nav class="nav" aria-label="Main">
        <Item href="/">Portfolios</Item>
        <Item href="/portfolios/all">All together</Item>
        <Item href="/import">Import a file</Item>
      </nav>
      {scope === null ? null : (
        <nav class="nav" aria-label={scope.kind === 'all' ? 'All portfolios' : 'This portfolio'}>
          <p class="caption of-portfolio" aria-hidden="true">
            {scope.kind === 'all' ? 'All portfolios' : (portfolio?.portfolio_name ?? 'This portfolio')}
          </p>
          {pagesOf(scope).map(({ part, title }) => (
            <Item key={part} href={pagePath(scope, part)}>
              {title}
            </Item>
          ))}
        </nav>
      )}
      {current.state === 'in' && current.user.is_superuser ? (
        <nav class="nav" aria-label="Operations">
          <Item href="/operations">Operations</Item>
        </nav>
      ) : null}
      <div class="rail-foot">
        {current.state === 'in' ? (
          <p class="whoami">
            <strong>{current.user.full_name}</strong>
            {current.user.email}
          </p>
        ) : null}
        <nav class="nav" aria-label="You">
          <Item href="/account">Account</Item>
          <ThemeButton />
          <button type="button" onClick={() => void signOut()}>
            Sign out
          </button>
        </nav>
      </div>
    </div>
  );
};
