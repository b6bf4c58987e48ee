import type { Migration } from '../migration.ts';

/** What lets people and machines in beside passwords. No row holds anything that lets its reader in. */
export const sessions: Migration = {
  name: '010_sessions',
  up: async (knex) => {
    await knex.raw(`
      -- a session that has ended has no row
      create table sessions (
        session_id uuid primary key,
        user_id text not null,
        started_at timestamptz not null,
        expires_at timestamptz not null,
        -- of the refresh token that is good now
        generation int not null default 0,
        refreshed_at timestamptz
      );
      create index sessions_of_user on sessions (user_id);
      create index sessions_by_expiry on sessions (expires_at);

      create table api_key_hashes (
        key_id uuid primary key,
        user_id text not null,
        key_sha256 bytea not null unique,
        -- to the hour
        last_used_at timestamptz
      );
      create index api_key_hashes_of_user on api_key_hashes (user_id);

      -- at most one for each person: a newer one takes the place of an older one
      create table password_resets (
        user_id text primary key,
        token_sha256 bytea not null unique,
        expires_at timestamptz not null
      );
    `);
  },
  down: async (knex) => {
    await knex.raw('drop table password_resets, api_key_hashes, sessions');
  },
};
