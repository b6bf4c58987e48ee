import { useLocation } from 'preact-iso/router';
import { pagePath } from './scope.ts';

const PARTS = [
  ['', 'Overview'],
  ['/risk', 'Risk'],
  ['/stress', 'Stress'],
] as const;

/** Between the pages of all portfolios together, which the navigation lists as one. */
export const SubNavigation = () => {
  const { path } = useLocation();
  return (
    <nav class="sub-nav" aria-label="All portfolios">
      {PARTS.map(([part, title]) => {
        const href = pagePath({ kind: 'all' }, part);
        return (
          <a key={part} href={href} aria-current={path === href ? 'page' : undefined}>
            {title}
          </a>
        );
      })}
    </nav>
  );
};
