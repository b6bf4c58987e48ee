import type { Migration } from '../migration.ts';

/** What must not be in the log (password hashes), and what is about calls rather than about the domain. */
export const credentialsAndIdempotency: Migration = {
  name: '003_credentials_and_idempotency',
  up: async (knex) => {
    await knex.raw(`
      create table credentials (
        credential_id uuid primary key,
        password_hash text not null,
        created_at timestamptz not null default now()
      );

      -- status and response are null while the first call with this key is still running
      create table idempotency_keys (
        user_id text not null,
        key text not null,
        request_sha256 text not null,
        status int,
        response jsonb,
        created_at timestamptz not null default now(),
        completed_at timestamptz,
        primary key (user_id, key)
      );

      -- how far each forwarder of events to the bus has come
      create table relay_checkpoints (
        name text primary key,
        position bigint not null,
        updated_at timestamptz not null default now()
      );
    `);
  },
  down: async (knex) => {
    await knex.raw('drop table relay_checkpoints, idempotency_keys, credentials');
  },
};
