import type { RecordedEvent } from '../application/ports/event-store.ts';

/** The part of a pg client that projections and queries use. */
export type Queryable = {
  readonly query: <Row = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ) => Promise<{ readonly rows: Row[]; readonly rowCount: number | null }>;
};

/**
 * A read model as a value. `ddl` creates the tables it owns, with UNQUALIFIED names: the same code fills the live
 * tables and, during a rebuild, their successors in another schema (the search_path decides). `apply` gets a whole
 * page of the event types it asked for, writes sets, not rows, is deterministic (no clock, no randomness), reads only
 * its own tables, and gives the same rows live, rebuilt or repeated.
 */
export type Projection = {
  readonly name: string;
  /** Raise it when `ddl` or `apply` change: the next start rebuilds the tables. */
  readonly version: number;
  readonly tables: readonly string[];
  readonly ddl: string;
  readonly eventTypes: readonly string[];
  readonly apply: (page: readonly RecordedEvent[], db: Queryable) => Promise<void>;
};
