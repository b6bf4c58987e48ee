import type { Migration } from '../migration.ts';

/** Why a rebuild was asked for, and who said pause, resume, cancel or swap to it. */
export const rebuildOrders: Migration = {
  name: '021_rebuild_orders',
  up: async (knex) => {
    await knex.raw(`
      alter table public.projection_rebuilds
        add column reason text,
        -- oldest first: [{order, by, at, reason}]
        add column orders jsonb not null default '[]'
    `);
  },
  down: async (knex) => {
    await knex.raw('alter table public.projection_rebuilds drop column reason, drop column orders');
  },
};
