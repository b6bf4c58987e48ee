import type { Pool } from 'pg';
import type { PasswordResets } from '../../application/ports/password-resets.ts';

/** Table `public.password_resets`. */
export const createPostgresPasswordResets = (pool: Pool): PasswordResets => ({
  save: async ({ userId, sha256, expiresAt }) => {
    await pool.query(
      `insert into public.password_resets (user_id, token_sha256, expires_at) values ($1, $2, $3)
       on conflict (user_id) do update
       set token_sha256 = excluded.token_sha256, expires_at = excluded.expires_at`,
      [userId, Buffer.from(sha256), expiresAt],
    );
  },
  find: async (sha256, now) => {
    const { rows } = await pool.query<{ user_id: string }>(
      'select user_id from public.password_resets where token_sha256 = $1 and expires_at > $2',
      [Buffer.from(sha256), now],
    );
    return rows[0]?.user_id ?? null;
  },
  take: async (sha256, now) => {
    const { rows } = await pool.query<{ user_id: string }>(
      'delete from public.password_resets where token_sha256 = $1 and expires_at > $2 returning user_id',
      [Buffer.from(sha256), now],
    );
    return rows[0]?.user_id ?? null;
  },
  drop: async (userId) => {
    await pool.query('delete from public.password_resets where user_id = $1', [userId]);
  },
});
