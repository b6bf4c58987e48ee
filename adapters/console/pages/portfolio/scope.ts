/** One portfolio, or all of them together. */
export type Scope = { readonly kind: 'portfolio'; readonly id: string } | { readonly kind: 'all' };

/** What stands in the path after `/portfolios/`. */
export const scopeOf = (id: string | undefined): Scope =>
  id === undefined || id === 'all' ? { kind: 'all' } : { kind: 'portfolio', id };

/** Where the API answers a figure of the scope. */
export const analyticsPath = (scope: Scope, figure: string): string =>
  scope.kind === 'all'
    ? `/api/v1/analytics/aggregate/${figure}`
    : `/api/v1/analytics/portfolio/${scope.id}/${figure}`;

/** A page of the scope; `part` as in the navigation, `/risk`. */
export const pagePath = (scope: Scope, part = ''): string =>
  `/portfolios/${scope.kind === 'all' ? 'all' : scope.id}${part}`;
