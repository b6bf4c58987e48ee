import type { PoolClient } from 'pg';
import {
  type EventStore,
  type Position,
  type RecordedEvent,
  START,
} from '../../application/ports/event-store.ts';
import type { Projection, Queryable } from '../projection.ts';
import { forgetOld } from '../runner/forget-old.ts';
import { loadWithheld } from '../runner/parking.ts';
import { queryable, transactionOn } from '../runner/transaction.ts';
import { createLoadSession, type LoadSession } from './load-session.ts';
import { HOT_BYTES, type LoadingOptions } from './loading-table.ts';
import { createLoading, type Loading } from './loading-tables.ts';
import { nameCulprit } from './poison.ts';
import { readAhead } from './read-ahead.ts';
import { readShapes, type TableShape } from './table-shape.ts';

/**
 * Pages of 250 to 4,000 took the same CPU per event within the noise of a busy machine (a fifth), and the larger ones
 * keep everybody else in this process waiting.
 */
export const PAGE_SIZE = 500;
/** Everything is written and committed so often: what a crash costs at most. */
export const LEG_MS = 60_000;

/** Nobody waits for the disk: what a crash of the server loses is made again. */
export const LOAD_SETTINGS = `set local synchronous_commit to off; set local statement_timeout to 0;
  set local maintenance_work_mem to '256MB'`;

export type LoadTarget = { readonly projection: Projection; readonly schema: string };

type Member = LoadTarget & { readonly shapes: readonly TableShape[] };

export type LoadStep = {
  readonly position: Position;
  /** Applied since the step before. */
  readonly events: number;
};

export type LoadOptions = {
  readonly store: Pick<EventStore, 'readAll'>;
  readonly from: Position;
  readonly to: Position;
  readonly pageSize?: number;
  readonly legMs?: number;
  /** Of each table, so much of what was touched last stays in memory. */
  readonly hotBytes?: number;
  /** Hears of every page. False ends the load at this page, with everything up to it committed. */
  readonly onPage: (step: LoadStep) => boolean;
  /** In the transaction that ends a leg. */
  readonly onLeg: (db: Queryable, position: Position) => Promise<void>;
  /** In the transaction that gives the tables their keys and indexes. */
  readonly onFinished: () => Promise<void>;
};

/** The tables of a projection in its schema, empty and without keys and indexes. */
export const createBareTables = async (db: Queryable, { projection, schema }: LoadTarget): Promise<void> => {
  await db.query(`drop schema if exists ${schema} cascade`);
  await db.query(`create schema ${schema}`);
  await db.query(`set local search_path to ${schema}`);
  await db.query(projection.ddl);
  for (const { primaryKey, others } of await readShapes(db, projection.tables))
    for (const { drop } of [...others, primaryKey]) await db.query(drop);
};

/** As the projection's own statements make them, whatever there is of them so far. */
const shapesOf = async (
  db: Queryable,
  { projection, schema }: LoadTarget,
): Promise<readonly TableShape[]> => {
  const model = `${schema}_model`;
  await db.query(`create schema ${model}`);
  await db.query(`set local search_path to ${model}`);
  await db.query(projection.ddl);
  const shapes = await readShapes(db, projection.tables);
  await db.query(`drop schema ${model} cascade`);
  return shapes;
};

/** `schema.name` of every constraint and index. */
const existingStructures = async (
  db: Queryable,
  schemas: readonly string[],
): Promise<ReadonlySet<string>> => {
  const { rows } = await db.query<{ readonly name: string }>(
    `select nspname || '.' || relname as name from pg_class join pg_namespace n on n.oid = relnamespace
     where nspname = any ($1::text[]) and relkind = 'i'`,
    [schemas],
  );
  return new Set(rows.map(({ name }) => name));
};

/**
 * Folds the log between two positions into the tables of all `targets`, in one pass, and gives them their keys and
 * indexes when it has come to `to`. Says how far it came. What is committed is always the tables as they are at the
 * position that `onLeg` was told.
 */
