import type { Pool } from 'pg';
import { z } from 'zod';
import {
  type ColumnMappings,
  MAPPINGS_PER_USER,
  type SavedMapping,
} from '../../application/ports/column-mappings.ts';
import { storedMapping } from './stored-mapping.ts';

const row = z.object({
  mapping_id: z.uuid(),
  user_id: z.string(),
  name: z.string(),
  mapping: storedMapping,
  saved_at: z.date(),
});

const savedMapping = (found: unknown): SavedMapping => {
  const { mapping_id, user_id, name, mapping, saved_at } = row.parse(found);
  return {
    mappingId: mapping_id,
    userId: user_id,
    name,
    mapping,
    savedAt: saved_at.toISOString(),
  };
};

/** Table `public.column_mappings`. */
export const createPostgresColumnMappings = (pool: Pool): ColumnMappings => ({
  save: async ({ mappingId, userId, name, mapping, savedAt }) => {
    const { rows } = await pool.query(
      `insert into public.column_mappings as known (mapping_id, user_id, name, mapping, saved_at)
       select $1, $2, $3, $4, $5
       where (select count(*) from public.column_mappings where user_id = $2 and lower(name) <> lower($3)) < $6
       on conflict (user_id, lower(name)) do update
         set name = excluded.name, mapping = excluded.mapping, saved_at = excluded.saved_at
       returning *`,
      [mappingId, userId, name, JSON.stringify(mapping), savedAt, MAPPINGS_PER_USER],
    );
    return rows[0] === undefined ? null : savedMapping(rows[0]);
  },
  list: async (userId) => {
    const { rows } = await pool.query(
      'select * from public.column_mappings where user_id = $1 order by lower(name)',
      [userId],
    );
    return rows.map(savedMapping);
  },
  find: async (userId, mappingId) => {
    const { rows } = await pool.query(
      'select * from public.column_mappings where user_id = $1 and mapping_id = $2',
      [userId, mappingId],
    );
    return rows[0] === undefined ? null : savedMapping(rows[0]);
  },
  remove: async (userId, mappingId) => {
    const { rowCount } = await pool.query(
      'delete from public.column_mappings where user_id = $1 and mapping_id = $2',
      [userId, mappingId],
    );
    return rowCount === 1;
  },
});
