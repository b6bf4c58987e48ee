import type { Pool, PoolClient } from 'pg';
import { pause } from '../../application/pause.ts';
import { type EventStore, type Position, START } from '../../application/ports/event-store.ts';
import type { RebuildComparison, RebuildJob } from '../../application/ports/rebuilds.ts';
import type { Projection } from '../projection.ts';
import { loadCheckpoints } from '../runner/checkpoints.ts';
import { fingerprintOf } from '../runner/fingerprint.ts';
import { queryable, transactionOn } from '../runner/transaction.ts';
import { COPY_SETTINGS, catchUp, type Member, replay } from './catch-up.ts';
import { CHECKSUM_SETTINGS } from './checksum.ts';
import { compare } from './compare.ts';
import {
  dropCopies,
  loadCopies,
  markLoaded,
  moveCopies,
  nextSchema,
  retiredSchema,
  saveNewCopy,
} from './copies.ts';
import { findJob, setComparison, setState, tellProgress, type Wish } from './jobs.ts';
import { laterOf } from './later-of.ts';
import { createBareTables, LOAD_SETTINGS, load } from './load.ts';
import { swap } from './swap.ts';

export type RebuildProgress = {
  readonly projections: readonly string[];
  /** Places of the log that have been looked at, and how many there are. */
  readonly done: bigint;
  readonly total: bigint;
  /** Places per second; null at the very start. */
  readonly rate: number | null;
  readonly etaSeconds: number | null;
};

export type RunOptions = {
  readonly store: Pick<EventStore, 'readAll' | 'head'>;
  readonly pool: Pool;
  readonly projections: readonly Projection[];
  readonly graceHours: number;
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Hears how long the swap held readers up, in milliseconds. */
  readonly onSwapped?: (heldUpMs: number) => void;
  /** Puts the job down where any process can take it up again. */
  readonly signal?: AbortSignal;
  /** For tests: how much of the log is read at once, and how often it is committed. */
  readonly pageSize?: number;
  readonly legMs?: number;
  readonly hotBytes?: number;
};

/** Of what is left, so much may be applied while the live runner waits. */
const LEAVE_TO_THE_SWAP = 500n;
const TELL_EVERY_MS = 250;
/** The live tables are given so long to reach the position of the new ones, which are compared with them there. */
const WAIT_FOR_LIVE_MS = 5000;

/** Somebody wished it, or the process ends: the job is put down, and no error. */
class PutDown extends Error {}

/**
 * Does a job, from wherever it was left, up to its swap or to where somebody must confirm. The caller holds the
 * projections' locks on `client`. An error of the work itself fails the job; when the process stops or the connection
 * is lost the job stays as it is, for the next process that looks.
 */
export const runRebuild = async (
  client: PoolClient,
  rebuildId: string,
  options: RunOptions,
): Promise<void> => {
  const db = queryable(client);
  const job = await findJob(db, rebuildId);
  if (job === null) throw new Error(`there is no rebuild ${rebuildId}`);
  const schemaOf = job.kind === 'swap_back' ? retiredSchema : nextSchema;
  const wanted = job.projections.flatMap((name) => {
    const projection = options.projections.find((known) => known.name === name);
    return projection === undefined ? [] : [{ projection, schema: schemaOf(name) }];
  });
  const schemas = wanted.map(({ schema }) => schema);
  const telling = createTelling(job, options);
  const membersNow = async (): Promise<readonly Member[]> => {
    const copies = await loadCopies(db, schemas);
    return wanted.flatMap(({ projection, schema }) => {
      const copy = copies.find((candidate) => candidate.schema === schema);
      return copy?.fingerprint === fingerprintOf(projection)
        ? [{ projection, schema, position: copy.position }]
        : [];
    });
  };

  try {
    await telling.heed();
    const copies = await loadCopies(db, schemas);
    const ready = copies.length === wanted.length && (await membersNow()).length === wanted.length;
    if (job.kind === 'swap_back' && !ready)
      throw new Error('the replaced tables are gone or belong to other code');
    if (!ready) {
      await transactionOn(client, LOAD_SETTINGS, async () => {
        for (const target of wanted) {
          await createBareTables(db, target);
          await saveNewCopy(db, target.projection, rebuildId);
        }
      });
    }
    if (!ready || copies.some(({ loaded }) => !loaded)) {
      await setState(db, rebuildId, 'running');
      const from = ready ? (copies[0]?.position ?? START) : START;
      const to = await options.store.head();
      telling.begin(from, to);
      const reached = await load(client, wanted, {
        store: options.store,
        from,
        to,
        ...(options.pageSize !== undefined && { pageSize: options.pageSize }),
        ...(options.legMs !== undefined && { legMs: options.legMs }),
        ...(options.hotBytes !== undefined && { hotBytes: options.hotBytes }),
        onPage: ({ position, events }) => telling.page(position, events),
        onLeg: (_db, position) => moveCopies(db, schemas, position),
        onFinished: () => markLoaded(db, schemas),
      });
      await telling.heed();
      if (reached < to) throw new PutDown();
    }

    await setState(db, rebuildId, 'catching_up');
    await catchUpAll(client, await membersNow(), options, telling);
    const compared = await compareAll(client, await membersNow(), options);
    await setComparison(db, rebuildId, compared);
    await telling.heed();
    if (!job.autoSwap) {
      await setState(db, rebuildId, 'awaiting_swap');
      await telling.end();
      return;
    }
    await catchUpAll(client, await membersNow(), options, telling);
    await swap(client, await membersNow(), { ...options, rebuildId });
    await telling.end();
  } catch (error) {
    await telling.heed().catch(() => {});
    const wished = telling.wish();
    if (wished === 'cancel') {
      await dropCopies(db, job.kind === 'swap_back' ? [] : schemas);
      await setState(db, rebuildId, 'cancelled');
      return;
    }
    if (wished === 'pause') {
      await setState(db, rebuildId, 'paused');
      return;
    }
    if (options.signal?.aborted === true || error instanceof PutDown) throw options.signal?.reason ?? error;
    // Where not even this can be written the connection is gone, and the job is taken up again.
    await setState(db, rebuildId, 'failed', error instanceof Error ? error.message : String(error));
    if (job.kind === 'rebuild') await dropCopies(db, schemas);
    throw error;
  }
};

