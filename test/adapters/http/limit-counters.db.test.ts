import { hash, randomUUID } from 'node:crypto';
import type { LimitCounters } from '../../../adapters/http/limits/counters.ts';
import { createMemoryCounters } from '../../../adapters/http/limits/memory-counters.ts';
import { createPostgresCounters } from '../../../adapters/http/limits/postgres-counters.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { until } from '../../support/until.ts';

const MINUTE = 60_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const hitsOf = async (counters: LimitCounters, key: string, times: number): Promise<readonly number[]> => {
  const counts = await Promise.all(Array.from({ length: times }, () => counters.hit(key, MINUTE)));
  return counts.map(({ hits }) => hits);
};

describe.each<[string, () => LimitCounters]>([
  ['in memory', () => createMemoryCounters()],
  ['in PostgreSQL', () => createPostgresCounters(database.pool)],
])('counters %s', (_name, create) => {
  it('count each key by itself, in the order of the hits', async () => {
    const counters = create();
    expect(await hitsOf(counters, 'a', 3)).toEqual([1, 2, 3]);
    expect(await hitsOf(counters, 'b', 2)).toEqual([1, 2]);
    expect(await hitsOf(counters, 'a', 2)).toEqual([4, 5]);
  });

  it('say when the window ends, which later hits do not put off', async () => {
    const counters = create();
    const before = Date.now();
    const first = await counters.hit('window', MINUTE);
    const second = await counters.hit('window', MINUTE);
    const wait = first.resetTime.getTime() - before;
    expect(wait).toBeGreaterThan(MINUTE - 1000);
    expect(wait).toBeLessThan(MINUTE + 5000);
    expect(Math.abs(second.resetTime.getTime() - first.resetTime.getTime())).toBeLessThan(1000);
  });

  it('begin anew when the window has ended', async () => {
    const counters = create();
    await counters.hit('short', 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await counters.has('short')).toBe(false);
    expect((await counters.hit('short', MINUTE)).hits).toBe(1);
    expect(await counters.has('short')).toBe(true);
  });

  it('tally each key by itself, in the order of the hits', async () => {
    const counters = create();
    const tallied = (key: string, times: number) =>
      Promise.all(Array.from({ length: times }, () => counters.tally(key, MINUTE)));
    expect((await tallied('tallied', 3)).map(({ hits }) => hits)).toEqual([1, 2, 3]);
    expect((await tallied('tallied too', 2)).map(({ hits }) => hits)).toEqual([1, 2]);
    expect((await tallied('tallied', 2)).map(({ hits }) => hits)).toEqual([4, 5]);
    await counters.close();
    expect((await counters.hit('tallied', MINUTE)).hits).toBe(6);
  });

  it('take a hit back, and no more than there were', async () => {
    const counters = create();
    await hitsOf(counters, 'back', 2);
    await counters.giveBack('back');
    expect(await hitsOf(counters, 'back', 1)).toEqual([2]);
    for (let i = 0; i < 5; i += 1) await counters.giveBack('back');
    expect(await hitsOf(counters, 'back', 1)).toEqual([1]);
    await counters.giveBack('never seen');
    expect(await counters.has('never seen')).toBe(false);
  });
});

