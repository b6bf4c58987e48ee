import type { RecordedEvent } from '../application/ports/event-store.ts';
import type { DomainEvent } from '../domain/decider.ts';

/** The part of a pg client that projections and queries use. */
export type Queryable = {
  readonly query: <Row = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
    /** Of a statement that is asked all day: it is planned once per connection. The same text each time. */
    name?: string,
  ) => Promise<{ readonly rows: Row[]; readonly rowCount: number | null }>;
};

export type Row = Readonly<Record<string, unknown>>;

export type Fold<Event extends RecordedEvent, Loaded extends Row> = {
  readonly table: string;
  readonly keyOf: (event: Event) => Row;
  /**
   * Read before the fold. No numeric columns: they would pass through a float. (Those named `…_position` are bigints,
   * and come as text.)
   */
  readonly load: readonly (keyof Loaded & string)[];
  /** The row after the event, without its key; null when there is (or should be) none. */
  readonly fold: (row: Loaded | null, event: Event) => Loaded | null;
};

/** How a projection writes: sets of rows of its own tables. All rows of one call have the same columns. */
export type Tables = {
  /** Inserts rows or replaces the columns they name. Of equal keys the last wins. */
  readonly upsert: (table: string, key: readonly string[], rows: readonly Row[]) => Promise<void>;
  /** Removes every row that equals one of `keys` in the columns `key`. */
  readonly remove: (table: string, key: readonly string[], keys: readonly Row[]) => Promise<void>;
  /** Replaces groups as a whole: what a group had before and has no longer is removed. Of equal groups the last wins. */
  readonly replaceGroups: (
    table: string,
    groups: readonly { readonly group: Row; readonly rows: readonly Row[] }[],
  ) => Promise<void>;
  /**
   * Folds a page into rows by key: loads the rows of the page's keys once, folds in memory, writes back once what
   * changed. The table has a column `last_position bigint`: an event that is in the row already is not folded again,
   * so that a repeated page changes nothing.
   */
  readonly fold: <Event extends RecordedEvent, Loaded extends Row>(
    page: readonly Event[],
    fold: Fold<Event, Loaded>,
  ) => Promise<void>;
};

/**
 * What a projection's rows belong to. Its events are of the streams `<kind>-<key>`, every row has the key in the
 * column `partitionColumn`, and no event changes the rows of two keys: so one key can be folded alone (to repair it,
 * to see it as it was, to park it), and different keys side by side.
 */
export type Partition = 'user' | 'portfolio' | 'symbol' | 'invite';

export const partitionColumn = {
  user: 'user_id',
  portfolio: 'portfolio_id',
  symbol: 'symbol',
  invite: 'invite_id',
} as const satisfies Record<Partition, string>;

/** The key of an event: what stands behind the first hyphen of its stream. */
export const partitionKeyOf = ({ stream }: Pick<RecordedEvent, 'stream'>): string =>
  stream.slice(stream.indexOf('-') + 1);

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
  readonly partition: Partition;
  readonly tables: readonly string[];
  /** By table: the column with the day that a row is about, so that a repair may begin at a day. */
  readonly dated?: Readonly<Record<string, string>>;
  /**
   * By dated table: rows that are older than so many days before the newest row of their key are not kept. Only for
   * rows that nothing else is folded from, and with an index on key and day.
   */
  readonly keepsDays?: Readonly<Record<string, number>>;
  readonly ddl: string;
  readonly eventTypes: readonly string[];
  readonly apply: (page: readonly RecordedEvent[], tables: Tables) => Promise<void>;
};

/** A projection whose `apply` knows the events it asked for by their types. */
export const defineProjection = <Event extends DomainEvent>(
  projection: Omit<Projection, 'eventTypes' | 'apply'> & {
    readonly eventTypes: readonly Event['type'][];
    readonly apply: (page: readonly RecordedEvent<Event>[], tables: Tables) => Promise<void>;
  },
): Projection => ({
  ...projection,
  // The runner hands over only events of `eventTypes`.
  apply: (page, tables) => projection.apply(page as readonly RecordedEvent<Event>[], tables),
});
