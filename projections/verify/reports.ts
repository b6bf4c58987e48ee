import { randomUUID } from 'node:crypto';
import type { Actor } from '../../application/ports/event-store.ts';
import type { VerificationScope, VerifiedProjection } from '../../application/ports/upkeep.ts';
import type { Queryable } from '../projection.ts';

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
  if ('projections' in outcome) await recordDrift(db, verificationId, outcome.projections);
};

/** A sample without differences says nothing of those that are known from before; the whole without any does. */
const recordDrift = async (
  db: Queryable,
  verificationId: string,
  projections: readonly VerifiedProjection[],
): Promise<void> => {
  const seen = projections.filter(({ position }) => position !== null);
  await db.query(
    `insert into public.projection_drift (projection, verification_id, differences)
     select seen.name, $1, seen.differences
     from unnest($2::text[], $3::bigint[]) seen (name, differences)
     -- in one order, so that two verifications never wait for each other in a circle
     order by seen.name
     on conflict (projection) do update set verification_id = excluded.verification_id,
       verified_at = excluded.verified_at,
       differences = case when excluded.differences > 0 or excluded.projection = any ($4::text[])
                          then excluded.differences else projection_drift.differences end`,
    [
      verificationId,
      seen.map(({ projection }) => projection),
      seen.map(({ differences }) => differences),
      seen.filter(({ keys }) => keys === null).map(({ projection }) => projection),
    ],
  );
};

/** So many rows fewer differ now. */
export const recordMended = async (db: Queryable, projection: string, rows: number): Promise<void> => {
  await db.query(
    `update public.projection_drift set differences = greatest(0, differences - $2) where projection = $1`,
    [projection, rows],
  );
};

/**
 * True for one of the processes that ask, when nobody has verified for almost `everyMs`: the turn is taken before it
 * is used, so that two that ask at once do not both begin.
 */
export const claimTurn = async (db: Queryable, everyMs: number): Promise<boolean> => {
  const { rowCount } = await db.query(
    `insert into public.verification_turns (taken, taken_at) values (true, clock_timestamp())
     on conflict (taken) do update set taken_at = excluded.taken_at
     where verification_turns.taken_at < clock_timestamp() - make_interval(secs => $1)`,
    [(everyMs * 0.75) / 1000],
  );
  return rowCount === 1;
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
