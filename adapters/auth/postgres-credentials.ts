import type { Pool } from 'pg';
import type { Credentials } from '../../application/ports/credentials.ts';

/** Table `public.credentials`. A row never changes: a new password is a new credential, named by a new event. */
export const createPostgresCredentials = (pool: Pool): Credentials => ({
  save: async (credentialId, passwordHash) => {
    await pool.query(
      `insert into public.credentials (credential_id, password_hash) values ($1, $2)
       on conflict (credential_id) do nothing`,
      [credentialId, passwordHash],
    );
  },
  find: async (credentialId) => {
    const { rows } = await pool.query<{ password_hash: string }>(
      'select password_hash from public.credentials where credential_id = $1',
      [credentialId],
    );
    return rows[0]?.password_hash ?? null;
  },
  remove: async (credentialId) => {
    await pool.query('delete from public.credentials where credential_id = $1', [credentialId]);
  },
});
