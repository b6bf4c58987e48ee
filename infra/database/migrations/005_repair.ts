import type { Migration } from '../migration.ts';

/** What operators look at and act on: keys that wait, repairs, verifications, and work that was given up. */
export const repair: Migration = {
  name: '005_repair',
  up: async (knex) => {
    await knex.raw(`
      -- keys that a projection holds back since an event of theirs that it could not apply
      create table public.parked_keys (
        projection  text           not null,
        key         text           not null,
        -- the event that it could not apply; the key's rows are as they were before it
        position    bigint         not null,
        event_id    uuid           not null,
        event_type  text           not null,
        error       text           not null,
        -- events of the key up to the checkpoint that are not applied, this one among them
        waiting     bigint         not null,
        attempts    int            not null default 1,
        parked_at   timestamptz(3) not null default clock_timestamp(),
        tried_at    timestamptz(3) not null default clock_timestamp(),
        primary key (projection, key)
      );

      -- events that a projection passes over for ever, because somebody said so
      create table public.skipped_events (
        projection text           not null,
        position   bigint         not null,
        key        text           not null,
        event_id   uuid           not null,
        event_type text           not null,
        error      text           not null,
        reason     text           not null,
        actor      jsonb          not null,
        skipped_at timestamptz(3) not null default clock_timestamp(),
        primary key (projection, position)
      );

      create table public.projection_repairs (
        repair_id   uuid             primary key,
        kind        text             not null check (kind in ('repair', 'retry', 'skip')),
        partition   text             not null,
        key         text             not null,
        from_date   date,
        actor       jsonb            not null,
        reason      text             not null,
        repaired_at timestamptz(3)   not null default clock_timestamp(),
        seconds     double precision not null,
        result      jsonb            not null
      );
      create index projection_repairs_newest_first on public.projection_repairs (repaired_at desc);

      create table public.projection_verifications (
        verification_id uuid           primary key,
        scope           jsonb          not null,
        actor           jsonb          not null,
        status          text           not null check (status in ('running', 'completed', 'failed')),
        started_at      timestamptz(3) not null default clock_timestamp(),
        ended_at        timestamptz(3),
        -- per projection: what was looked at, and what differs
        result          jsonb          not null default '[]',
        error           text
      );
      create index projection_verifications_newest_first on public.projection_verifications (started_at desc);

      -- when a process last began a verification of the schedule: one row, so that they take turns
      create table public.verification_turns (
        taken    boolean        primary key check (taken),
        taken_at timestamptz(3) not null
      );

      -- per projection: when it was last verified, and the rows that are known to differ since
      create table public.projection_drift (
        projection      text           primary key,
        verification_id uuid           not null,
        verified_at     timestamptz(3) not null default clock_timestamp(),
        differences     bigint         not null
      );

      -- messages that the bus has given up
      create table public.dead_letters (
        dead_letter_id uuid           primary key,
        topic          text           not null,
        message_id     text           not null,
        message_key    text           not null,
        message_type   text           not null,
        payload        jsonb          not null,
        error          text           not null,
        died_at        timestamptz(3) not null default clock_timestamp(),
        -- all set once it was sent on its way again
        replayed_at    timestamptz(3),
        replayed_by    jsonb,
        replay_reason  text,
        check ((replayed_at is null) = (replayed_by is null) and (replayed_at is null) = (replay_reason is null))
      );
      create index dead_letters_newest_first on public.dead_letters (died_at desc);
    `);
  },
  down: async (knex) => {
    await knex.raw(`
      drop table public.dead_letters, public.projection_drift, public.verification_turns,
        public.projection_verifications, public.projection_repairs,
        public.skipped_events, public.parked_keys
    `);
  },
};