describe('counters in PostgreSQL', () => {
  it('are one for all processes: a thousand hits of eight of them at once are all counted, and none twice', async () => {
    const processes = Array.from({ length: 8 }, () => createPostgresCounters(database.pool));
    const keys = ['shared', 'other', 'third'];
    const counted = new Map<string, number[]>(keys.map((key) => [key, []]));
    await Promise.all(
      Array.from({ length: 1000 }, async (_, i) => {
        // In different orders, which would deadlock statements that lock as they are told.
        const mine = i % 2 ? keys : keys.toReversed();
        const counters = processes[i % 8] as LimitCounters;
        await Promise.all(
          mine.map(async (key) => counted.get(key)?.push((await counters.hit(key, MINUTE)).hits)),
        );
      }),
    );
    const all = Array.from({ length: 1000 }, (_, i) => i + 1);
    for (const key of keys) expect(counted.get(key)?.sort((a, b) => a - b)).toEqual(all);
  });

  it('ask for several limits of a call in one round trip', async () => {
    let statements = 0;
    const pool = new Proxy(database.pool, {
      get: (target, name) => {
        if (name === 'query') statements += 1;
        return Reflect.get(target, name);
      },
    });
    const counters = createPostgresCounters(pool);
    await Promise.all(['x', 'y', 'z'].map((key) => counters.hit(key, MINUTE)));
    expect(statements).toBe(1);
  });

  it('keep neither an address nor an account in clear', async () => {
    await createPostgresCounters(database.pool).hit('login jane@example.com 203.0.113.7', MINUTE);
    const { rows } = await database.pool.query<{ all: string }>(
      `select string_agg(counter::text, ' ') as all from public.rate_limits counter`,
    );
    expect(rows[0]?.all).not.toMatch(/jane|203\.0/);
  });

  it('lock nobody out when the clock of the database is put back', async () => {
    const counters = createPostgresCounters(database.pool);
    const key = randomUUID();
    await hitsOf(counters, key, 5);
    // As if the five had been counted before it was: their window ends in a day.
    await database.pool.query(
      `update public.rate_limits set reset_at = reset_at + interval '1 day' where hits = 5`,
    );
    expect(await hitsOf(counters, key, 1)).toEqual([1]);
  });

  it('reject when nothing can be counted, and count again as soon as it can', async () => {
    let broken = true;
    const pool = new Proxy(database.pool, {
      get: (target, name) =>
        name === 'query' && broken
          ? () => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }))
          : Reflect.get(target, name),
    });
    const counters = createPostgresCounters(pool);
    await expect(hitsOf(counters, 'broken', 3)).rejects.toThrow('refused');
    broken = false;
    expect(await hitsOf(counters, 'broken', 1)).toEqual([1]);
  });

  it('let nobody wait for a database that does not answer', async () => {
    const silent = new Proxy(database.pool, {
      get: (target, name) => (name === 'query' ? () => new Promise(() => {}) : Reflect.get(target, name)),
    });
    await expect(createPostgresCounters(silent).hit('silence', MINUTE)).rejects.toThrow('do not answer');
  });

  it('tally a crowd without asking for each, and share all of it', async () => {
    let statements = 0;
    const pool = new Proxy(database.pool, {
      get: (target, name) => {
        if (name === 'query') statements += 1;
        return Reflect.get(target, name);
      },
    });
    // So long that only closing shares.
    const counters = createPostgresCounters(pool, { flushMs: 1_000_000 });
    const key = randomUUID();
    const hits = await Promise.all(Array.from({ length: 500 }, () => counters.tally(key, MINUTE)));
    expect(hits.map((count) => count.hits)).toEqual(Array.from({ length: 500 }, (_, i) => i + 1));
    expect(statements).toBe(1);
    await counters.close();
    expect(statements).toBe(2);
    expect((await createPostgresCounters(database.pool).hit(key, MINUTE)).hits).toBe(501);
  });

  it('let several processes through together what came to them within one flush, and no more', async () => {
    const key = randomUUID();
    const options = { flushMs: 1_000_000 };
    const [one, two] = [
      createPostgresCounters(database.pool, options),
      createPostgresCounters(database.pool, options),
    ];
    await one.tally(key, MINUTE);
    expect((await two.tally(key, MINUTE)).hits).toBe(2);
    for (let i = 0; i < 10; i += 1) await one.tally(key, MINUTE);
    // Not told yet of the ten.
    expect((await two.tally(key, MINUTE)).hits).toBe(3);
    await one.close();
    await two.close();
    expect((await two.tally(key, MINUTE)).hits).toBe(14);
    await two.close();
    expect((await one.tally(key, MINUTE)).hits).toBe(13);
    await one.close();
    expect((await one.tally(key, MINUTE)).hits).toBe(16);
    await one.close();
  });

  it('share tallies by themselves, a moment later', async () => {
    const counters = createPostgresCounters(database.pool, { flushMs: 1 });
    const key = randomUUID();
    for (let i = 0; i < 5; i += 1) await counters.tally(key, MINUTE);
    await until('the tallies to be shared', async () => {
      const { rowCount } = await database.pool.query(
        'select from public.rate_limits where key = $1 and hits = 5',
        [hash('sha256', key, 'base64url')],
      );
      return rowCount === 1;
    });
    await counters.close();
  });

  it('begin a tally anew with its window, whatever was not shared of the last one', async () => {
    const counters = createPostgresCounters(database.pool, { flushMs: 1_000_000 });
    const key = randomUUID();
    for (let i = 0; i < 5; i += 1) await counters.tally(key, 200);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await counters.tally(key, MINUTE)).hits).toBe(1);
    await counters.close();
    expect((await counters.hit(key, MINUTE)).hits).toBe(2);
  });

  it('keep tallies that could not be shared, say so once, and share them when they can', async () => {
    let broken = false;
    const pool = new Proxy(database.pool, {
      get: (target, name) =>
        name === 'query' && broken ? () => Promise.reject(new Error('refused')) : Reflect.get(target, name),
    });
    const reported: unknown[] = [];
    const counters = createPostgresCounters(pool, {
      flushMs: 1_000_000,
      report: (error) => void reported.push(error),
    });
    const key = randomUUID();
    await counters.tally(key, MINUTE);
    broken = true;
    for (let i = 0; i < 3; i += 1) {
      await counters.tally(key, MINUTE);
      await counters.close();
    }
    expect(reported).toHaveLength(1);
    expect((await counters.tally(key, MINUTE)).hits).toBe(5);
    await expect(counters.tally(randomUUID(), MINUTE)).rejects.toThrow('refused');
    broken = false;
    await counters.close();
    expect((await counters.hit(key, MINUTE)).hits).toBe(6);
  });
});
