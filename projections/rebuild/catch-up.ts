import type { PoolClient } from 'pg';
import type { EventStore, Position } from '../../application/ports/event-store.ts';
import type { Projection, Queryable } from '../projection.ts';
import { applyTo } from '../runner/apply.ts';
import { loadWithheld } from '../runner/parking.ts';
import { transactionOn } from '../runner/transaction.ts';
import { moveCopies } from './copies.ts';

const PAGE_SIZE = 500;

/** A projection, and the schema of the tables that are to take the place of the live ones. */
export type Member = {
  readonly projection: Projection;
  readonly schema: string;
  readonly position: Position;
};

/** For a transaction that writes them. They can be made again, so nobody waits for the disk. */
export const COPY_SETTINGS = 'set local synchronous_commit to off; set local statement_timeout to 0';

/** Applies the log between two positions and nothing beyond, by `write`, a page at a time. Says how many events. */
export const replay = async (
  store: Pick<EventStore, 'readAll'>,
  { projection, schema }: Pick<Member, 'projection' | 'schema'>,
  from: Position,
  to: Position,
  write: (work: (db: Queryable) => Promise<void>, position: Position) => Promise<boolean>,
): Promise<number> => {
  let position = from;
  let count = 0;
  let going = true;
  while (going && position < to) {
    const page = await store.readAll({
      after: position,
      limit: PAGE_SIZE,
      filter: { types: projection.eventTypes },
    });
    const events = page.events.filter((event) => event.position <= to);
    const reached = page.checkpoint < to ? page.checkpoint : to;
    going = await write(async (db) => {
      await db.query(`set local search_path to ${schema}`);
      const { skipped } = (await loadWithheld(db, [projection.name]))(projection.name);
      await applyTo(
        projection,
        events.filter((event) => !skipped.has(event.position)),
        db,
      );
    }, reached);
    position = reached;
    count += events.length;
  }
  return count;
};

/** Each page in a transaction of its own, with the copy's checkpoint. False from `onPage` ends it after the page. */
export const catchUp = async (
  client: PoolClient,
  store: Pick<EventStore, 'readAll'>,
  member: Member,
  to: Position,
  onPage: (position: Position) => boolean,
): Promise<number> =>
  replay(store, member, member.position, to, async (work, position) => {
    await transactionOn(client, COPY_SETTINGS, async (db) => {
      await work(db);
      await moveCopies(db, [member.schema], position);
    });
    return onPage(position);
  });
