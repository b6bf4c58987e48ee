import type { Migration } from '../migration.ts';

/** A command's trail: everything that carries its correlation id, found without reading the log. */
export const history: Migration = {
  name: '006_history',
  up: async (knex) => {
    await knex.raw(
      `create index events_of_correlation on public.events ((metadata ->> 'correlationId'), position)`,
    );
  },
  down: async (knex) => {
    await knex.raw('drop index public.events_of_correlation');
  },
};
