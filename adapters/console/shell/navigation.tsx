import { useLocation } from 'preact-iso/router';
import { call } from '../api/client.ts';
import { toast } from '../components/toast.tsx';
import { PORTFOLIO_PAGES } from '../pages.ts';
import { portfolioList } from '../state/portfolios.ts';
import { session, signedOut } from '../state/session.ts';
import { Brand } from './brand.tsx';
import { ThemeButton } from './theme-button.tsx';

const OF_PORTFOLIO = /^\/portfolios\/([0-9a-f-]{36})(\/|$)/;

const Item = ({ href, children }: { readonly href: string; readonly children: string }) => {
  const { path } = useLocation();
  return (
    <a href={href} aria-current={path === href ? 'page' : undefined}>
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
  const id = OF_PORTFOLIO.exec(path)?.[1];
  const portfolio = portfolioList.value?.find(({ portfolio_id }) => portfolio_id === id);
  return (
    <div class="rail">
      <Brand />
      <nav class="nav" aria-label="Main">
        <Item href="/">Portfolios</Item>
        <Item href="/portfolios/all">All together</Item>
        <Item href="/import">Import a file</Item>
      </nav>
      {id === undefined ? null : (
        <nav class="nav" aria-label="This portfolio">
          <p class="caption of-portfolio" aria-hidden="true">
            {portfolio?.portfolio_name ?? 'This portfolio'}
          </p>
          {PORTFOLIO_PAGES.map(({ part, title }) => (
            <Item key={part} href={`/portfolios/${id}${part}`}>
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
