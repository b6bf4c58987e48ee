import { randomUUID } from 'node:crypto';
import { ANY, ErrorType, NO_STREAM } from '@eventstore/db-client';
import type { AppendOutcome, ExpectedRevision, NewEvent } from '../../../application/ports/event-store.ts';
import type { EncodedAppend } from '../encode.ts';
import { reusedEventIds } from '../misuse.ts';
import { isTooLarge, type Patience, persistently, typeOf, within } from './failures.ts';
import type { KnownIds } from './known-ids.ts';
import type { Origin } from './origin.ts';
import { type Reading, readBack, readStream } from './read.ts';
import { refuseSystemNames, toServer } from './stored-event.ts';

/** An append as it was asked, in both forms, and where its events were before, if they were. */
export type Asked = EncodedAppend & {
  readonly newEvents: readonly NewEvent[];
  readonly origins?: readonly Origin[];
  /** When it was handed in, as performance.now() says it. */
  readonly since: number;
};

type Known = { readonly first: bigint; readonly last: bigint };

const idsOf = ({ events }: EncodedAppend): readonly string[] => events.map(({ eventId }) => eventId);

/** Where these very events are in this stream, all together and in this order; null when they are not. */
const together = (
  asked: Asked,
  placeOf: (id: string) => { stream: string; revision: bigint } | undefined,
): Known | null => {
  const ids = idsOf(asked);
  const first = placeOf(ids[0] ?? '');
  if (first === undefined) return null;
  const inOrder = ids.every((id, index) => {
    const place = placeOf(id);
    return place?.stream === asked.stream && place.revision === first.revision + BigInt(index);
  });
  return inOrder ? { first: first.revision, last: first.revision + BigInt(ids.length) - 1n } : null;
};

const after = (expected: bigint | 'no-stream'): bigint => (expected === 'no-stream' ? 0n : expected + 1n);
const before = (revision: bigint): bigint | 'no-stream' => (revision === 0n ? 'no-stream' : revision - 1n);

/**
 * One append. The server recognises a repeat by its ids at the expected place, for ever; where it would take ids a
 * second time (another place, another stream), `knownIds` is asked.
 *
 * What was written is read back: the server's answer is the same for a first append and for a repeat, and not every
 * version says there where the events are.
 */
export const append = async (
  reading: Reading,
  patience: Patience,
  knownIds: KnownIds,
  asked: Asked,
): Promise<AppendOutcome> => {
  const { client, naming } = reading;
  const { stream } = asked;
  const name = naming.toServer(stream);
  refuseSystemNames(name, asked.newEvents);
  const appendId = randomUUID();
  const sent = await toServer(asked.newEvents, asked.events, appendId, asked.origins);
  const surely = <Value>(attempt: (ms: number) => Promise<Value>): Promise<Value> =>
    persistently(patience, (ms) => within(ms, attempt(ms)), asked.since);

  const lastRevision = async (): Promise<bigint | 'no-stream'> =>
    (await surely(() => readBack(reading, stream, 'last')))?.event.revision ?? 'no-stream';

  const written = async (known: Known, mayBeFirst: boolean): Promise<AppendOutcome> => {
    const last = await surely(() => readBack(reading, stream, known.last));
    if (last === null || last.event.revision !== known.last || last.event.eventId !== idsOf(asked).at(-1))
      throw new Error(`EventStoreDB took an append to ${stream} that is not at revision ${known.last}`);
    for (const [index, id] of idsOf(asked).entries())
      knownIds.add(id, { stream, revision: known.first + BigInt(index) });
    return {
      status: 'appended',
      revision: known.last,
      position: last.event.position,
      repeated: !(mayBeFirst && last.appendId === appendId),
    };
  };

  /** Whether some of the ids are where they would be if they had been written with this expectation. */
  const someWritten = async (first: bigint): Promise<boolean> => {
    const ids = new Set(idsOf(asked));
    const events = await surely(() =>
      readStream(reading, stream, { after: first - 1n, limit: asked.events.length }),
    );
    return events.some(({ eventId }) => ids.has(eventId));
  };

  const conflict = async (expected: ExpectedRevision): Promise<AppendOutcome> => {
    // whatever is there would do: only ids that are there in part are in the way
    if (expected === 'any') throw reusedEventIds(stream);
    const actual = await lastRevision();
    const first = after(expected);
    if (actual !== 'no-stream' && actual >= first && (await someWritten(first))) throw reusedEventIds(stream);
    return { status: 'conflict', actual };
  };

  const appendAt = async (expected: ExpectedRevision): Promise<AppendOutcome> => {
    const count = BigInt(asked.events.length);
    try {
      const { nextExpectedRevision } = await surely((deadline) =>
        client.appendToStream(name, sent.events, {
          expectedRevision: expected === 'no-stream' ? NO_STREAM : expected === 'any' ? ANY : expected,
          requiresLeader: true,
          deadline,
        }),
      );
      const first = expected === 'any' ? nextExpectedRevision - count + 1n : after(expected);
      const last = first + count - 1n;
      // a stream that was deleted and begins anew goes on counting: its earlier events are gone
      if (nextExpectedRevision !== last)
        throw new Error(
          `the stream ${stream} was deleted or truncated in EventStoreDB: revision ${last} was expected and ${nextExpectedRevision} written`,
        );
      return await written({ first, last }, true);
    } catch (error) {
      if (isTooLarge(error)) throw tooLarge(asked, sent.bytes, error);
      if (typeOf(error) === ErrorType.STREAM_DELETED)
        throw new Error(`the stream ${stream} was deleted in EventStoreDB`, { cause: error });
      if (typeOf(error) !== ErrorType.WRONG_EXPECTED_VERSION) throw error;
      return conflict(expected);
    }
  };

  if (knownIds.some(idsOf(asked))) {
    const earlier = together(asked, knownIds.of);
    if (earlier === null) throw reusedEventIds(stream);
    if (asked.expected === 'any' || asked.expected === before(earlier.first)) return written(earlier, false);
    const actual = await lastRevision();
    if (asked.expected === actual) throw reusedEventIds(stream);
    return { status: 'conflict', actual };
  }
  return appendAt(asked.expected);
};

const tooLarge = ({ stream, size, events }: Asked, bytes: number, cause: unknown): Error =>
  new Error(
    `an append of ${events.length} events to ${stream} is too large for EventStoreDB: ${size} characters, ${bytes} bytes after compression. Raise its MaxAppendSize (16 MiB at most), or append less at once.`,
    { cause },
  );
