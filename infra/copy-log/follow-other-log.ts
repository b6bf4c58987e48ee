import type { Pool, PoolClient } from 'pg';
import { type Position, positionFrom } from '../../application/ports/event-store.ts';
import { OperatorError } from '../operator-error.ts';
import type { StoreName } from '../service/stored-log.ts';

/** Positions that are kept, and mean another place in another log. */
export const keptPositions = async (pool: Pick<Pool, 'query'>): Promise<readonly Position[]> => {
  const { rows } = await pool.query<{ position: string }>(
    `select position::text from public.relay_checkpoints
     union select position::text from public.skipped_events`,
  );
  return rows.map(({ position }) => positionFrom(position));
};

/** Services that are connected to this database, under the name that they connect with. */
const refuseRunningServices = async (client: PoolClient): Promise<void> => {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and application_name = 'sigmafold' and pid <> pg_backend_pid()`,
  );
  if ((rows[0]?.count ?? 0) > 0)
    throw new OperatorError(
      'A service is connected to this database. Stop every process of it, then run copy-log --switch again: it copies what was appended since and switches.',
    );
};

const translate = async (
  client: PoolClient,
  table: 'relay_checkpoints' | 'skipped_events',
  places: ReadonlyMap<Position, Position>,
): Promise<void> => {
  const { rows } = await client.query<{ position: string }>(
    `select distinct position::text from public.${table} where position > 0`,
  );
  const unknown = rows.find(({ position }) => !places.has(positionFrom(position)));
  if (unknown !== undefined)
    throw new OperatorError(`public.${table} changed while the log was copied: run copy-log --switch again.`);
  // By way of negative ones: a place of the one log may be taken by another row's of the other.
  await client.query(
    `update public.${table} kept set position = -place.there
     from unnest($1::bigint[], $2::bigint[]) place (here, there) where kept.position = place.here`,
    [[...places.keys()], [...places.values()]],
  );
  await client.query(`update public.${table} set position = -position where position < 0`);
};

/**
 * Makes the database follow the log that was just copied, in one transaction. What consumers of the log have seen is
 * translated, event by event. Read models are made anew by the next start: their rows quote positions. Rebuilds and
 * replaced tables are of the log that is left, and end.
 */
export const followOtherLog = async (
  owner: Pool,
  to: StoreName,
  places: ReadonlyMap<Position, Position>,
  /** Whether nothing was appended since the copy. */
  isWhole: () => Promise<boolean>,
): Promise<void> => {
  const client = await owner.connect();
  try {
    await client.query('begin');
    // nobody appends to the log in PostgreSQL until it is left
    await client.query('select pg_advisory_xact_lock(20817, 1)');
    await refuseRunningServices(client);
    if (!(await isWhole()))
      throw new OperatorError(
        'Events were appended after the copy: stop every process of the service, then run copy-log --switch again.',
      );
    await translate(client, 'relay_checkpoints', places);
    await translate(client, 'skipped_events', places);
    await client.query('delete from public.projection_checkpoints');
    await client.query('delete from public.parked_keys');
    await client.query(
      `update public.projection_rebuilds set state = 'cancelled', ended_at = clock_timestamp(),
         error = 'the log was moved to another store'
       where state not in ('swapped', 'cancelled', 'failed')`,
    );
    await client.query(
      'update public.projection_copies set complete = false, drop_after = clock_timestamp()',
    );
    await client.query('update public.log_in_use set store = $1, since = clock_timestamp()', [to]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
};
