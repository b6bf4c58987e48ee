import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { PersonalKey, PersonalKeys } from '../../application/ports/personal-keys.ts';
import { seal, unseal } from '../../application/privacy/seal.ts';

const KEY_BYTES = 32;

const contextOf = (userId: string): string => `key:${userId}`;

type Row = { readonly user_id: string; readonly wrapped_key: string | null };

/** The master key does not open what is in the table: it was wrapped under another one. */
export class WrongMasterKey extends Error {}

/** Table public.personal_keys, each key wrapped by the master key. A dropped key leaves its row, without the key. */
export const createPostgresPersonalKeys = (pool: Pool, masterKey: Uint8Array): PersonalKeys => {
  const unwrap = ({ user_id, wrapped_key }: Row): PersonalKey | null => {
    if (wrapped_key === null) return null;
    try {
      return unseal(masterKey, contextOf(user_id), wrapped_key);
    } catch (cause) {
      throw new WrongMasterKey(`the key of user ${user_id} was not wrapped by this master key`, { cause });
    }
  };
  return {
    ensure: async (userId) => {
      const { rows } = await pool.query<Row>(
        `with made as (
           insert into public.personal_keys (user_id, wrapped_key) values ($1, $2)
           on conflict (user_id) do nothing returning user_id, wrapped_key
         )
         select user_id, wrapped_key from made
         union all select user_id, wrapped_key from public.personal_keys where user_id = $1`,
        [userId, seal(masterKey, contextOf(userId), randomBytes(KEY_BYTES))],
      );
      const [row] = rows;
      // Another process has made it between the two halves of the statement: now it can be seen.
      if (row === undefined) return createPostgresPersonalKeys(pool, masterKey).ensure(userId);
      return unwrap(row);
    },
    find: async (userIds) => {
      const { rows } = await pool.query<Row>(
        'select user_id, wrapped_key from public.personal_keys where user_id = any ($1::text[])',
        [userIds],
      );
      return new Map(rows.map((row) => [row.user_id, unwrap(row) ?? ('forgotten' as const)]));
    },
    drop: async (userId) => {
      await pool.query(
        `insert into public.personal_keys (user_id, wrapped_key, dropped_at) values ($1, null, clock_timestamp())
         on conflict (user_id) do update set wrapped_key = null, dropped_at = excluded.dropped_at
           where personal_keys.dropped_at is null`,
        [userId],
      );
    },
  };
};

/** Throws a `WrongMasterKey` when the newest key that there is does not open. To be asked at start. */
export const checkMasterKey = async (pool: Pool, masterKey: Uint8Array): Promise<void> => {
  const { rows } = await pool.query<{ user_id: string }>(
    'select user_id from public.personal_keys where wrapped_key is not null order by created_at desc limit 1',
  );
  await createPostgresPersonalKeys(pool, masterKey).find(rows.map(({ user_id }) => user_id));
};

/** Wraps every key anew, all or none. Returns how many. Nothing else may run meanwhile. */
export const rewrapKeys = async (
  pool: Pool,
  masterKey: Uint8Array,
  newMasterKey: Uint8Array,
): Promise<number> => {
  const { rows } = await pool.query<{ user_id: string; wrapped_key: string }>(
    'select user_id, wrapped_key from public.personal_keys where wrapped_key is not null',
  );
  const rewrapped = rows.map(({ user_id, wrapped_key }) =>
    seal(newMasterKey, contextOf(user_id), unseal(masterKey, contextOf(user_id), wrapped_key)),
  );
  await pool.query(
    `update public.personal_keys set wrapped_key = anew.wrapped_key
     from unnest($1::text[], $2::text[]) anew (user_id, wrapped_key)
     where personal_keys.user_id = anew.user_id and personal_keys.wrapped_key is not null`,
    [rows.map(({ user_id }) => user_id), rewrapped],
  );
  return rows.length;
};
