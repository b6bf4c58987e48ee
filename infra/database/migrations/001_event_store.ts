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
 * An id that occurs twice in one call is a unique violation and fails all of it.
 *
 * Run it in read committed isolation: every statement below must see what the last holder of the lock has committed,
 * which is also why taking the lock is a statement of its own. Sequential scans are off, because a plan made while the
 * table was empty would otherwise be kept while it grows. Plans are generic, because planning anew for the lengths of
 * the arrays took two thirds of a small call. All revisions are read first and all events written last, because doing
 * both per append took calls of 256 appends three times as long.
 */
const appendEvents = `
create function public.append_events(
  streams text[], expected bigint[], sizes int[],
  event_ids uuid[], types text[], data json[], metadata json[]
) returns table (status text, at_revision bigint, at_position bigint)
language plpgsql
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
set lock_timeout = '5s'
as $$
declare
  head bigint;
  written bigint;
  now_recorded timestamptz;
  some_known boolean;
  earlier record;
  -- per append: the last revision of its stream, kept up to date at the first append that names the stream
  last_revisions bigint[];
  slot int;
  actual bigint;
  -- per append: what its first event comes after; no position when nothing is to be written
  after_events int[];
  after_revisions bigint[];
  after_positions bigint[];
  after_event int := 0;
begin
  perform pg_advisory_xact_lock(20817, 1);

  select e.position, e.recorded_at into head, now_recorded from public.events e order by e.position desc limit 1;
  head := coalesce(head, 0);
  written := head;
  -- the clock may be set back; the log does not go back with it
  now_recorded := greatest(now_recorded, clock_timestamp());

  last_revisions := array(
    select coalesce(
      (select e.revision from public.events e where e.stream = asked.stream order by e.revision desc limit 1), -1)
    from unnest(streams) with ordinality asked(stream, i) order by i);

  -- almost always false, and then no append needs to look for itself
  some_known := exists (select from public.events e where e.event_id = any (event_ids));

  for i in 1 .. cardinality(streams) loop
    slot := array_position(streams, streams[i]);
    actual := last_revisions[slot];
    status := 'appended';

    if some_known then
      select count(*) as events, min(e.revision) as first, max(e.revision) as last, max(e.position) as position,
          -- all of them, in this stream, and in the order of then
          count(*) = sizes[i] and bool_and(e.stream = streams[i])
            and max(e.revision - asked.n) = min(e.revision - asked.n) as together
        into earlier
        from unnest(event_ids[after_event + 1 : after_event + sizes[i]]) with ordinality asked(id, n)
        join public.events e on e.event_id = asked.id;

      if earlier.together and coalesce(expected[i] = earlier.first - 1, true) then
        status := 'repeated';
      elsif earlier.events > 0 and not (earlier.together and expected[i] <> actual) then
        status := 'reused';
      end if;
    end if;

    if status = 'appended' and expected[i] <> actual then
      status := 'conflict';
    end if;

    after_events[i] := after_event;
    after_event := after_event + sizes[i];
    after_revisions[i] := actual;
    after_positions[i] := null;

    case status
      when 'appended' then
        after_positions[i] := written;
        written := written + sizes[i];
        last_revisions[slot] := actual + sizes[i];
        at_revision := last_revisions[slot];
        at_position := written;
      when 'repeated' then
        at_revision := earlier.last;
        at_position := earlier.position;
      when 'conflict' then
        at_revision := actual;
        at_position := null;
      else
        at_revision := null;
        at_position := null;
    end case;
    return next;
  end loop;

  if written > head then
    insert into public.events (position, stream, revision, event_id, type, data, metadata, recorded_at)
      select append.position + n, append.stream, append.revision + n, event.id, event.type, event.data,
          event.metadata, now_recorded
        from unnest(streams, sizes, after_events, after_revisions, after_positions)
          append(stream, size, event, revision, position)
        cross join generate_series(1, append.size) n
        join unnest(event_ids, types, data, metadata) with ordinality event(id, type, data, metadata, i)
          on event.i = append.event + n
        where append.position is not null;

    -- only wakes: whoever hears it reads the table, and whoever misses it polls
    perform pg_notify('sigmafold_events', written::text);
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
