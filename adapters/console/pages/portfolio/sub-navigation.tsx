import { useLocation } from 'preact-iso/router';
import { pagePath, type Scope } from './scope.ts';
import { pagesOf } from './scope-pages.ts';

/** Between the pages of a scope, where the navigation is behind a button. */
export const SubNavigation = ({ scope }: { readonly scope: Scope }) => {
  const { path } = useLocation();
  return (
    <nav class="sub-nav sub-nav-scope" aria-label="Pages of it">
      {pagesOf(scope).map(({ part, title }) => {
        const href = pagePath(scope, part);
        return (
          <a key={part} href={href} aria-current={path === href ? 'page' : undefined}>
            {title}
          </a>
        );
      })}
    </nav>
  );
};
