import type { Migration } from '../migration.ts';

/**
 * The log. `position` is the total order: gapless and in commit order, because one lock is held from the moment a
 * position is chosen until its transaction has committed. (Positions from a sequence are neither, and a follower that
 * trusts them loses events.)
 *
 * `data` and `metadata` are json and not jsonb: a fact is kept as it was written, in the order and with the digits
 * that it was written with, and what is read back is what was appended. Nothing searches inside them here.
 */
const events = `
create table public.events (
  position    bigint         primary key check (position > 0),
  stream      text           not null,
  revision    bigint         not null check (revision >= 0),
  event_id    uuid           not null unique,
  type        text           not null,
  data        json           not null,
  metadata    json           not null,
  recorded_at timestamptz(3) not null,
  unique (stream, revision)
);

-- What happened has happened, for everybody. A statement trigger also refuses what would have matched no row.
create function public.refuse_to_change_events() returns trigger language plpgsql as $$
begin
  raise exception 'events are never changed or removed (% refused)', tg_op using errcode = 'restrict_violation';
end $$;

create trigger events_are_append_only before update or delete or truncate on public.events
  for each statement execute function public.refuse_to_change_events();
`;

/**
 * Takes any number of appends at once. Per append: its stream, the expected revision (-1: the stream must not exist;
 * null: whatever is there) and how many events it has; the events of all appends follow each other in the other four
 * arrays. Each append has an outcome of its own, in order:
 *
 *   appended  now written: revision and position of its last event
 *   repeated  the same ids were written before with this expectation: the first result again
 *   conflict  the stream is elsewhere: at_revision is where (-1: it does not exist)
 *   reused    some of its ids belong to other events: nothing was written, the caller has a bug
 *
 * Run it in read committed isolation: every statement below must see what the last holder of the lock has committed,
 * which is also why taking the lock is a statement of its own. Sequential scans are off, because a plan made while the
 * table was empty would otherwise be kept while it grows.
 */
const appendEvents = `
create function public.append_events(
  streams text[], expected bigint[], sizes int[],
  event_ids uuid[], types text[], data json[], metadata json[]
) returns table (status text, at_revision bigint, at_position bigint)
language plpgsql
set enable_seqscan = off
set lock_timeout = '5s'
as $$
declare
  head bigint;
  now_recorded timestamptz;
  first_new bigint;
  some_known boolean;
  earlier record;
  actual bigint;
  before int := 0; -- events of the appends already dealt with
begin
  perform pg_advisory_xact_lock(20817, 1);

  select e.position, e.recorded_at into head, now_recorded from public.events e order by e.position desc limit 1;
  head := coalesce(head, 0);
  first_new := head + 1;
  -- the clock may be set back; the log does not go back with it
  now_recorded := greatest(now_recorded, clock_timestamp());

  -- almost always false, and then no append needs to look for itself
  some_known := exists (select from public.events e where e.event_id = any (event_ids))
    or (select count(distinct id) < count(*) from unnest(event_ids) id);

  for i in 1 .. cardinality(streams) loop
    actual := coalesce(
      (select e.revision from public.events e where e.stream = streams[i] order by e.revision desc limit 1), -1);
    status := null;

    if some_known then
      select count(*) as events, min(e.revision) as first, max(e.revision) as last, max(e.position) as position,
          -- one stream, this one, and the same order as then
          bool_and(e.stream = streams[i]) and max(e.revision - asked.n) = min(e.revision - asked.n) as together
        into earlier
        from unnest(event_ids[before + 1 : before + sizes[i]]) with ordinality asked(id, n)
        join public.events e on e.event_id = asked.id;

      if earlier.events = sizes[i] and earlier.together and coalesce(expected[i] = earlier.first - 1, true) then
        status := 'repeated';
        at_revision := earlier.last;
        at_position := earlier.position;
      elsif earlier.events > 0
          and not (earlier.events = sizes[i] and earlier.together and expected[i] <> actual) then
        status := 'reused';
        at_revision := null;
        at_position := null;
      end if;
    end if;

    if status is null and expected[i] <> actual then
      status := 'conflict';
      at_revision := actual;
      at_position := null;
    end if;

    if status is null then
      insert into public.events (position, stream, revision, event_id, type, data, metadata, recorded_at)
        select head + n, streams[i], actual + n, id, type, fact, about, now_recorded
          from unnest(
            event_ids[before + 1 : before + sizes[i]], types[before + 1 : before + sizes[i]],
            data[before + 1 : before + sizes[i]], metadata[before + 1 : before + sizes[i]]
          ) with ordinality as event(id, type, fact, about, n);
      head := head + sizes[i];
      status := 'appended';
      at_revision := actual + sizes[i];
      at_position := head;
    end if;

    before := before + sizes[i];
    return next;
  end loop;

  -- only wakes: whoever hears it reads the table, and whoever misses it polls
  if head >= first_new then
    perform pg_notify('sigmafold_events', head::text);
  end if;
end $$;
`;

export const eventStore: Migration = {
  name: '001_event_store',
  up: async (knex) => {
    await knex.raw(events);
    await knex.raw(appendEvents);
  },
  down: async (knex) => {
    await knex.raw(`
      drop function public.append_events;
      drop table public.events;
      drop function public.refuse_to_change_events;
    `);
  },
};
