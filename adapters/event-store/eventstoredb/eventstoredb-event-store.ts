import { setMaxListeners } from 'node:events';
import {
  type AppendOutcome,
  type EventStore,
  EventStoreUnavailable,
  type ExpectedRevision,
  type NewEvent,
  START,
} from '../../../application/ports/event-store.ts';
import { encodeAppend } from '../encode.ts';
import { follow } from '../follow.ts';
import { createWakeUps } from '../wake-ups.ts';
import { append } from './append.ts';
import { connect } from './connection.ts';
import { type Patience, persistently } from './failures.ts';
import { createKnownIds } from './known-ids.ts';
import type { Origin } from './origin.ts';
import { type Reading, readAll, readHead, readStream } from './read.ts';
import { naming } from './stored-event.ts';
import { createTurns } from './turns.ts';
import { listen } from './wake.ts';

export type EventStoreDbOptions = {
  /** `esdb://` or `esdb+discover://`, with credentials and settings of TLS in it: a secret. */
  readonly url: string;
  /** Before the name of every stream, so that several logs may share a server. */
  readonly namespace?: string;
  /** Per call, with all its attempts. */
  readonly timeoutMs?: number;
  /** Per attempt: the longest silence. */
  readonly attemptMs?: number;
  /** How often followers look without being woken. */
  readonly pollMs?: number;
  /** Hears of lost connections that the store recovers from by itself. */
  readonly report?: (error: Error) => void;
};

/** The log in EventStoreDB, and the one thing more that copying a log there needs. */
export type EventStoreDbEventStore = EventStore & {
  /** Appends events of another log: when they were recorded stays what it was there. */
  readonly appendCopies: (
    stream: string,
    expected: bigint | 'no-stream',
    events: readonly (NewEvent & { readonly origin: Origin })[],
  ) => Promise<AppendOutcome>;
};

/** More gain nothing, and the server answers them all later. */
const APPENDS_AT_ONCE = 64;

/** The log in EventStoreDB, version 22.6 or newer. docs/eventstoredb.md says how it is laid out there. */
export const createEventStoreDbEventStore = ({
  url,
  namespace = '',
  timeoutMs = 10_000,
  attemptMs = 3000,
  pollMs = 1000,
  report = (error) => process.emitWarning(error),
}: EventStoreDbOptions): EventStoreDbEventStore => {
  const connection = connect(url);
  const closing = new AbortController();
  // every call that waits to try again listens for the end
  setMaxListeners(0, closing.signal);
  const wakeUps = createWakeUps();
  const turns = createTurns(APPENDS_AT_ONCE);
  const knownIds = createKnownIds();
  const patience: Patience = { timeoutMs, attemptMs, closing: closing.signal };
  const reading = (ms = attemptMs): Reading => ({
    client: connection.client,
    naming: naming(namespace),
    attemptMs: ms,
  });
  let listening: Promise<void> | null = null;

  const refuseWhenClosed = (): void => {
    if (closing.signal.aborted) throw new EventStoreUnavailable('the event store is closed');
  };
  const read = async <Value>(work: (reading: Reading) => Promise<Value>): Promise<Value> => {
    refuseWhenClosed();
    return persistently(patience, (ms) => work(reading(ms)));
  };
  const readPage: EventStore['readAll'] = (options) => read((now) => readAll(now, options));

  const appendInTurn = async (
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
    origins?: readonly Origin[],
  ): Promise<AppendOutcome> => {
    const encoded = encodeAppend(stream, expected, events);
    refuseWhenClosed();
    const asked = {
      ...encoded,
      newEvents: events,
      since: performance.now(),
      ...(origins && { origins }),
    };
    return turns.take(stream, () => append(reading(), patience, knownIds, asked));
  };

  return {
    append: (stream, expected, events) => appendInTurn(stream, expected, events),
    appendCopies: (stream, expected, events) =>
      appendInTurn(
        stream,
        expected,
        events,
        events.map(({ origin }) => origin),
      ),
    readStream: (stream, options) => read((now) => readStream(now, stream, options)),
    readAll: readPage,
    follow: (options) => {
      listening ??= listen(reading, wakeUps.wake, report, closing.signal);
      return follow(
        { readAll: readPage, wakeUps, pollMs, report },
        { ...options, signal: AbortSignal.any([options.signal, closing.signal]) },
      );
    },
    head: () => read(async (now) => (await readHead(now))?.event.position ?? START),
    close: async () => {
      if (closing.signal.aborted) return;
      closing.abort();
      await Promise.all([turns.drained(), listening]);
      await connection.end();
    },
  };
};
