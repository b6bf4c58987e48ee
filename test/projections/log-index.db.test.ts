import { createMemoryLogIndex } from '../../adapters/event-store/memory/memory-log-index.ts';
import {
  createPostgresLogIndex,
  lastRevisionsStatement,
  ofCorrelationStatement,
  positionAtStatement,
} from '../../adapters/event-store/postgres/log-index.ts';
import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import type { EventStore, Position } from '../../application/ports/event-store.ts';
import { START } from '../../application/ports/event-store.ts';
import type { LogIndex } from '../../application/ports/log-index.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { eventOf, tell, town } from '../support/events.ts';

describe('the index of the log', () => {
  let database: TestDatabase;
  let store: EventStore;
  let index: LogIndex;
  let scanned: LogIndex;

  beforeAll(async () => {
    database = await createTestDatabase();
    store = createPostgresEventStore({ pool: database.pool });
    index = createPostgresLogIndex(database.pool);
    scanned = createMemoryLogIndex(store);
  });
  afterAll(async () => {
    await store.close();
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

  it('reads no more of a long log than the index steps that its statements need', async () => {
    await database.pool.query(`
      alter table public.events disable trigger all;
      insert into public.events
      select n, 'noise-' || n % 500, n / 500, gen_random_uuid(), 'Noise', '{}',
        json_build_object('correlationId', gen_random_uuid()), now()
      from generate_series((select max(position) + 1 from public.events), 30000) n;
      alter table public.events enable trigger all;
      analyze public.events;
    `);
    const plan = async (text: string, values: readonly unknown[]): Promise<string> => {
      const { rows } = await database.pool.query<{ 'QUERY PLAN': object }>(`explain (format json) ${text}`, [
        ...values,
      ]);
      return JSON.stringify(rows);
    };
    const plans = [
      await plan(positionAtStatement.text, ['2026-11-17T21:00:00Z']),
      await plan(ofCorrelationStatement.text, [crypto.randomUUID(), 0, 100]),
      await plan(lastRevisionsStatement.text, [['noise-7'], 30_000]),
    ];
    for (const text of plans) expect(text).not.toContain('Seq Scan');
    expect(plans[1]).toContain('events_of_correlation');
    expect(plans[2]).toContain('events_stream_revision_key');
  });
});
