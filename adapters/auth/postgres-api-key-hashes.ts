import type { Pool } from 'pg';
import type { ApiKeyHashes } from '../../application/ports/api-keys.ts';

/** Table `public.api_key_hashes`. */
export const createPostgresApiKeyHashes = (pool: Pool): ApiKeyHashes => ({
  save: async ({ keyId, userId, sha256 }) => {
    await pool.query(
      `insert into public.api_key_hashes (key_id, user_id, key_sha256) values ($1, $2, $3)
       on conflict (key_id) do nothing`,
      [keyId, userId, Buffer.from(sha256)],
    );
  },
  use: async (sha256, now) => {
    const { rows } = await pool.query<{ key_id: string; user_id: string; is_noted: boolean }>(
      `select key_id, user_id, last_used_at is not distinct from date_trunc('hour', $2::timestamptz) as is_noted
       from public.api_key_hashes where key_sha256 = $1`,
      [Buffer.from(sha256), now],
    );
    const [key] = rows;
    if (key === undefined) return null;
    if (!key.is_noted)
      await pool.query(
        `update public.api_key_hashes set last_used_at = date_trunc('hour', $2::timestamptz) where key_id = $1`,
        [key.key_id, now],
      );
    return { keyId: key.key_id, userId: key.user_id };
  },
  lastUses: async (userId) => {
    const { rows } = await pool.query<{ key_id: string; last_used_at: Date }>(
      'select key_id, last_used_at from public.api_key_hashes where user_id = $1 and last_used_at is not null',
      [userId],
    );
    return new Map(rows.map(({ key_id, last_used_at }) => [key_id, last_used_at]));
  },
  remove: async (keyId) => {
    await pool.query('delete from public.api_key_hashes where key_id = $1', [keyId]);
  },
});
