import type { RecordedEvent } from '../application/ports/event-store.ts';
import type { DomainEvent } from '../domain/decider.ts';

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
  /** Raise it when `apply` changes: the next start rebuilds the tables. (A changed `ddl` is noticed by itself.) */
  readonly version: number;
  readonly tables: readonly string[];
  readonly ddl: string;
  readonly eventTypes: readonly string[];
  readonly apply: (page: readonly RecordedEvent[], db: Queryable) => Promise<void>;
};

/** A projection whose `apply` knows the events it asked for by their types. */
export const defineProjection = <Event extends DomainEvent>(
  projection: Omit<Projection, 'eventTypes' | 'apply'> & {
    readonly eventTypes: readonly Event['type'][];
    readonly apply: (page: readonly RecordedEvent<Event>[], db: Queryable) => Promise<void>;
  },
): Projection => ({
  ...projection,
  // The runner hands over only events of `eventTypes`.
  apply: (page, db) => projection.apply(page as readonly RecordedEvent<Event>[], db),
});
