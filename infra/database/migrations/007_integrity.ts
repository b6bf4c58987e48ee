import type { Migration } from '../migration.ts';

/**
 * The hash chain of the log, a row per block of events. `links` holds for each event its position (8 bytes,
 * big-endian) and its hash (32 bytes): the first bad event can be named, and a block of 1,000 events is one row of
 * 40 kB. That blocks follow each other is their key: no two follow the same position. Hashes do not compress, and
 * stored as they are the last one is read without the rest.
 */
const eventChain = `
create table public.event_chain (
  after_position bigint         primary key check (after_position >= 0),
  position       bigint         not null unique check (position > after_position),
  links          bytea          not null check (octet_length(links) > 0 and octet_length(links) % 40 = 0),
  chained_at     timestamptz(3) not null default clock_timestamp()
);
alter table public.event_chain alter column links set storage external;

create trigger event_chain_is_append_only before update or delete or truncate on public.event_chain
  for each statement execute function public.refuse_to_change_events();
`;

/**
 * A key per person, wrapped by the master key that is not in the database. A dropped key leaves its row, so that it is
 * never made again and everybody can tell "forgotten" from "not there yet".
 */
const personalKeys = `
create table public.personal_keys (
  user_id     text           primary key,
  wrapped_key text,
  created_at  timestamptz(3) not null default clock_timestamp(),
  dropped_at  timestamptz(3),
  check ((wrapped_key is null) = (dropped_at is not null))
);
`;

/**
 * Appends run with the rights of whoever owns the log, so that the service's role needs none on the table but to read.
 * The search path is fixed, as for every function that lends its owner's rights.
 */
const lendTheRightToAppend = `
alter function public.append_events(text[], bigint[], int[], uuid[], text[], json[], json[])
  security definer set search_path = pg_catalog, public, pg_temp;
`;

const asBefore = `
alter function public.append_events(text[], bigint[], int[], uuid[], text[], json[], json[])
  security invoker reset search_path;
`;

export const integrity: Migration = {
  name: '007_integrity',
  up: async (knex) => {
    await knex.raw(eventChain);
    await knex.raw(personalKeys);
    await knex.raw(lendTheRightToAppend);
  },
  down: async (knex) => {
    await knex.raw(asBefore);
    await knex.raw('drop table public.personal_keys, public.event_chain');
  },
};
