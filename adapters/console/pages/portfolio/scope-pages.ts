import type { Scope } from './scope.ts';

type ScopePage = { readonly part: string; readonly title: string; readonly together?: true };

/**
 * The pages of one portfolio, in the order of the navigation; `part` follows `/portfolios/{id}`. Those with `together` are
 * there for all portfolios together, too.
 */
const PAGES_OF_PORTFOLIO: readonly ScopePage[] = [
  { part: '', title: 'Overview', together: true },
  { part: '/risk', title: 'Risk', together: true },
  { part: '/stress', title: 'Stress', together: true },
  { part: '/audit', title: 'Audit' },
  { part: '/progress', title: 'Calculation' },
  { part: '/import', title: 'Newer file' },
];

export const pagesOf = ({ kind }: Scope): readonly ScopePage[] =>
  kind === 'all' ? PAGES_OF_PORTFOLIO.filter(({ together }) => together) : PAGES_OF_PORTFOLIO;
