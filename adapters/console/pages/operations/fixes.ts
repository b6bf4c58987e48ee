import type { DataProblem } from '../../api/operations.ts';

/** What a button does about a problem: calls the route that mends it, or leads to where somebody has to decide. */
export type FixAction =
  | { readonly kind: 'go'; readonly label: string; readonly href: string }
  | {
      readonly kind: 'call';
      readonly label: string;
      readonly what: string;
      readonly path: string;
      readonly body: (reason: string) => object | undefined;
    };

const rebuild = (id: string, path: string): FixAction => ({
  kind: 'call',
  label: 'Rebuild it',
  what: 'It is made anew from the log, compared, and waits for your yes among the rebuilds.',
  path,
  body: () => ({ projections: [id], auto_swap: false }),
});

const batch = (date: string, force: boolean, symbols: readonly string[] | null, path: string): FixAction => ({
  kind: 'call',
  label: 'Run the batch',
  what:
    symbols === null
      ? 'Symbols are brought to the session; what is current is left as it is.'
      : 'This symbol is brought to the session, and the portfolios that hold it after it.',
  path,
  body: () => ({ date, force, ...(symbols === null ? {} : { symbols }) }),
});

const restate = (id: string, date: string, path: string): FixAction => ({
  kind: 'call',
  label: 'Calculate it',
  what: 'The portfolio is valued anew from the session on; what changes is recorded with what it was before.',
  path,
  body: (reason) => ({ portfolio_id: id, from: date, reason, dry_run: false }),
});

const PRICES: FixAction = { kind: 'go', label: 'Bring prices', href: '/operations/symbols?tab=prices' };

/** The path of the route that a problem names as its fix. */
const pathOf = ({ fix: { api } }: DataProblem): string => api.slice(api.indexOf(' ') + 1);

/** `date` is the session that everything should be of. */
export const fixOf = (problem: DataProblem, date: string): FixAction => {
  const path = pathOf(problem);
  switch (problem.problem) {
    case 'projection_failed':
      return rebuild(problem.id, path);
    case 'projection_stalled':
      return { kind: 'go', label: 'Look at it', href: '/operations/projections' };
    case 'keys_parked':
      return { kind: 'go', label: 'Look at the keys', href: '/operations/projections?tab=parked' };
    case 'factor_etf_stale':
      return batch(date, true, null, path);
    case 'prices_stale':
    case 'factors_stale':
      return batch(date, false, [problem.id], path);
    case 'symbol_error':
    case 'symbol_pending':
      return {
        kind: 'call',
        label: 'Look it up',
        what: 'It is tried at once. Portfolios that lack it are calculated when it is in.',
        path,
        body: () => undefined,
      };
    case 'symbol_delisted':
    case 'prices_refused':
      return PRICES;
    case 'profile_missing':
      return {
        kind: 'go',
        label: 'Look at it',
        href: `/operations/symbols?tab=universe&q=${encodeURIComponent(problem.id)}`,
      };
    case 'never_valued':
    case 'not_valued':
    case 'run_failed':
    case 'run_partial':
      return restate(problem.id, date, path);
  }
};
