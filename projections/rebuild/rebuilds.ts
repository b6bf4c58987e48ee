import { randomUUID } from 'node:crypto';
import type { RebuildJob, RebuildOrder, RebuildState, Rebuilds } from '../../application/ports/rebuilds.ts';
import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Projection, Queryable } from '../projection.ts';
import { fingerprintOf } from '../runner/fingerprint.ts';
import { inTransaction, queryable } from '../runner/transaction.ts';
import { loadCopies, retiredSchema } from './copies.ts';
import { findJob, insertJob, listJobs, openJobs, requeue, wish } from './jobs.ts';
import type { RebuildSource } from './rebuild.ts';

/** Any number that nothing else locks: two that ask at once must see each other. */
const REQUESTING = 20_821;

const OPEN: readonly RebuildState[] = ['queued', 'running', 'catching_up', 'paused', 'awaiting_swap'];
const AT_WORK: readonly RebuildState[] = ['queued', 'running', 'catching_up'];

/** Writes down what is asked; `startRebuildWorker` does it, in whichever process looks first. */
export const createRebuilds = ({
  pool,
  projections,
}: Pick<RebuildSource, 'pool' | 'projections'>): Rebuilds => {
  const db = queryable(pool);

  const named = (names: readonly string[]): Result<readonly Projection[], Refusal> => {
    const known = projections.map(({ name }) => name);
    const unknown = names.filter((name) => !known.includes(name));
    if (unknown.length > 0) {
      return fail(
        refuse('ERR_NOT_FOUND', {
          message: 'There is no such projection.',
          details: { unknown: unknown.slice(0, 5), projections: known },
        }),
      );
    }
    return ok(projections.filter(({ name }) => names.length === 0 || names.includes(name)));
  };

  const insert = (
    kind: RebuildJob['kind'],
    wanted: readonly Projection[],
    { requestedBy, reason }: RebuildOrder,
    autoSwap: boolean,
    allowed: (tx: Queryable) => Promise<Refusal | null>,
  ): Promise<Result<RebuildJob, Refusal>> =>
    inTransaction(pool, '', async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(${REQUESTING})`);
      const names = wanted.map(({ name }) => name);
      const [open] = await openJobs(tx, names);
      if (open !== undefined)
        return fail(refuse('ERR_ADMIN_006', { details: { rebuild_id: open.rebuildId, state: open.state } }));
      const refusal = await allowed(tx);
      if (refusal !== null) return fail(refusal);
      const fingerprints = wanted.map(fingerprintOf);
      return ok(
        await insertJob(tx, {
          rebuildId: randomUUID(),
          kind,
          projections: names,
          fingerprints,
          requestedBy,
          reason,
          autoSwap,
        }),
      );
    });

  /** The job after the change, or why there was none. */
  const changed = async (rebuildId: string, done: boolean): Promise<Result<RebuildJob, Refusal>> => {
    const job = await findJob(db, rebuildId);
    if (job === null) return fail(refuse('ERR_NOT_FOUND'));
    return done ? ok(job) : fail(refuse('ERR_ADMIN_009', { details: { state: job.state } }));
  };

  return {
    request: async ({ projections: names, autoSwap, ...order }) => {
      const wanted = named(names);
      return wanted.ok ? insert('rebuild', wanted.value, order, autoSwap, async () => null) : wanted;
    },
    swapBack: async ({ projections: names, ...order }) => {
      const wanted = named(names);
      if (!wanted.ok) return wanted;
      return insert('swap_back', wanted.value, order, true, async (tx) => {
        const copies = await loadCopies(
          tx,
          wanted.value.map(({ name }) => retiredSchema(name)),
        );
        const problems = wanted.value.flatMap((projection) => {
          const copy = copies.find(({ name }) => name === projection.name);
          const problem = whyNotBack(projection, copy);
          return problem === null ? [] : [`${projection.name}: ${problem}`];
        });
        return problems.length === 0 ? null : refuse('ERR_ADMIN_010', { details: { problems } });
      });
    },
    list: (limit) => listJobs(db, limit),
    find: (rebuildId) => findJob(db, rebuildId),
    pause: async (id, order) => changed(id, await wish(db, id, 'pause', order, AT_WORK)),
    resume: async (id, order) => changed(id, await requeue(db, id, 'resume', order)),
    cancel: async (id, order) => changed(id, await wish(db, id, 'cancel', order, OPEN)),
    swap: async (id, order) => changed(id, await requeue(db, id, 'swap', order)),
  };
};

/** Replaced tables can take their place again only filled up, which takes the code that made them. */
const whyNotBack = (
  projection: Projection,
  copy: Awaited<ReturnType<typeof loadCopies>>[number] | undefined,
): string | null => {
  if (copy === undefined) return 'no replaced tables are kept';
  if (copy.fingerprint !== fingerprintOf(projection))
    return 'the replaced tables are of another release, which swaps them back by itself when it is started';
  if (!copy.complete)
    return 'keys were parked when the tables were replaced, so that rows are missing in them';
  return null;
};
