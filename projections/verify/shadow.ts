import type { RecordedEvent } from '../../application/ports/event-store.ts';
import type { Projection, Queryable } from '../projection.ts';
import { applyTo, eventsFor, Poison } from '../runner/apply.ts';

/**
 * A projection's tables once more, empty, in the connection's own temporary schema: nobody else sees them, and they
 * end with the connection at the latest. While the search_path names that schema, a projection writes to them.
 */
export const SHADOW_PATH = 'set local search_path to pg_temp';

export const createShadow = async (db: Queryable, { ddl }: Projection): Promise<void> => {
  await db.query(ddl);
};

export const dropShadow = async (db: Queryable, tables: readonly string[]): Promise<void> => {
  await db.query(`drop table if exists ${tables.map((table) => `pg_temp.${table}`).join(', ')}`);
};

export type Folded = {
  /** Applied. */
  readonly events: number;
  /** The first event that could not be applied: the tables are as they were before it. */
  readonly poison: { readonly event: RecordedEvent; readonly error: unknown } | null;
  /** From the poisonous event on. */
  readonly left: number;
};

/** Applies events of one key, in their order, up to the first poisonous one. */
export const foldKey = async (
  db: Queryable,
  projection: Projection,
  events: readonly RecordedEvent[],
): Promise<Folded> => {
  const wanted = eventsFor(projection, events);

  /** How many of them were applied, and why the next was not. */
  const attempt = async (part: readonly RecordedEvent[]): Promise<{ done: number; error: unknown }> => {
    if (part.length === 0) return { done: 0, error: null };
    await db.query('savepoint part');
    try {
      await applyTo(projection, part, db);
      await db.query('release savepoint part');
      return { done: part.length, error: null };
    } catch (error) {
      if (!(error instanceof Poison)) throw error;
      await db.query('rollback to savepoint part; release savepoint part');
      if (part.length === 1) return { done: 0, error };
      const middle = part.length >> 1;
      const first = await attempt(part.slice(0, middle));
      if (first.error !== null) return first;
      const second = await attempt(part.slice(middle));
      return { done: first.done + second.done, error: second.error };
    }
  };

  const { done, error } = await attempt(wanted);
  const event = wanted[done];
  const poison = event === undefined ? null : { event, error };
  return { events: done, poison, left: wanted.length - done };
};
