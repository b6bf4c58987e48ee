import type { Migration } from '../migration.ts';

/** Counters that all processes share. Unlogged: they are written by every call and may be lost. */
export const limits: Migration = {
  name: '012_limits',
  up: async (knex) => {
    await knex.raw(`
      create unlogged table public.rate_limits (
        -- SHA-256 of the limit's name and whom it counts
        key      text        primary key,
        hits     int         not null,
        reset_at timestamptz not null
      ) with (fillfactor = 50);
      create index rate_limits_by_end on public.rate_limits (reset_at);
      create index idempotency_keys_by_age on public.idempotency_keys (created_at);
    `);
  },
  down: async (knex) => {
    await knex.raw('drop index public.idempotency_keys_by_age; drop table public.rate_limits');
  },
};
