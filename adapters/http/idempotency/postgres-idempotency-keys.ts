import type { Pool } from 'pg';
import { CLAIM_SECONDS, type IdempotencyKeys, type RecordedAnswer } from './idempotency-keys.ts';

/** Table `public.idempotency_keys`: status and response are null while the first call is at work. */
export const createPostgresIdempotencyKeys = (pool: Pool): IdempotencyKeys => ({
  claim: async ({ userId, key }, requestSha256) => {
    const claimed = await pool.query(
      `insert into public.idempotency_keys as known (user_id, key, request_sha256) values ($1, $2, $3)
       on conflict (user_id, key) do update set created_at = now()
         where known.status is null
           and known.request_sha256 = excluded.request_sha256
           and known.created_at < now() - make_interval(secs => $4)`,
      [userId, key, requestSha256, CLAIM_SECONDS],
    );
    if (claimed.rowCount === 1) return { status: 'claimed' };
    const { rows } = await pool.query<{
      request_sha256: string;
      status: number | null;
      response: Omit<RecordedAnswer, 'status'> | null;
    }>(
      'select request_sha256, status, response from public.idempotency_keys where user_id = $1 and key = $2',
      [userId, key],
    );
    const known = rows[0];
    if (known === undefined) return { status: 'in-progress' };
    if (known.request_sha256 !== requestSha256) return { status: 'other-request' };
    if (known.status === null || known.response === null) return { status: 'in-progress' };
    return { status: 'answered', answer: { status: known.status, ...known.response } };
  },
  complete: async ({ userId, key }, { status, headers, body }) => {
    await pool.query(
      `update public.idempotency_keys set status = $3, response = $4, completed_at = now()
       where user_id = $1 and key = $2`,
      // The body is kept as text: jsonb would reorder it.
      [userId, key, status, JSON.stringify({ headers, body })],
    );
  },
  abandon: async ({ userId, key }) => {
    await pool.query(
      `update public.idempotency_keys set created_at = 'epoch' where user_id = $1 and key = $2 and status is null`,
      [userId, key],
    );
  },
});
