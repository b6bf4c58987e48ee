import type { Pool } from 'pg';
import { escapeIdentifier } from 'pg';
import type { PersonalTraces } from '../../application/ports/personal-traces.ts';

/** Tables of calls and drafts, whose rows name their person. */
const OF_USER = [
  'idempotency_keys',
  'import_previews',
  'column_mappings',
  'sessions',
  'api_key_hashes',
  'password_resets',
];

/** Reports on read models, which may quote rows of people. That they were made stays; what they found can be found again. */
const REPORTS = [
  `update public.projection_verifications set result = '[]' where strpos(result::text, $1) > 0`,
  'update public.projection_rebuilds set comparison = null where strpos(comparison::text, $1) > 0',
];

/** Read models that stay for a while beside the live ones, to swap back to, and that nothing folds any more. */
const retiredUsers = async (pool: Pool): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ table_schema: string }>(
    `select table_schema from information_schema.columns
     where table_name = 'users' and column_name = 'full_name' and table_schema ~ '^(rebuild|retired|leaving)_'`,
  );
  return rows.map(({ table_schema }) => table_schema);
};

/** A read model was swapped or dropped meanwhile, or two removals met in a circle: the same again finds nothing wrong. */
const PASSING = new Set(['42P01', '3F000', '40P01']);
const ATTEMPTS = 3;

const isPassing = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && PASSING.has(String(error.code));

const removeOnce = async (
  pool: Pool,
  { userId, credentialId }: Parameters<PersonalTraces['remove']>[0],
): Promise<void> => {
  await pool.query('delete from public.credentials where credential_id = $1', [credentialId]);
  for (const table of OF_USER) await pool.query(`delete from public.${table} where user_id = $1`, [userId]);
  for (const report of REPORTS) await pool.query(report, [userId]);
  for (const schema of await retiredUsers(pool))
    await pool.query(
      `update ${escapeIdentifier(schema)}.users set email = null, full_name = null where user_id = $1`,
      [userId],
    );
};

export const createPostgresPersonalTraces = (pool: Pool): PersonalTraces => ({
  remove: async (person) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await removeOnce(pool, person);
      } catch (error) {
        if (attempt === ATTEMPTS || !isPassing(error)) throw error;
      }
    }
  },
});
