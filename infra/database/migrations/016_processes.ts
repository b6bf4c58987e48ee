import type { Migration } from '../migration.ts';

/** The processes that live, for whoever looks after them. */
export const processes: Migration = {
  name: '016_processes',
  up: async (knex) => {
    await knex.raw(`
      create table public.processes (
        process_id uuid        primary key,
        roles      text[]      not null,
        version    text        not null,
        host       text        not null,
        pid        int         not null,
        -- starting, working or stopping
        state      text        not null,
        -- what it does for all, as the only one
        leads      text[]      not null,
        started_at timestamptz not null default clock_timestamp(),
        seen_at    timestamptz not null default clock_timestamp()
      ) with (fillfactor = 50);
    `);
  },
  down: async (knex) => {
    await knex.raw('drop table public.processes');
  },
};
