import type { PoolClient } from 'pg';
import type { EventStore, Position } from '../../application/ports/event-store.ts';
import type { Projection, Queryable } from '../projection.ts';
import { applyTo } from '../runner/apply.ts';
import { transactionOn } from '../runner/transaction.ts';

const PAGE_SIZE = 500;

export type Replayed = { readonly position: Position; readonly events: number };

/** Where the new tables are filled. */
export const rebuildSchema = ({ name }: Projection): string => `rebuild_${name}`;

/** For a transaction that writes the new tables. They can be made again, so nobody waits for the disk. */
export const settingsOf = (projection: Projection): string =>
  `set local search_path to ${rebuildSchema(projection)}; set local synchronous_commit to off;
   set local statement_timeout to 0`;

/** Applies the log between two positions, and nothing beyond, each page by `write`. */
export const replay = async (
  store: Pick<EventStore, 'readAll'>,
  projection: Projection,
  from: Position,
  to: Position,
  write: (work: (db: Queryable) => Promise<void>) => Promise<void>,
  onPage: (replayed: Replayed) => void,
  signal?: AbortSignal,
): Promise<void> => {
  let position = from;
  while (position < to) {
    signal?.throwIfAborted();
    const page = await store.readAll({
      after: position,
      limit: PAGE_SIZE,
      filter: { types: projection.eventTypes },
    });
    const events = page.events.filter((event) => event.position <= to);
    if (events.length > 0) await write((db) => applyTo(projection, events, db));
    position = page.checkpoint < to ? page.checkpoint : to;
    onPage({ position, events: events.length });
  }
};

/** Each page in a transaction of its own. */
export const writeByPage =
  (client: PoolClient, projection: Projection) =>
  (work: (db: Queryable) => Promise<void>): Promise<void> =>
    transactionOn(client, settingsOf(projection), work);
