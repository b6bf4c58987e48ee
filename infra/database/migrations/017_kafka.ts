import type { Migration } from '../migration.ts';

/** Dead letters of every topic, what came over the bus unreadably included. */
export const kafka: Migration = {
  name: '017_kafka',
  up: async (knex) => {
    await knex.raw(`
      -- json keeps a payload as it came; jsonb refuses some that are valid JSON
      alter table public.dead_letters
        alter column payload type json using payload::json,
        add column correlation_id text,
        -- how it is replayed: by sending the message itself again, rather than by asking for new work
        add column resend         boolean not null default false,
        add column sent_at        timestamptz(3);
      create index dead_letters_to_send on public.dead_letters (replayed_at) where resend and sent_at is null;
    `);
  },
  down: async (knex) => {
    await knex.raw(`
      drop index public.dead_letters_to_send;
      alter table public.dead_letters drop column correlation_id, drop column resend, drop column sent_at,
        alter column payload type jsonb using payload::jsonb;
    `);
  },
};
