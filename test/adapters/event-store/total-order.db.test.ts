import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { createPostgresEventStore } from '../../../adapters/event-store/postgres/postgres-event-store.ts';
import {
  type EventStore,
  positionFrom,
  type RecordedEvent,
  START,
} from '../../../application/ports/event-store.ts';
import { newEvent, newEvents } from '../../application/ports/event-store.contract.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { createRandom, SEED } from '../../support/random.ts';

const TOTAL = 20_000;
const STREAMS = Array.from({ length: 60 }, (_, n) => `thing-${n}`);

const random = createRandom(SEED);
const upTo = (most: number): number => 1 + random.below(most);
const anyStream = (): string => STREAMS[upTo(STREAMS.length) - 1] ?? 'thing-0';
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let database: TestDatabase;
let pools: readonly Pool[];
let stores: readonly EventStore[];

beforeAll(async () => {
  database = await createTestDatabase();
  pools = Array.from({ length: 4 }, () => new Pool({ connectionString: database.url, max: 6 }));
  stores = pools.map((pool) => createPostgresEventStore({ pool }));
});
afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await Promise.all(pools.map((pool) => pool.end()));
  await database.close();
});

/** Hands out work until exactly TOTAL events are committed; what was rolled back or refused goes back. */
const createBudget = () => {
  let left = TOTAL;
  let inHand = 0;
  return {
    take: async (): Promise<number> => {
      // somebody may still give back
      while (left === 0 && inHand > 0) await sleep(1);
      const count = Math.min(left, upTo(5));
      left -= count;
      inHand += count;
      return count;
    },
    settle: (count: number, committed: boolean): void => {
      inHand -= count;
      if (!committed) left += count;
    },
  };
};
type Budget = ReturnType<typeof createBudget>;

/** Appends through the port; some expectations are guesses and are refused. */
const writeThroughPort = async (store: EventStore, budget: Budget, committed: Set<string>): Promise<void> => {
  for (let count = await budget.take(); count > 0; count = await budget.take()) {
    const events = newEvents(count);
    const expected = random.chance(0.3) ? BigInt(upTo(400)) : 'any';
    const outcome = await store.append(anyStream(), expected, events);
    if (outcome.status === 'appended') for (const { eventId } of events) committed.add(eventId);
    budget.settle(count, outcome.status === 'appended');
  }
};

/** Appends inside transactions that dawdle with the lock in hand, and are often rolled back. */
const writeInTransactions = async (pool: Pool, budget: Budget, committed: Set<string>): Promise<void> => {
  const client = await pool.connect();
  for (let count = await budget.take(); count > 0; count = await budget.take()) {
    const events = newEvents(count);
    await client.query('begin');
    await client.query('select * from public.append_events($1, $2, $3, $4, $5, $6, $7)', [
      [anyStream()],
      [null],
      [count],
      events.map((event) => event.eventId),
      events.map((event) => event.type),
      events.map((event) => JSON.stringify(event.data)),
      events.map((event) => JSON.stringify(event.metadata)),
    ]);
    if (random.chance(0.3)) await sleep(random.below(5));
    const commits = random.chance(0.6);
    await client.query(commits ? 'commit' : 'rollback');
    if (commits) for (const { eventId } of events) committed.add(eventId);
    budget.settle(count, commits);
  }
  client.release();
};

const followTo = async (
  store: EventStore,
  after: bigint,
  pageSize: number,
  seen: RecordedEvent[],
  signal: AbortSignal,
): Promise<void> => {
  const done = new AbortController();
  const pages = store.follow({
    after: positionFrom(after),
    pageSize,
    signal: AbortSignal.any([signal, done.signal]),
  });
  for await (const page of pages) {
    seen.push(...page.events);
    if ((page.events.at(-1)?.position ?? START) >= BigInt(TOTAL)) done.abort();
  }
};

const positionsOf = (events: readonly RecordedEvent[]): readonly number[] =>
  events.map((event) => Number(event.position));
const idsOf = (events: readonly RecordedEvent[]): readonly string[] => events.map((event) => event.eventId);
const numbers = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n);

const log: RecordedEvent[] = [];

it('shows live followers each of 20,000 events of 16 rivals exactly once, in order, without a gap', async () => {
  const tooLong = AbortSignal.timeout(50_000);
  const committed = new Set<string>();
  const budget = createBudget();
  const seenElsewhere: RecordedEvent[] = [];
  const [follower, second, third] = stores as [EventStore, EventStore, EventStore];
  const followers = [
    followTo(follower, 0n, 500, log, tooLong),
    followTo(second, 0n, 17, seenElsewhere, tooLong),
  ];

  const writers = Array.from({ length: 16 }, (_, n) =>
    n < 10
      ? writeThroughPort(stores[n % 4] ?? third, budget, committed)
      : writeInTransactions(pools[n % 4] ?? database.pool, budget, committed),
  );
  await Promise.all(writers);
  const seenMeanwhile = log.length;
  await Promise.all(followers);

  expect(committed.size).toBe(TOTAL);
  expect(positionsOf(log)).toEqual(numbers(1, TOTAL));
  expect(new Set(idsOf(log))).toEqual(committed);
  expect(idsOf(seenElsewhere)).toEqual(idsOf(log));
  expect(seenMeanwhile).toBeGreaterThan(TOTAL / 10);

  const times = log.map((event) => event.recordedAt);
  expect(times).toEqual(times.toSorted());
  for (const stream of STREAMS) {
    const revisions = log.filter((event) => event.stream === stream).map((event) => Number(event.revision));
    expect(revisions).toEqual(numbers(0, revisions.length - 1));
  }
});

it('goes on after a dump and a restore: old checkpoints hold, positions and revisions continue', async () => {
  expect(log).toHaveLength(TOTAL);
  const restored = await createTestDatabase();
  // a restore promises no order
  const { rows } = await database.pool.query<{ line: string }>(
    'select row_to_json(e)::text as line from public.events e order by random()',
  );
  for (let at = 0; at < rows.length; at += 1000) {
    await restored.pool.query(
      'insert into public.events select * from json_populate_recordset(null::public.events, $1)',
      [
        `[${rows
          .slice(at, at + 1000)
          .map((row) => row.line)
          .join(',')}]`,
      ],
    );
  }
  const store = createPostgresEventStore({ pool: restored.pool });
  const checkpoint = 12_345;
  const seen: RecordedEvent[] = [];
  const following = followTo(store, BigInt(checkpoint), 1000, seen, AbortSignal.timeout(20_000));
  await following;
  expect(seen).toEqual(log.slice(checkpoint));

  const last = log.findLast((event) => event.stream === 'thing-7');
  const next = newEvent();
  expect(await store.append('thing-7', last?.revision ?? 'any', [next])).toEqual({
    status: 'appended',
    revision: (last?.revision ?? 0n) + 1n,
    position: BigInt(TOTAL + 1),
    repeated: false,
  });
  // what was acknowledged before the dump is still known
  const first = log.find((event) => event.stream === 'thing-7' && event.revision === 0n);
  const repeat = [{ ...next, eventId: first?.eventId ?? randomUUID() }];
  expect(await store.append('thing-7', 'no-stream', repeat)).toMatchObject({
    position: first?.position,
    repeated: true,
  });
  await store.close();
  await restored.close();
});
