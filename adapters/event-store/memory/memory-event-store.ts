import type { Clock } from '../../../application/ports/clock.ts';
import {
  type AppendOutcome,
  type EventStore,
  EventStoreUnavailable,
  type Position,
  positionFrom,
  type RecordedEvent,
  START,
} from '../../../application/ports/event-store.ts';
import { type EncodedAppend, type EncodedEvent, encodeAppend } from '../encode.ts';
import { follow } from '../follow.ts';
import { readingAfterHead, refuseEmptyPage, reusedEventIds } from '../misuse.ts';
import { passes } from '../passes.ts';
import { createWakeUps } from '../wake-ups.ts';

type Stored = EncodedEvent & Pick<RecordedEvent, 'stream' | 'revision' | 'position' | 'recordedAt'>;

/** Every reader gets a copy of its own, as from any other store. */
const decode = ({ data, metadata, ...rest }: Stored): RecordedEvent => ({
  ...rest,
  data: JSON.parse(data) as RecordedEvent['data'],
  metadata: JSON.parse(metadata) as RecordedEvent['metadata'],
});

/** A log that lives as long as the process: for tests, and for trying things out. */
export const createMemoryEventStore = (clock: Clock = () => new Date()): EventStore => {
  const log: Stored[] = [];
  const streams = new Map<string, Stored[]>();
  const byId = new Map<string, Stored>();
  const wakeUps = createWakeUps();
  const closing = new AbortController();
  let lastRecorded = 0;

  const head = (): Position => log.at(-1)?.position ?? START;
  const refuseWhenClosed = (): void => {
    if (closing.signal.aborted) throw new EventStoreUnavailable('the event store is closed');
  };

  /** The place of these very events in this stream, all together and in this order, if that is where they are. */
  const earlierAppend = ({ stream, events }: EncodedAppend): { first: Stored; last: Stored } | null => {
    const first = byId.get(events[0]?.eventId ?? '');
    const last = byId.get(events.at(-1)?.eventId ?? '');
    if (first === undefined || last === undefined) return null;
    const together = events.every((event, index) => {
      const known = byId.get(event.eventId);
      return known?.stream === stream && known.revision === first.revision + BigInt(index);
    });
    return together ? { first, last } : null;
  };

  const append = (asked: EncodedAppend): AppendOutcome => {
    const { stream, events } = asked;
    const known = streams.get(stream) ?? [];
    const actual = BigInt(known.length) - 1n;
    const expected = asked.expected === 'no-stream' ? -1n : asked.expected;

    if (events.some((event) => byId.has(event.eventId))) {
      const earlier = earlierAppend(asked);
      if (earlier !== null && (expected === 'any' || expected === earlier.first.revision - 1n)) {
        const { revision, position } = earlier.last;
        return { status: 'appended', revision, position, repeated: true };
      }
      if (earlier === null || expected === actual) throw reusedEventIds(stream);
    }
    if (expected !== 'any' && expected !== actual)
      return { status: 'conflict', actual: actual < 0n ? 'no-stream' : actual };

    lastRecorded = Math.max(lastRecorded, clock().getTime());
    const recordedAt = new Date(lastRecorded).toISOString();
    for (const event of events) {
      const stored: Stored = {
        ...event,
        stream,
        revision: BigInt(known.length),
        position: positionFrom(BigInt(log.length + 1)),
        recordedAt,
      };
      known.push(stored);
      log.push(stored);
      byId.set(stored.eventId, stored);
    }
    streams.set(stream, known);
    wakeUps.wake();
    return { status: 'appended', revision: BigInt(known.length) - 1n, position: head(), repeated: false };
  };

  const readAll: EventStore['readAll'] = async ({ after, limit, filter = {} }) => {
    refuseWhenClosed();
    refuseEmptyPage(limit);
    if (after > head()) throw readingAfterHead(after, head());
    // positions are gapless from 1: the event at index i has position i + 1
    const found: Stored[] = [];
    let looked = Number(after);
    for (; looked < log.length && found.length < limit; looked += 1) {
      const event = log[looked];
      if (event !== undefined && passes(event, filter)) found.push(event);
    }
    return {
      events: found.map(decode),
      checkpoint: positionFrom(BigInt(looked)),
      caughtUp: looked === log.length,
    };
  };

  return {
    append: async (stream, expected, events) => {
      const asked = encodeAppend(stream, expected, events);
      refuseWhenClosed();
      return append(asked);
    },
    readStream: async (stream, { after = -1n, limit } = {}) => {
      refuseWhenClosed();
      const start = Number(after) + 1;
      return (streams.get(stream) ?? [])
        .slice(start, limit === undefined ? undefined : start + limit)
        .map(decode);
    },
    readAll,
    follow: (options) =>
      follow(
        { readAll, wakeUps, pollMs: 1000, report: (error) => process.emitWarning(error) },
        { ...options, signal: AbortSignal.any([options.signal, closing.signal]) },
      ),
    head: async () => {
      refuseWhenClosed();
      return head();
    },
    close: async () => closing.abort(),
  };
};