const catchUpAll = async (
  client: PoolClient,
  members: readonly Member[],
  { store }: RunOptions,
  telling: Telling,
): Promise<void> => {
  for (const member of members) {
    let { position } = member;
    for (let head = await store.head(); head - position > LEAVE_TO_THE_SWAP; head = await store.head()) {
      const events = await catchUp(client, store, { ...member, position }, head, (reached) => {
        position = reached;
        return telling.page(reached, 0);
      });
      telling.page(position, events);
      await telling.heed();
    }
  }
};

/** In one snapshot of the live tables, with the new ones brought to their position for the while. */
const compareAll = async (
  client: PoolClient,
  members: readonly Member[],
  { store, signal }: RunOptions,
): Promise<readonly RebuildComparison[]> => {
  const db = queryable(client);
  const names = members.map(({ projection }) => projection.name);
  const deadline = performance.now() + WAIT_FOR_LIVE_MS;
  for (;;) {
    const live = await loadCheckpoints(db, names);
    const awaited = members.some(({ projection, position }) => {
      const checkpoint = live.get(projection.name);
      return checkpoint?.fingerprint === fingerprintOf(projection) && checkpoint.position < position;
    });
    if (!awaited || performance.now() > deadline) break;
    await pause(50, signal);
    signal?.throwIfAborted();
  }
  const compared: RebuildComparison[] = [];
  try {
    await transactionOn(
      client,
      `set transaction isolation level repeatable read; ${COPY_SETTINGS}; ${CHECKSUM_SETTINGS}`,
      async () => {
        const live = await loadCheckpoints(db, names);
        for (const member of members) {
          const { name, tables } = member.projection;
          const checkpoint = live.get(name);
          if (checkpoint === undefined) throw new Error(`the projection ${name} has never been started`);
          const position = laterOf(checkpoint.position, member.position);
          await replay(store, member, member.position, position, async (work) => {
            await work(db);
            return true;
          });
          compared.push(
            await compare(db, {
              projection: name,
              schema: member.schema,
              tables,
              position,
              livePosition: checkpoint.position,
              liveTables: checkpoint.tables,
            }),
          );
        }
        // What was applied for the comparison is applied again, by page: a long transaction must not commit it.
        throw new Compared();
      },
    );
  } catch (error) {
    if (!(error instanceof Compared)) throw error;
  }
  return compared;
};

class Compared extends Error {}

type Telling = {
  readonly begin: (from: Position, to: Position) => void;
  /** False when the work is to be put down. */
  readonly page: (position: Position, events: number) => boolean;
  /** Rejects when somebody wishes the work to be put down. */
  readonly heed: () => Promise<void>;
  readonly wish: () => Wish | null;
  readonly end: () => Promise<void>;
};

/** Writes down the progress every now and then beside the work, and hears what is wished. */
const createTelling = (job: RebuildJob, { pool, signal, onProgress = () => {} }: RunOptions): Telling => {
  const db = queryable(pool);
  let startedAt = performance.now();
  let from = job.done;
  let { done, total, events } = job;
  let wished: Wish | null = null;
  let toldAt = 0;
  let telling: Promise<void> | null = null;

  const rate = (): number | null => {
    const seconds = (performance.now() - startedAt) / 1000;
    return seconds > 0 && done > from ? Number(done - from) / seconds : null;
  };
  const tell = async (): Promise<void> => {
    toldAt = performance.now();
    wished = await tellProgress(db, job.rebuildId, { done, total, events, rate: rate() });
  };
  return {
    begin: (first, last) => {
      startedAt = performance.now();
      [from, done, total] = [first, first, last];
    },
    page: (position, more) => {
      done = laterOf(position, done);
      total = laterOf(done, total);
      events += more;
      const speed = rate();
      onProgress({
        projections: job.projections,
        done,
        total,
        rate: speed,
        etaSeconds: speed === null ? null : Number(total - done) / speed,
      });
      if (telling === null && performance.now() - toldAt > TELL_EVERY_MS) {
        telling = tell()
          // It is told again with the next page.
          .catch(() => {})
          .finally(() => {
            telling = null;
          });
      }
      return wished === null && signal?.aborted !== true;
    },
    heed: async () => {
      await telling;
      await tell();
      if (wished !== null) throw new PutDown();
      signal?.throwIfAborted();
    },
    wish: () => wished,
    end: async () => {
      done = total;
      await telling;
      await tell();
    },
  };
};
