import type { Migration } from '../migration.ts';

/** Rebuilds as jobs that outlive the process, and the tables of projections that stand beside the live ones. */
export const rebuild: Migration = {
  name: '004_rebuild',
  up: async (knex) => {
    await knex.raw(`
      create table public.projection_rebuilds (
        rebuild_id   uuid           primary key,
        kind         text           not null check (kind in ('rebuild', 'swap_back')),
        projections  text[]         not null,
        -- of the code that may do it, in the order of the projections
        fingerprints text[]         not null,
        requested_by text           not null,
        requested_at timestamptz(3) not null default clock_timestamp(),
        auto_swap    boolean        not null,
        state        text           not null check (state in ('queued', 'running', 'catching_up', 'paused',
                                      'awaiting_swap', 'swapped', 'cancelled', 'failed')),
        -- what somebody asked of the process that does it, and it has not done yet
        wish         text           check (wish in ('pause', 'cancel')),
        done         bigint         not null default 0,
        total        bigint         not null default 0,
        events       bigint         not null default 0,
        -- positions of the log per second
        rate         double precision,
        started_at   timestamptz(3),
        updated_at   timestamptz(3) not null default clock_timestamp(),
        ended_at     timestamptz(3),
        error        text,
        comparison   json
      );
      create index projection_rebuilds_newest_first on public.projection_rebuilds (requested_at desc);

      -- one schema each: the tables that a rebuild fills, and those that it has replaced
      create table public.projection_copies (
        schema      text           primary key,
        name        text           not null,
        version     int            not null,
        fingerprint text           not null,
        tables      text[]         not null,
        -- the rows are those of the log up to here
        position    bigint         not null,
        -- true once keys and indexes are there and rows are written one page at a time
        loaded      boolean        not null,
        -- false where keys were parked when the tables were replaced: they lack rows
        complete    boolean        not null default true,
        rebuild_id  uuid           not null,
        -- of replaced tables: from then on they are dropped
        drop_after  timestamptz(3)
      );
    `);
  },
  down: async (knex) => {
    await knex.raw('drop table public.projection_copies, public.projection_rebuilds');
  },
};
