import { randomUUID } from 'node:crypto';
import type { Actor } from '../../application/ports/event-store.ts';
import type { VerificationScope, VerifiedProjection } from '../../application/ports/upkeep.ts';
import type { Queryable } from '../projection.ts';

/** One verification of a schedule is begun at a time, whoever's turn it is. */
const SCHEDULING = 20_822;

export const recordStart = async (db: Queryable, scope: VerificationScope, actor: Actor): Promise<string> => {
  const verificationId = randomUUID();
  await db.query(
    `insert into public.projection_verifications (verification_id, scope, actor, status)
     values ($1, $2, $3, 'running')`,
    [verificationId, JSON.stringify(scope), JSON.stringify(actor)],
  );
  return verificationId;
};

export const recordEnd = async (
  db: Queryable,
  verificationId: string,
  outcome: { readonly projections: readonly VerifiedProjection[] } | { readonly error: string },
): Promise<void> => {
  const [status, result, error] =
    'error' in outcome
      ? ['failed', '[]', outcome.error]
      : [
          'completed',
          JSON.stringify(outcome.projections, (_, value: unknown) =>
            typeof value === 'bigint' ? value.toString() : value,
          ),
          null,
        ];
  await db.query(
    `update public.projection_verifications
     set status = $2, result = $3, error = $4, ended_at = clock_timestamp() where verification_id = $1`,
    [verificationId, status, result, error],
  );
};

/** True when no verification was begun within `everyMs`. The caller's transaction records its own before it ends. */
export const isDue = async (db: Queryable, everyMs: number): Promise<boolean> => {
  await db.query(`select pg_advisory_xact_lock(${SCHEDULING}, 0)`);
  const { rows } = await db.query<{ due: boolean }>(
    `select not exists (
       select from public.projection_verifications
       where started_at > clock_timestamp() - make_interval(secs => $1)
     ) as due`,
    [everyMs / 1000],
  );
  return rows[0]?.due === true;
};

/** Reports are kept so long, and the newest always. A verification that a dead process has left behind has failed. */
export const tidyReports = async (db: Queryable, keptDays = 90): Promise<void> => {
  await db.query(
    `delete from public.projection_verifications
     where started_at < clock_timestamp() - make_interval(days => $1)
       and started_at < (select max(started_at) from public.projection_verifications)`,
    [keptDays],
  );
  await db.query(
    `update public.projection_verifications
     set status = 'failed', ended_at = clock_timestamp(), error = 'the process ended before it was done'
     where status = 'running' and started_at < clock_timestamp() - interval '1 day'`,
  );
};
