import { hash } from 'node:crypto';
import type { Pool } from 'pg';
import type { Count, LimitCounters } from './counters.ts';
import { type AddHits, createTallies, type Hits } from './tallies.ts';

/** Whoever waits longer than this for a counter is better served, or refused, without it. */
const PATIENCE_MS = 1000;

type Waiting = {
  readonly key: string;
  readonly windowMs: number;
  readonly resolve: (count: Count) => void;
  readonly reject: (error: unknown) => void;
};

/** Neither an address nor an account stands in the table. */
const digest = (key: string): string => hash('sha256', key, 'base64url');

/**
 * One statement for all keys: opens windows, counts in open ones, begins anew those that have ended. The clock is the
 * database's, which all processes share; a window that ends later than one opened now could was opened before that
 * clock was put back (a minute is more than two statements can differ). Sorted, so that two of them cannot deadlock.
 */
const HIT = `
insert into public.rate_limits as counter (key, hits, reset_at)
select key, hits, now() + make_interval(secs => window_ms / 1000.0)
  from unnest($1::text[], $2::int[], $3::float8[]) as hit (key, hits, window_ms)
  order by key
on conflict (key) do update set
  hits = case when counter.reset_at > now() and counter.reset_at < excluded.reset_at + interval '1 minute'
    then counter.hits + excluded.hits else excluded.hits end,
  reset_at = case when counter.reset_at > now() and counter.reset_at < excluded.reset_at + interval '1 minute'
    then counter.reset_at else excluded.reset_at end
returning key, hits, greatest(0, extract(epoch from reset_at - now()) * 1000)::float8 as resets_in_ms`;

const byKey = (batch: readonly Waiting[]): ReadonlyMap<string, readonly Waiting[]> => {
  const groups = new Map<string, Waiting[]>();
  for (const waiting of batch) {
    const group = groups.get(waiting.key);
    if (group === undefined) groups.set(waiting.key, [waiting]);
    else group.push(waiting);
  }
  return groups;
};

const withinPatience = async <Value>(work: Promise<Value>): Promise<Value> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the counters of the limits do not answer')), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

const addTo =
  (pool: Pool): AddHits =>
  async (hits: readonly Hits[]) => {
    const { rows } = await withinPatience(
      pool.query<{ key: string; hits: number; resets_in_ms: number }>({
        name: 'rate-limits-hit',
        text: HIT,
        values: [
          hits.map(({ key }) => key),
          hits.map((hit) => hit.hits),
          hits.map(({ windowMs }) => windowMs),
        ],
      }),
    );
    const now = Date.now();
    return new Map(
      rows.map(({ key, hits, resets_in_ms }) => [key, { hits, resetTime: new Date(now + resets_in_ms) }]),
    );
  };

/** Hits that arrive while a statement is on its way go together in the next. */
const createHit = (add: AddHits): LimitCounters['hit'] => {
  let waiting: Waiting[] = [];
  let working = false;

  const count = async (batch: readonly Waiting[]): Promise<void> => {
    const groups = byKey(batch);
    const counts = await add(
      [...groups].map(([key, group]) => ({ key, hits: group.length, windowMs: group[0]?.windowMs ?? 0 })),
    );
    for (const [key, { hits, resetTime }] of counts) {
      const group = groups.get(key) ?? [];
      for (const [i, { resolve }] of group.entries())
        resolve({ hits: hits - group.length + i + 1, resetTime });
    }
  };

  const work = async (): Promise<void> => {
    working = true;
    // What the same call asks next belongs into the same statement.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await count(batch);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    working = false;
  };

  return (key, windowMs) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, windowMs, resolve, reject });
      if (!working) void work();
    });
};

export type CounterOptions = {
  readonly report?: (error: unknown) => void;
  /** How often tallies are shared. */
  readonly flushMs?: number;
};

/**
 * Table `public.rate_limits`, shared by all processes, unlogged: a crash of the database forgets the counts and nothing
 * else. A call that is counted by several limits waits for one round trip, and a crowd of calls does not take a
 * connection each.
 */
export const createPostgresCounters = (
  pool: Pool,
  { report = () => {}, ...options }: CounterOptions = {},
): LimitCounters => {
  const add = addTo(pool);
  const hit = createHit(add);
  const { tally, close } = createTallies({ hit, add, report, ...options });
  return {
    hit: (key, windowMs) => hit(digest(key), windowMs),
    tally: (key, windowMs) => tally(digest(key), windowMs),
    giveBack: async (key) => {
      await withinPatience(
        pool.query(
          'update public.rate_limits set hits = hits - 1 where key = $1 and hits > 0 and reset_at > now()',
          [digest(key)],
        ),
      );
    },
    has: async (key) => {
      const { rowCount } = await withinPatience(
        pool.query('select from public.rate_limits where key = $1 and reset_at > now()', [digest(key)]),
      );
      return rowCount === 1;
    },
    close,
  };
};