export const load = async (
  client: PoolClient,
  targets: readonly LoadTarget[],
  {
    store,
    from,
    to,
    pageSize = PAGE_SIZE,
    legMs = LEG_MS,
    hotBytes = HOT_BYTES,
    onPage,
    onLeg,
    onFinished,
  }: LoadOptions,
): Promise<Position> => {
  const db = queryable(client);
  const members: Member[] = await transactionOn(client, LOAD_SETTINGS, async () => {
    const found: Member[] = [];
    for (const target of targets) found.push({ ...target, shapes: await shapesOf(db, target) });
    return found;
  });
  const schemas = targets.map(({ schema }) => schema);
  const pages = readAhead(store, {
    from,
    to,
    pageSize,
    types: [...new Set(targets.flatMap(({ projection }) => projection.eventTypes))],
  });

  let position = from;
  let going = true;
  while (going && position < to) {
    await transactionOn(client, LOAD_SETTINGS, async () => {
      const session = createLoadSession(client, await existingStructures(db, schemas));
      const loads = await loadsOf(db, session, members, { filled: position > START, hotBytes });
      const until = performance.now() + legMs;
      do {
        const next = await pages.next();
        if (next.done === true) break;
        const { events, checkpoint } = next.value;
        await applyPage(loads, events);
        position = checkpoint;
        going = onPage({ position, events: events.length });
      } while (going && performance.now() < until);
      for (const { loading } of loads) await loading.flush();
      await onLeg(db, position);
    });
  }
  await pages.return(undefined);
  if (position >= to) await finish(client, members, onFinished);
  return position;
};

type MemberLoad = {
  readonly projection: Projection;
  readonly types: ReadonlySet<string>;
  /** Somebody said that the projection must pass over these. */
  readonly skipped: ReadonlySet<Position>;
  readonly loading: Loading;
};

const loadsOf = async (
  db: Queryable,
  session: LoadSession,
  members: readonly Member[],
  options: LoadingOptions,
): Promise<readonly MemberLoad[]> => {
  const withheld = await loadWithheld(
    db,
    members.map(({ projection }) => projection.name),
  );
  return members.map(({ projection, schema, shapes }) => ({
    projection,
    types: new Set(projection.eventTypes),
    skipped: withheld(projection.name).skipped,
    loading: createLoading(session, schema, shapes, options),
  }));
};

/** Each projection gets the events of its types, in order. */
const applyPage = async (loads: readonly MemberLoad[], events: readonly RecordedEvent[]): Promise<void> => {
  for (const { projection, types, skipped, loading } of loads) {
    const ours = events.filter(({ type }) => types.has(type));
    const wanted = skipped.size === 0 ? ours : ours.filter(({ position }) => !skipped.has(position));
    if (wanted.length === 0) continue;
    try {
      await projection.apply(wanted, loading.tables);
    } catch (error) {
      throw await nameCulprit(projection, wanted, error);
    }
    await loading.settle();
    // The service answers between two.
    await new Promise((resolve) => setImmediate(resolve));
  }
};

/** Keys and indexes, and the sizes for queries that plan right after the swap. */
const finish = (
  client: PoolClient,
  members: readonly Member[],
  onFinished: () => Promise<void>,
): Promise<void> =>
  transactionOn(client, LOAD_SETTINGS, async (db) => {
    const existing = await existingStructures(
      db,
      members.map(({ schema }) => schema),
    );
    for (const { projection, schema, shapes } of members) {
      await db.query(`set local search_path to ${schema}`);
      await forgetOld(db, projection, null);
      for (const { primaryKey, others } of shapes)
        for (const { name, create } of [primaryKey, ...others])
          if (!existing.has(`${schema}.${name}`)) await db.query(create);
      await db.query(`analyze ${shapes.map(({ table }) => table).join(', ')}`);
    }
    await onFinished();
  });
