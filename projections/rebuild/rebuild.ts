import { randomUUID } from 'node:crypto';
import type { RebuildComparison, RebuildJob } from '../../application/ports/rebuilds.ts';
import type { Projection, Queryable } from '../projection.ts';
import { loadCheckpoints } from '../runner/checkpoints.ts';
import { fingerprintOf } from '../runner/fingerprint.ts';
import { queryable } from '../runner/transaction.ts';
import { loadCopies, retiredSchema } from './copies.ts';
import { findJob, insertJob, openJobs, setState } from './jobs.ts';
import { withRebuildLocks } from './locking.ts';
import { type RunOptions, runRebuild } from './run-rebuild.ts';

export type { RebuildProgress } from './run-rebuild.ts';

export type RebuildReport = RebuildComparison & {
  /** That the projections of the rebuild asked for. */
  readonly events: number;
  readonly seconds: number;
};

export const DEFAULT_GRACE_HOURS = 24;

export type RebuildSource = Pick<RunOptions, 'store' | 'pool' | 'projections'> & {
  readonly graceHours?: number;
};

export type RebuildOptions = Pick<
  RunOptions,
  'onProgress' | 'onSwapped' | 'signal' | 'pageSize' | 'legMs' | 'hotBytes'
> & {
  readonly requestedBy?: string;
  /** Skips what another process has brought up to date meanwhile. */
  readonly onlyOutdated?: boolean;
};

/**
 * Makes tables anew from the start of the log, beside the live ones, and puts them in their place at the end, here and
 * now. Queries and the live runner go on meanwhile. One that ends early (an error, an abort, a crash) leaves the live
 * tables untouched. Rebuilds of one projection take turns; an unfinished one that nobody works on gives way.
 *
 * Where the tables that were replaced last are of this very code (a release was rolled back), those catch up instead.
 */
export const rebuildProjections = async (
  source: RebuildSource,
  names: readonly string[] | 'all',
  options: RebuildOptions = {},
): Promise<readonly RebuildReport[]> => {
  const { pool, projections } = source;
  const unknown = names === 'all' ? [] : names.filter((name) => !projections.some((p) => p.name === name));
  if (unknown.length > 0) throw new Error(`there is no projection ${unknown.join(', ')}`);
  const wanted = projections.filter(({ name }) => names === 'all' || names.includes(name));
  const reports = await withRebuildLocks(
    pool,
    wanted.map(({ name }) => name),
    { patient: true, signal: options.signal },
    async (client) => {
      const db = queryable(client);
      const needed = options.onlyOutdated === true ? await outdatedOf(db, wanted) : wanted;
      const [returning, rest] = options.onlyOutdated === true ? await rolledBack(db, needed) : [[], needed];
      const made: RebuildReport[] = [];
      for (const [kind, members] of [
        ['swap_back', returning],
        ['rebuild', rest],
      ] as const) {
        if (members.length === 0) continue;
        const job = await takeOver(db, kind, members, options.requestedBy ?? 'process');
        const startedAt = performance.now();
        await runRebuild(client, job.rebuildId, { graceHours: DEFAULT_GRACE_HOURS, ...source, ...options });
        const done = await findJob(db, job.rebuildId);
        if (done?.state !== 'swapped')
          throw new Error(`the rebuild ended ${done?.state ?? 'without a trace'}`);
        const seconds = (performance.now() - startedAt) / 1000;
        made.push(
          ...(done.comparison ?? []).map((compared) => ({ ...compared, events: done.events, seconds })),
        );
      }
      return made;
    },
  );
  return reports ?? [];
};

const outdatedOf = async (
  db: Queryable,
  projections: readonly Projection[],
): Promise<readonly Projection[]> => {
  const live = await loadCheckpoints(
    db,
    projections.map(({ name }) => name),
  );
  return projections.filter(
    (projection) => live.get(projection.name)?.fingerprint !== fingerprintOf(projection),
  );
};

/** Those whose replaced tables this code can fill, and the others. */
const rolledBack = async (
  db: Queryable,
  projections: readonly Projection[],
): Promise<readonly [readonly Projection[], readonly Projection[]]> => {
  const copies = await loadCopies(
    db,
    projections.map(({ name }) => retiredSchema(name)),
  );
  const returns = (projection: Projection): boolean =>
    copies.some(
      (copy) =>
        copy.name === projection.name && copy.complete && copy.fingerprint === fingerprintOf(projection),
    );
  return [projections.filter(returns), projections.filter((projection) => !returns(projection))];
};

/** An unfinished job of exactly this is gone on with; others of these projections are given up. */
const takeOver = async (
  db: Queryable,
  kind: RebuildJob['kind'],
  projections: readonly Projection[],
  requestedBy: string,
): Promise<RebuildJob> => {
  const names = projections.map(({ name }) => name);
  const fingerprints = projections.map(fingerprintOf);
  for (const job of await openJobs(db, names)) {
    const same =
      job.kind === kind &&
      job.autoSwap &&
      job.projections.join() === names.join() &&
      job.fingerprints.join() === fingerprints.join();
    if (same) return job;
    await setState(db, job.rebuildId, 'cancelled', 'another rebuild of the same read models took its place');
  }
  return insertJob(db, {
    rebuildId: randomUUID(),
    kind,
    projections: names,
    fingerprints,
    requestedBy,
    reason: null,
    autoSwap: true,
  });
};
