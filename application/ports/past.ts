import type { Position } from './event-store.ts';
import type { Queries } from './queries.ts';

/** Whose data is looked at: one portfolio's, or that of all portfolios of a person. */
export type Scope =
  | { readonly kind: 'portfolio'; readonly portfolioId: string }
  | { readonly kind: 'user'; readonly userId: string };

/** The read models as they were: folded from the events up to a position, by the code that folds the live ones. */
export type Past = {
  /**
   * `work` gets the very queries of the present, answered from the rows of then; they are good until it ends. Do not
   * ask for a second moment inside: few of them are open at once.
   */
  readonly at: <Value>(
    scope: Scope,
    position: Position,
    work: (queries: Queries) => Promise<Value>,
  ) => Promise<Value>;
};
