import { createHash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { pause } from '../../application/pause.ts';
import { type EventStore, type Position, START } from '../../application/ports/event-store.ts';
import type { Projection } from '../projection.ts';
import { loadCheckpoints } from '../runner/checkpoints.ts';
import { fingerprintOf } from '../runner/fingerprint.ts';
import { releaseRebuildLock, tryRebuildLock } from '../runner/locks.ts';
import { queryable, transactionOn } from '../runner/transaction.ts';
import type { Checksum } from './checksum.ts';
import { type Replayed, rebuildSchema, replay, settingsOf, writeByPage } from './replay.ts';
import { type RebuiltTable, swap } from './swap.ts';

export type RebuildProgress = {
  readonly projection: string;
  /** Places of the log that have been looked at, and how many there are. */
  readonly done: bigint;
  readonly total: bigint;
  /** Places per second; null at the very start. */
  readonly rate: number | null;
  readonly etaSeconds: number | null;
};

export type RebuildReport = {
  readonly projection: string;
  /** Old and new tables are compared as of this position, which the live ones had reached. */
  readonly position: Position;
  /** That the projection asked for. */
  readonly events: number;
  readonly seconds: number;
  /** Of all tables together. */
  readonly checksumBefore: string;
  readonly checksumAfter: string;
  readonly tables: readonly RebuiltTable[];
  /** True when every row of every table is the same as before. */
  readonly identical: boolean;
};

export type RebuildOptions = {
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Rejects the rebuild and leaves the live tables as they are. */
  readonly signal?: AbortSignal;
  /** Skips what another process has brought up to date meanwhile. */
  readonly onlyOutdated?: boolean;
};

/** Of what is left, so much may be applied while the live runner waits. */
const LEAVE_TO_THE_SWAP = 500n;
const LOCK_RETRY_MS = 500;

/**
 * Makes tables anew from the start of the log, beside the live ones, and puts them in their place at the end. Queries
 * and the live runner go on meanwhile. A projection's rebuild that ends early (an error, an abort, a crash) leaves its
 * live tables untouched; the next one starts from nothing. Two rebuilds of one projection take turns.
 */
export const rebuildProjections = async (
  {
    store,
    pool,
    projections,
  }: {
    readonly store: Pick<EventStore, 'readAll'>;
    readonly pool: Pool;
    readonly projections: readonly Projection[];
  },
  names: readonly string[] | 'all',
  options: RebuildOptions = {},
): Promise<readonly RebuildReport[]> => {
  const unknown = names === 'all' ? [] : names.filter((name) => !projections.some((p) => p.name === name));
  if (unknown.length > 0) throw new Error(`there is no projection ${unknown.join(', ')}`);
  const wanted = projections.filter(({ name }) => names === 'all' || names.includes(name));

  const reports: RebuildReport[] = [];
  for (const projection of wanted) {
    const report = await withRebuildLock(pool, projection, options.signal, (client) =>
      rebuildOne(client, store, projection, options),
    );
    if (report !== null) reports.push(report);
  }
  return reports;
};

/** A connection of one's own holds the lock and does the work: they end together. */
const withRebuildLock = async <Value>(
  pool: Pool,
  projection: Projection,
  signal: AbortSignal | undefined,
  work: (client: PoolClient) => Promise<Value>,
): Promise<Value> => {
  const client = await pool.connect();
  let failed = true;
  try {
    const db = queryable(client);
    while (!(await tryRebuildLock(db, projection.name))) {
      await pause(LOCK_RETRY_MS, signal);
      signal?.throwIfAborted();
    }
    const value = await work(client);
    await releaseRebuildLock(db, projection.name);
    failed = false;
    return value;
  } finally {
    // Thrown away after a failure, and the lock with it.
    client.release(failed);
  }
};

const rebuildOne = async (
  client: PoolClient,
  store: Pick<EventStore, 'readAll'>,
  projection: Projection,
  { onProgress = () => {}, signal, onlyOutdated = false }: RebuildOptions,
): Promise<RebuildReport | null> => {
  const liveCheckpoint = async () =>
    (await loadCheckpoints(queryable(client), [projection.name])).get(projection.name);
  const first = await liveCheckpoint();
  if (first === undefined) throw new Error(`the projection ${projection.name} has never been started`);
  if (onlyOutdated && first.fingerprint === fingerprintOf(projection)) return null;

  const startedAt = performance.now();
  const seconds = (): number => (performance.now() - startedAt) / 1000;
  let position = START;
  let events = 0;
  let total = first.position;
  const onPage = (replayed: Replayed): void => {
    position = replayed.position;
    events += replayed.events;
    onProgress(progressOf(projection, position, total, seconds()));
  };

  await createTables(client, projection);
  const write = writeByPage(client, projection);
  while (total - position > LEAVE_TO_THE_SWAP) {
    await replay(store, projection, position, total, write, onPage, signal);
    total = (await liveCheckpoint())?.position ?? total;
  }
  await analyze(client, projection);
  const swapped = await swap(client, store, projection, position, signal);
  onProgress(progressOf(projection, swapped.position, swapped.position, seconds()));
  return {
    projection: projection.name,
    position: swapped.position,
    events: events + swapped.events,
    seconds: seconds(),
    checksumBefore: checksumOfAll(swapped.tables.map(({ before }) => before)),
    checksumAfter: checksumOfAll(swapped.tables.map(({ after }) => after)),
    tables: swapped.tables,
    identical: swapped.tables.every(({ identical }) => identical),
  };
};

const checksumOfAll = (checksums: readonly (Checksum | null)[]): string =>
  createHash('md5')
    .update(JSON.stringify(checksums.map((checksum) => checksum?.md5 ?? null)))
    .digest('hex');

const progressOf = ({ name }: Projection, done: bigint, total: bigint, seconds: number): RebuildProgress => {
  const rate = seconds > 0 && done > 0n ? Number(done) / seconds : null;
  return {
    projection: name,
    done,
    total,
    rate,
    etaSeconds: rate === null ? null : Number(total - done) / rate,
  };
};

const createTables = (client: PoolClient, projection: Projection): Promise<void> =>
  transactionOn(client, settingsOf(projection), async (db) => {
    const schema = rebuildSchema(projection);
    await db.query(`drop schema if exists ${schema} cascade`);
    await db.query(`create schema ${schema}`);
    await db.query(projection.ddl);
  });

/** Queries that plan right after the swap know the sizes. */
const analyze = (client: PoolClient, projection: Projection): Promise<void> =>
  transactionOn(client, settingsOf(projection), async (db) => {
    await db.query(`analyze ${projection.tables.join(', ')}`);
  });
