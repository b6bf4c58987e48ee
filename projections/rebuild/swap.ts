import type { PoolClient } from 'pg';
import { pause } from '../../application/pause.ts';
import type { EventStore, Position } from '../../application/ports/event-store.ts';
import type { Queryable } from '../projection.ts';
import { type Checkpoint, freezeCheckpoint, saveCheckpoint } from '../runner/checkpoints.ts';
import { sqlStateOf, transactionOn } from '../runner/transaction.ts';
import { COPY_SETTINGS, type Member, replay } from './catch-up.ts';
import { retiredSchema } from './copies.ts';
import { setState } from './jobs.ts';
import { laterOf } from './later-of.ts';

/**
 * Readers queue behind whoever waits for a table: so the swap waits no longer than this for those that are reading, and
 * tries again when nobody is.
 */
const LOCK_TIMEOUT_MS = 40;
/** Less than the second after which the database looks for circles of waiting: it is the swap that gives way. */
const FREEZE_TIMEOUT_MS = 900;
const RETRY_MS = 200;
const LOCK_NOT_AVAILABLE = '55P03';
const DEADLOCK = '40P01';

export type SwapOptions = {
  readonly store: Pick<EventStore, 'readAll'>;
  readonly rebuildId: string;
  /** The replaced tables are kept for so long. */
  readonly graceHours: number;
  readonly signal?: AbortSignal;
  /** Hears how long readers were held up, in milliseconds. */
  readonly onSwapped?: (heldUpMs: number) => void;
};

/**
 * Puts new tables in the place of the live ones, all of `members` in one transaction: the checkpoints are frozen, so
 * that live runners wait; what is left of the log up to them is applied; then tables and checkpoints change places.
 * Queries go on until the last moment and find either all the old tables or all the new ones. Gives the positions.
 */
export const swap = async (
  client: PoolClient,
  members: readonly Member[],
  options: SwapOptions,
): Promise<ReadonlyMap<string, Position>> => {
  for (;;) {
    options.signal?.throwIfAborted();
    try {
      return await trySwap(client, members, options);
    } catch (error) {
      if (![LOCK_NOT_AVAILABLE, DEADLOCK].includes(sqlStateOf(error) ?? '')) throw error;
      await pause(RETRY_MS * (0.5 + Math.random()), options.signal);
    }
  }
};

const trySwap = (
  client: PoolClient,
  members: readonly Member[],
  { store, rebuildId, graceHours, onSwapped = () => {} }: SwapOptions,
): Promise<ReadonlyMap<string, Position>> =>
  transactionOn(client, `${COPY_SETTINGS}; set local lock_timeout to ${FREEZE_TIMEOUT_MS}`, async (db) => {
    const swapped = new Map<string, Position>();
    const frozen: { readonly member: Member; readonly live: Checkpoint; readonly position: Position }[] = [];
    // Always in one order, so that two that freeze several do not wait for each other in a circle.
    for (const member of members.toSorted((a, b) => (a.projection.name < b.projection.name ? -1 : 1))) {
      const live = await freezeCheckpoint(db, member.projection.name);
      if (live === null) throw new Error(`the projection ${member.projection.name} has no tables to replace`);
      frozen.push({
        member,
        live,
        position: laterOf(live.position, member.position),
      });
    }
    for (const { member, position } of frozen) {
      await replay(store, member, member.position, position, async (work) => {
        await work(db);
        return true;
      });
    }
    await retireOlder(db, members);
    for (const { member, position } of frozen) {
      await record(db, member, rebuildId, graceHours);
      await saveCheckpoint(db, member.projection, position);
      await giveToOwner(db, member);
      swapped.set(member.projection.name, position);
    }
    await setState(db, rebuildId, 'swapped');
    // Everything else is done: readers wait for the locks, and for one round trip.
    const exchange = frozen.map(({ member, live }) => exchangeScript(member, live)).join('\n');
    await db.query(`set local lock_timeout to ${LOCK_TIMEOUT_MS}`);
    const lockedAt = performance.now();
    await lockAll(
      db,
      frozen.flatMap(({ live }) => live.tables),
    );
    await db.query(exchange);
    onSwapped(performance.now() - lockedAt);
    return swapped;
  });

/** Of the tables that were replaced before, none are kept but those that now come back. */
const retireOlder = async (db: Queryable, members: readonly Member[]): Promise<void> => {
  for (const { projection, schema } of members) {
    const retired = retiredSchema(projection.name);
    if (schema === retired) continue;
    await db.query(`drop schema if exists ${retired} cascade`);
    await db.query('delete from public.projection_copies where schema = $1', [retired]);
  }
};

/** All at once, before the first one changes: a wait in the middle would hold up the readers of those before. */
const lockAll = async (db: Queryable, tables: readonly string[]): Promise<void> => {
  const { rows } = await db.query<{ name: string }>(
    `select format('read.%I', relname) as name from pg_class
     where relnamespace = 'read'::regnamespace and relkind = 'r' and relname = any ($1::text[]) order by relname`,
    [tables],
  );
  if (rows.length > 0)
    await db.query(`lock table ${rows.map(({ name }) => name).join(', ')} in access exclusive mode`);
};

/** Whoever rebuilt: the read models belong to the role that the service runs as, or it could not read them. */
const giveToOwner = async (db: Queryable, { projection, schema }: Member): Promise<void> => {
  const { rows } = await db.query<{ command: string }>(
    `select format('alter table %I.%I owner to %I', $1::text, relname, pg_get_userbyid(nspowner)) as command
     from pg_class cross join pg_namespace live
     where nspname = 'read' and relkind = 'r' and relowner <> nspowner
       and relnamespace = to_regnamespace($1) and relname = any ($2::text[])`,
    [schema, projection.tables],
  );
  for (const { command } of rows) await db.query(command);
};

/** The tables that leave can come back: what is known of them, before the checkpoint moves. */
const record = async (
  db: Queryable,
  { projection: { name }, schema }: Member,
  rebuildId: string,
  graceHours: number,
): Promise<void> => {
  await db.query('delete from public.projection_copies where schema = $1', [schema]);
  await db.query(
    `insert into public.projection_copies
       (schema, name, version, fingerprint, tables, position, loaded, complete, rebuild_id, drop_after)
     select $1, name, version, fingerprint, tables, position, true,
       not exists (select from public.parked_keys where projection = name), $3,
       clock_timestamp() + $4 * interval '1 hour'
     from public.projection_checkpoints where name = $2`,
    [retiredSchema(name), name, rebuildId, graceHours],
  );
};

/** Live tables leave, new ones take their places. */
const exchangeScript = ({ projection, schema }: Member, live: Checkpoint): string => {
  const { name, tables } = projection;
  const leaving = `leaving_${name}`;
  return [
    `create schema ${leaving};`,
    // A table that the new version takes over may be there although no version before had it.
    ...[...new Set([...live.tables, ...tables])].map(
      (table) => `alter table if exists read.${table} set schema ${leaving};`,
    ),
    ...tables.map((table) => `alter table ${schema}.${table} set schema read;`),
    `drop schema ${schema};`,
    `alter schema ${leaving} rename to ${retiredSchema(name)};`,
  ].join('\n');
};
