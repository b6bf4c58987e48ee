import { createEventStoreDbEventStore } from '../../adapters/event-store/eventstoredb/eventstoredb-event-store.ts';
import * as ofEventStoreDb from '../../adapters/event-store/eventstoredb/log-index.ts';
import { createMemoryLogIndex } from '../../adapters/event-store/memory/memory-log-index.ts';
import * as ofPostgres from '../../adapters/event-store/postgres/log-index.ts';
import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import type { EventStore, Position } from '../../application/ports/event-store.ts';
import { START } from '../../application/ports/event-store.ts';
import type { LogIndex } from '../../application/ports/log-index.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { eventOf, tell, town } from '../support/events.ts';
import { startEventStoreDbServer } from '../support/eventstoredb-server/server.ts';

type Opened = { readonly store: EventStore; readonly index: LogIndex; readonly close: () => Promise<void> };

const kinds: readonly (readonly [string, (database: TestDatabase) => Promise<Opened>])[] = [
  [
    'PostgreSQL',
    async ({ pool }) => {
      const store = createPostgresEventStore({ pool });
      return { store, index: ofPostgres.createPostgresLogIndex(pool), close: store.close };
    },
  ],
  [
    'EventStoreDB',
    async ({ pool }) => {
      const server = await startEventStoreDbServer();
      const store = createEventStoreDbEventStore({ url: server.url() });
      const close = async (): Promise<void> => {
        await store.close();
        await server.stop();
      };
      return { store, index: ofEventStoreDb.createEventStoreDbLogIndex(store, pool), close };
    },
  ],
];

describe.each(kinds)('the index of the log in %s', (_, open) => {
  let database: TestDatabase;
  let store: EventStore;
  let index: LogIndex;
  let scanned: LogIndex;
  let close: () => Promise<void>;

  beforeAll(async () => {
    database = await createTestDatabase();
    ({ store, index, close } = await open(database));
    scanned = createMemoryLogIndex(store);
  });
  afterAll(async () => {
    await close();
    await database.close();
  });

  it('of an empty log has nothing', async () => {
    expect(await index.positionAt('2026-11-17T21:00:00.000Z')).toBe(START);
    expect(await index.placeAt(1n as Position)).toBeNull();
    expect(await index.placeOf(crypto.randomUUID())).toBeNull();
    expect(await index.placeOf('no id')).toBeNull();
    expect(await index.lastRevisions(['portfolio-x'], 1n as Position)).toEqual(new Map());
  });

  it('answers as reading the whole log does', async () => {
    for (const part of [0, 1, 2]) {
      await tell(
        store,
        town({ people: 1, symbols: [`A${part}`] }).told.map(({ stream, event }) => ({
          stream: `${stream}-${part}`,
          event: { ...event, eventId: crypto.randomUUID() },
        })),
      );
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const { events } = await store.readAll({ after: START, limit: 100_000 });
    const times = [...new Set(events.map(({ recordedAt }) => recordedAt))];
    expect(times.length).toBeGreaterThan(2);
    for (const time of times.flatMap((at) =>
      [-1, 0, 1].map((ms) => new Date(Date.parse(at) + ms).toISOString()),
    ))
      expect([time, await index.positionAt(time)]).toEqual([time, await scanned.positionAt(time)]);
    const streams = [...new Set(events.map(({ stream }) => stream))];
    for (const event of events.filter((_, n) => n % 37 === 0)) {
      const place = { stream: event.stream, revision: event.revision, position: event.position };
      expect(await index.placeAt(event.position)).toEqual(place);
      expect(await index.placeOf(event.eventId)).toEqual(place);
      expect(await index.lastRevisions(streams, event.position)).toEqual(
        await scanned.lastRevisions(streams, event.position),
      );
    }
  });

  it('finds what carries a correlation id, page by page, in order', async () => {
    const correlationId = crypto.randomUUID();
    const told = Array.from({ length: 5 }, (_, n) => ({
      stream: `portfolio-${n % 2}`,
      event: eventOf({ type: 'Noted', data: {} }, crypto.randomUUID(), undefined, { correlationId }),
    }));
    await tell(store, told);
    const first = await index.ofCorrelation(correlationId, { after: START, limit: 3 });
    const rest = await index.ofCorrelation(correlationId, { after: first.at(-1)!.position, limit: 3 });
    expect([first.length, rest.length]).toEqual([3, 2]);
    const ids = await Promise.all([...first, ...rest].map(({ position }) => index.placeAt(position)));
    expect(ids.map((place) => place?.stream)).toEqual(told.map(({ stream }) => stream));
  });
});

describe('the statements that ask the index', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await database.pool.query(`
      alter table public.events disable trigger all;
      insert into public.events
      select n, 'noise-' || n % 500, n / 500, gen_random_uuid(), 'Noise', '{}',
        json_build_object('correlationId', gen_random_uuid()), now()
      from generate_series(1, 30000) n;
      alter table public.events enable trigger all;
      insert into public.log_index (position, stream, revision, event_id, correlation_id, recorded_at)
        select position * 300, stream, revision, event_id, metadata ->> 'correlationId', recorded_at from public.events;
      analyze public.events;
      analyze public.log_index;
    `);
  });
  afterAll(() => database.close());

  it.each([
    ['PostgreSQL', ofPostgres, ['events_of_correlation', 'events_stream_revision_key']],
    ['EventStoreDB', ofEventStoreDb, ['log_index_of_correlation', 'log_index_of_stream']],
  ] as const)(
    'read no more of a long log than the index steps that they need: %s',
    async (_, statements, indexes) => {
      const plan = async (text: string, values: readonly unknown[]): Promise<string> => {
        const { rows } = await database.pool.query<{ 'QUERY PLAN': object }>(
          `explain (format json) ${text}`,
          [...values],
        );
        return JSON.stringify(rows);
      };
      const plans = [
        await plan(statements.positionAtStatement.text, ['2026-11-17T21:00:00Z']),
        await plan(statements.ofCorrelationStatement.text, [crypto.randomUUID(), 0, 100]),
        await plan(statements.lastRevisionsStatement.text, [['noise-7'], 30_000_000]),
      ];
      for (const text of plans) expect(text).not.toContain('Seq Scan');
      expect(plans[1]).toContain(indexes[0]);
      expect(plans[2]).toContain(indexes[1]);
    },
  );
});
