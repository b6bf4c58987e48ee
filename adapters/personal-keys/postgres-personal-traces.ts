import type { Pool } from 'pg';
import { escapeIdentifier } from 'pg';
import type { PersonalTraces } from '../../application/ports/personal-traces.ts';

/** Tables of calls and drafts, whose rows name their person. */
const OF_USER = ['idempotency_keys', 'import_previews', 'column_mappings'];

/**
 * Reports on read models, which may quote rows of people. They are about a moment and can be made again.
 */
const REPORTS = { projection_verifications: 'result', projection_rebuilds: 'report' } as const;

const exists = async (pool: Pool, table: string, column: string): Promise<boolean> => {
  const { rowCount } = await pool.query(
    `select from information_schema.columns
     where table_schema = 'public' and table_name = $1 and column_name = $2`,
    [table, column],
  );
  return rowCount !== 0;
};

/** Read models that stay for a while beside the live ones, to swap back to, and that nothing folds any more. */
const retiredUsers = async (pool: Pool): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ table_schema: string }>(
    `select table_schema from information_schema.columns
     where table_name = 'users' and column_name = 'full_name' and table_schema <> 'read'`,
  );
  return rows.map(({ table_schema }) => table_schema);
};

export const createPostgresPersonalTraces = (pool: Pool): PersonalTraces => ({
  remove: async ({ userId, credentialId }) => {
    await pool.query('delete from public.credentials where credential_id = $1', [credentialId]);
    for (const table of OF_USER) await pool.query(`delete from public.${table} where user_id = $1`, [userId]);
    for (const [table, column] of Object.entries(REPORTS))
      if (await exists(pool, table, column))
        await pool.query(`delete from public.${table} where strpos(${column}::text, $1) > 0`, [userId]);
    for (const schema of await retiredUsers(pool))
      await pool.query(
        `update ${escapeIdentifier(schema)}.users set email = null, full_name = null where user_id = $1`,
        [userId],
      );
  },
});
