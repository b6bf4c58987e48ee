/**
 * Append and read rates of the PostgreSQL event store, on a server of its own with every commit on the disk. Machines
 * differ, so each rate is also given as a ratio to a bare loop on one connection, measured in the same run.
 * Run it with `node --import tsx test/bench/event-store.bench.ts`.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import {
  type EventFilter,
  type EventStore,
  type NewEvent,
  START,
} from '../../application/ports/event-store.ts';
import { migrate } from '../../infra/database/migrate.ts';
import { startEmbeddedPostgres } from '../../infra/embedded-postgres/embedded-postgres.ts';

const ROUNDS = 3;

const anEvent = (): NewEvent => ({
  type: 'PositionOpened',
  data: { symbol: 'AAPL', quantity: '100.000000', entryPrice: '158.00', entryDate: '2024-01-15', note: null },
  eventId: randomUUID(),
  metadata: {
    correlationId: randomUUID(),
    causationId: randomUUID(),
    actor: { kind: 'user', userId: randomUUID() },
    schemaVersion: 1,
    occurredAt: '2024-06-28T20:15:00.000Z',
  },
});

const perSecond = async (work: () => Promise<number>): Promise<number> => {
  const start = performance.now();
  const done = await work();
  return (done / (performance.now() - start)) * 1000;
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The median of a few rounds. */
const rate = async (work: () => Promise<number>): Promise<number> => {
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rates.push(await perSecond(work));
  return median(rates);
};

/** One insert and commit after the other, into a table with the same columns and keys: what a caller could do alone. */
const bareInserts = async (pool: pg.Pool, count: number): Promise<number> => {
  await pool.query('create table if not exists bare (like public.events including all)');
  await pool.query('create sequence if not exists bare_positions');
  const client = await pool.connect();
  for (let n = 0; n < count; n += 1) {
    const { eventId, type, data, metadata } = anEvent();
    await client.query({
      name: 'bare_insert',
      text: `insert into bare values (nextval('bare_positions'), $1, 0, $2, $3, $4, $5, clock_timestamp())`,
      values: [`bare-${eventId}`, eventId, type, JSON.stringify(data), JSON.stringify(metadata)],
    });
  }
  client.release();
  return count;
};

const appendsOf = async (store: EventStore, callers: number, count: number): Promise<number> => {
  let begun = 0;
  const caller = async (): Promise<void> => {
    while (begun < count) {
      begun += 1;
      const outcome = await store.append(`portfolio-${randomUUID()}`, 'no-stream', [anEvent()]);
      if (outcome.status !== 'appended' || outcome.repeated) throw new Error('an append was not carried out');
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return begun;
};

const bulkAppends = async (store: EventStore, appends: number, size: number): Promise<number> => {
  for (let n = 0; n < appends; n += 1)
    await store.append(`portfolio-${randomUUID()}`, 'no-stream', Array.from({ length: size }, anEvent));
  return appends * size;
};

const readEverything = async (store: EventStore, filter?: EventFilter): Promise<number> => {
  for (let after = START; ; ) {
    const page = await store.readAll({ after, limit: 2000, ...(filter && { filter }) });
    after = page.checkpoint;
    // gapless: the checkpoint is also the number of events that were looked at
    if (page.caughtUp) return Number(after);
  }
};

const bareReads = async (pool: pg.Pool): Promise<number> => {
  const { rows } = await pool.query('select * from public.events');
  return rows.length;
};

const say = (text: string): void => console.log(text);

const directory = mkdtempSync(join(tmpdir(), 'sigmafold-bench-'));
const server = await startEmbeddedPostgres({ directory });
try {
  await migrate(server.url);
  const pool = new pg.Pool({ connectionString: server.url });
  const store = createPostgresEventStore({ pool });
  await appendsOf(store, 16, 2000);

  const bare = await rate(() => bareInserts(pool, 2000));
  say(`bare inserts, one connection   ${Math.round(bare)}/s   1.0`);
  const line = (name: string, value: number, base: number): void =>
    say(`${name.padEnd(30)} ${Math.round(value)}/s   ${(value / base).toFixed(1)}`);

  line('appends, 1 caller', await rate(() => appendsOf(store, 1, 2000)), bare);
  for (const callers of [16, 64, 256])
    line(`appends, ${callers} callers`, await rate(() => appendsOf(store, callers, 20_000)), bare);
  line('events in appends of 100', await rate(() => bulkAppends(store, 100, 100)), bare);

  await pool.query('analyze public.events');
  const bareRead = await rate(() => bareReads(pool));
  say(
    `\n${await store.head()} events in the log\nbare select of everything      ${Math.round(bareRead)}/s   1.0`,
  );
  line('pages of 2,000', await rate(() => readEverything(store)), bareRead);
  line(
    'looked at for a rare type',
    await rate(() => readEverything(store, { types: ['Unheard'] })),
    bareRead,
  );

  await store.close();
  await pool.end();
} finally {
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
}
