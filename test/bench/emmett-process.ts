/**
 * The same log and the same fold in @event-driven-io/emmett-postgresql, in a process of its own: node emmett-process.ts
 * <its entry> <database url> <events> <appends>. Prints one line of JSON. The fold is our projections' own; it hands
 * over one event at a time, and that no commit waits for the disk is meant kindly.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { positionFrom, type RecordedEvent } from '../../application/ports/event-store.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { tablesOf } from '../../projections/runner/rows.ts';
import { queryable } from '../../projections/runner/transaction.ts';
import { projectionsLog } from './projections-log.ts';

type Message = {
  readonly type: string;
  readonly data: never;
  readonly metadata: Record<string, unknown> & {
    readonly messageId: string;
    readonly streamName: string;
    readonly streamPosition: bigint;
    readonly globalPosition: bigint;
  };
};

/** What is used of it. */
type Emmett = {
  readonly getPostgreSQLEventStore: (url: string) => {
    readonly schema: { readonly migrate: () => Promise<unknown> };
    readonly appendToStream: (stream: string, events: readonly object[]) => Promise<unknown>;
    readonly close: () => Promise<void>;
  };
  readonly postgreSQLEventStoreConsumer: (options: object) => {
    readonly reactor: (options: {
      readonly processorId: string;
      readonly eachMessage: (message: Message) => Promise<void>;
    }) => void;
    readonly start: () => Promise<void>;
    readonly stop: () => Promise<void>;
    readonly close: () => Promise<void>;
  };
};

const CALLERS = 64;
const BATCH = 500;

const [, , entry = '', url = '', events = '', appends = ''] = process.argv;
const emmett = (await import(entry)) as Emmett;
const store = emmett.getPostgreSQLEventStore(url);
await store.schema.migrate();

let written = 0;
for (const day of projectionsLog(Number(events)))
  for (const { stream, events: told } of day) {
    await store.appendToStream(
      stream,
      told.map(({ type, data, metadata, eventId }) => ({
        type,
        data,
        metadata: { ...metadata, eventId },
      })),
    );
    written += told.length;
  }

const client = new pg.Client({ connectionString: url });
await client.connect();
await client.query('create schema read');
await client.query('set search_path to read; set synchronous_commit to off');
const tables = tablesOf(queryable(client));
for (const { ddl } of PROJECTIONS) await client.query(ddl);

const consumer = emmett.postgreSQLEventStoreConsumer({
  connectionString: url,
  stopWhen: { noMessagesLeft: true },
  pulling: { batchSize: BATCH },
});
let delivered = 0;
let lastAt = performance.now();
consumer.reactor({
  processorId: 'bench',
  eachMessage: async ({ type, data, metadata }) => {
    const event = {
      type,
      data,
      metadata,
      eventId: String(metadata.eventId),
      stream: metadata.streamName,
      revision: metadata.streamPosition,
      position: positionFrom(metadata.globalPosition),
      recordedAt: '',
    } as unknown as RecordedEvent;
    for (const { eventTypes, apply } of PROJECTIONS)
      if (eventTypes.includes(type)) await apply([event], tables);
    delivered += 1;
    lastAt = performance.now();
  },
});
const startedAt = performance.now();
await Promise.race([
  consumer.start(),
  (async () => {
    // It does not always notice that nothing is left.
    while (delivered < written && performance.now() - lastAt < 30_000)
      await new Promise((resolve) => setTimeout(resolve, 50));
  })(),
]);
const seconds = (lastAt - startedAt) / 1000;
const { rows } = await client.query<{ snapshots: string }>('select count(*) as snapshots from snapshots');
await consumer.stop();

let begun = 0;
const appendingAt = performance.now();
await Promise.all(
  Array.from({ length: CALLERS }, async () => {
    while (begun < Number(appends)) {
      begun += 1;
      await store.appendToStream(`portfolio-${randomUUID()}`, [
        { type: 'PortfolioArchived', data: { portfolioId: randomUUID(), userId: randomUUID() } },
      ]);
    }
  }),
);
const appending = (performance.now() - appendingAt) / 1000;
console.log(
  JSON.stringify({
    written,
    delivered,
    eventsPerSecond: delivered / seconds,
    appendsPerSecond: begun / appending,
    snapshots: Number(rows[0]?.snapshots),
  }),
);
process.exit(0);
