import type { Migration } from '../migration.ts';

/** What is about files rather than about portfolios: what they would bring in, and what their columns mean. */
export const imports: Migration = {
  name: '008_imports',
  up: async (knex) => {
    await knex.raw(`
      -- kept for a limited time; json and not jsonb, because it is only ever read whole
      create table import_previews (
        preview_id uuid primary key,
        user_id text not null,
        preview json not null,
        created_at timestamptz not null,
        expires_at timestamptz not null
      );
      create index import_previews_of_user on import_previews (user_id, created_at desc);
      create index import_previews_by_expiry on import_previews (expires_at);

      create table column_mappings (
        mapping_id uuid primary key,
        user_id text not null,
        name text not null,
        mapping jsonb not null,
        saved_at timestamptz not null
      );
      create unique index column_mappings_by_name on column_mappings (user_id, lower(name));
    `);
  },
  down: async (knex) => {
    await knex.raw('drop table column_mappings, import_previews');
  },
};
