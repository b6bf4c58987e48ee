import type { Migration } from '../migration.ts';

/** Symbols that are being brought in, and the portfolios that wait for them. */
export const symbols: Migration = {
  name: '015_symbols',
  up: async (knex) => {
    await knex.raw(`
      create table public.symbol_jobs (
        job_id       uuid        primary key,
        symbol       text        not null,
        status       text        not null check (status in ('pending', 'processing', 'completed', 'failed')),
        -- 0 high, 1 normal, 2 low: in the order in which they are taken
        priority     smallint    not null check (priority between 0 and 2),
        requested_by text        not null,
        attempts     int         not null default 0,
        failure      jsonb,
        created_at   timestamptz not null default clock_timestamp(),
        started_at   timestamptz,
        ended_at     timestamptz,
        due_at       timestamptz not null default clock_timestamp(),
        lease_id     uuid,
        lease_until  timestamptz,
        check ((status = 'processing') = (lease_id is not null)),
        check ((status in ('completed', 'failed')) = (ended_at is not null))
      );
      create unique index symbol_jobs_open on public.symbol_jobs (symbol)
        where status in ('pending', 'processing');
      create index symbol_jobs_due on public.symbol_jobs (priority, created_at)
        where status in ('pending', 'processing');
      create index symbol_jobs_by_symbol on public.symbol_jobs (symbol, created_at desc);

      create table public.symbol_waits (
        portfolio_id uuid        not null,
        symbol       text        not null,
        run_id       uuid        not null,
        priority     smallint    not null check (priority between 0 and 2),
        -- the symbol has come in, or was given up
        ended        boolean     not null default false,
        since        timestamptz not null default clock_timestamp(),
        primary key (portfolio_id, symbol)
      );
      create index symbol_waits_by_symbol on public.symbol_waits (symbol) where not ended;
      create index symbol_waits_by_run on public.symbol_waits (run_id);
    `);
  },
  down: async (knex) => {
    await knex.raw('drop table public.symbol_waits; drop table public.symbol_jobs');
  },
};
