import type { Migration } from '../migration.ts';

/**
 * Which log this database belongs to. Checkpoints, the chain and the index are about positions of one log and mean
 * nothing in another: a service that is configured for another one does not start. `copy-log` changes it.
 */
const logInUse = `
create table public.log_in_use (
  one        boolean        primary key default true check (one),
  store      text           not null check (store in ('postgres', 'eventstoredb')),
  since      timestamptz(3) not null default clock_timestamp()
);
insert into public.log_in_use (store) values ('postgres');

-- A process that was left running appends nothing to a log that was left; only copying back may, and says so.
create function public.refuse_events_of_a_left_log() returns trigger language plpgsql as $$
begin
  if current_setting('sigmafold.copying_log', true) is distinct from 'on'
    and (select store from public.log_in_use) <> 'postgres' then
    raise exception 'this log was copied to EventStoreDB and left' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create trigger events_of_the_log_in_use before insert on public.events
  for each statement execute function public.refuse_events_of_a_left_log();
`;

/** The hash chain of the log in EventStoreDB: as public.event_chain, whose positions are of the log in here. */
const chain = `
create table public.eventstoredb_chain (like public.event_chain including all);
create trigger eventstoredb_chain_is_append_only before update or delete or truncate on public.eventstoredb_chain
  for each statement execute function public.refuse_to_change_events();
`;

/** EventStoreDB finds events by position and by stream; what is asked of its log beside that is answered from here. */
const index = `
create table public.log_index (
  position       bigint         primary key,
  stream         text           not null,
  revision       bigint         not null,
  event_id       uuid           not null,
  correlation_id text           not null,
  recorded_at    timestamptz(3) not null
);
create index log_index_of_stream on public.log_index (stream, revision);
create index log_index_of_event on public.log_index (event_id);
create index log_index_of_correlation on public.log_index (correlation_id, position);
create index log_index_of_time on public.log_index (recorded_at, position);
`;

export const eventStoreDb: Migration = {
  name: '018_eventstoredb',
  up: async (knex) => {
    await knex.raw(logInUse);
    await knex.raw(chain);
    await knex.raw(index);
  },
  down: async (knex) => {
    await knex.raw(`
      drop trigger events_of_the_log_in_use on public.events;
      drop function public.refuse_events_of_a_left_log;
      drop table public.log_index, public.eventstoredb_chain, public.log_in_use;
    `);
  },
};
