import type { Migration } from '../migration.ts';

/**
 * The read models live in the schema `read`; the projections create their tables there themselves, since a rebuild
 * makes them anew. How far each has come is kept beside them and moves in the same transaction as their rows.
 */
export const projections: Migration = {
  name: '002_projections',
  up: async (knex) => {
    await knex.raw(`
      create schema if not exists read;

      create table public.projection_checkpoints (
        name           text           primary key,
        version        int            not null,
        -- of the code that fills the tables: other code must not write to them
        fingerprint    text           not null,
        -- the tables there are, so that a later version knows what to replace
        tables         text[]         not null,
        position       bigint         not null check (position >= 0),
        updated_at     timestamptz(3) not null default now(),
        -- both are set while it cannot go on: the first event that it could not apply, and why
        failed_at      bigint,
        error          text,
        check ((failed_at is null) = (error is null))
      );
    `);
  },
  down: async (knex) => {
    await knex.raw('drop table public.projection_checkpoints; drop schema read cascade');
  },
};
