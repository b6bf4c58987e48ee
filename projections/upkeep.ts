import type { Pool } from 'pg';
import type { EventStore } from '../application/ports/event-store.ts';
import type { RepairReport, Upkeep } from '../application/ports/upkeep.ts';
import { type Refusal, refuse } from '../domain/errors/refusal.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Projection } from './projection.ts';
import {
  findVerification,
  parkedKeys,
  repairsDone,
  skippedEvents,
  verificationsDone,
} from './repair/records.ts';
import { RepairImpossible } from './repair/refold.ts';
import { repairKey, retryParked, skipParked } from './repair/repair.ts';
import { messageOf } from './runner/parking.ts';
import { queryable } from './runner/transaction.ts';
import { recordEnd, recordStart } from './verify/reports.ts';
import { verifyProjections } from './verify/verify.ts';

export type UpkeepOptions = {
  readonly store: Pick<EventStore, 'readAll' | 'readStream' | 'head'>;
  readonly pool: Pool;
  readonly projections: readonly Projection[];
  /** Ends verifications that are under way. */
  readonly signal?: AbortSignal;
  /** Hears why a verification could not be done. */
  readonly onError?: (error: unknown) => void;
};

export const createUpkeep = (options: UpkeepOptions): Upkeep => {
  const { store, pool, projections, signal, onError = () => {} } = options;
  const db = queryable(pool);

  const chosen = (
    names: readonly string[],
    among: readonly Projection[] = projections,
  ): Result<readonly Projection[], Refusal> => {
    const unknown = names.filter((name) => !among.some((projection) => projection.name === name));
    if (unknown.length > 0) {
      const known = among.map(({ name }) => name);
      const message = `There is no such projection: ${unknown.join(', ').slice(0, 200)}. There are ${known.join(', ')}.`;
      return fail(refuse('ERR_NOT_FOUND', { message, details: { projections: known } }));
    }
    return ok(names.length === 0 ? among : among.filter(({ name }) => names.includes(name)));
  };

  const attempted = async (
    repair: () => Promise<RepairReport | null>,
  ): Promise<Result<RepairReport, Refusal>> => {
    try {
      const report = await repair();
      return report === null ? fail(refuse('ERR_ADMIN_007')) : ok(report);
    } catch (error) {
      if (!(error instanceof RepairImpossible)) throw error;
      return fail(refuse('ERR_ADMIN_011', { message: error.message }));
    }
  };

  /** Null means that the key is not parked, or no longer at that event. */
  const ofParked = async (
    name: string,
    act: (projection: Projection) => Promise<RepairReport | null>,
  ): Promise<Result<RepairReport, Refusal>> => {
    const projection = projections.find((one) => one.name === name);
    return attempted(async () => (projection === undefined ? null : act(projection)));
  };

  return {
    repair: async (key, names, order) => {
      const projectionsOfKind = projections.filter(({ partition }) => partition === key.partition);
      const wanted = chosen(names, projectionsOfKind);
      if (!wanted.ok) return wanted;
      return attempted(() => repairKey({ store, pool, projections: wanted.value }, key, order));
    },
    repairs: (limit) => repairsDone(db, limit),
    parkedKeys: () => parkedKeys(db),
    skippedEvents: () => skippedEvents(db),
    retry: (name, key, order) =>
      ofParked(name, (projection) => retryParked({ store, pool }, projection, key, order)),
    skip: (name, key, position, order) =>
      ofParked(name, (projection) => skipParked({ store, pool }, projection, key, position, order)),
    verify: async (scope, names, actor, onStart = () => {}) => {
      const wanted = chosen(names);
      if (!wanted.ok) return wanted;
      const verificationId = await recordStart(db, scope, actor);
      const found = async () => {
        const verification = await findVerification(db, verificationId);
        if (verification === null) throw new Error('a verification was removed while it ran');
        return verification;
      };
      onStart(await found());
      try {
        const verified = await verifyProjections(
          { store, pool, projections: wanted.value, ...(signal && { signal }) },
          scope,
        );
        await recordEnd(db, verificationId, { projections: verified });
      } catch (error) {
        if (signal?.aborted !== true) onError(error);
        await recordEnd(db, verificationId, { error: messageOf(error) });
      }
      return ok(await found());
    },
    verification: (verificationId) => findVerification(db, verificationId),
    verifications: (limit) => verificationsDone(db, limit),
  };
};
