import {
  type AllStreamResolvedEvent,
  BACKWARDS,
  END,
  ErrorType,
  type EventStoreDBClient,
  eventTypeFilter,
  excludeSystemEvents,
  FORWARDS,
  START as FROM_START,
  type ResolvedEvent,
  streamNameFilter,
} from '@eventstore/db-client';
import { pause } from '../../../application/pause.ts';
import {
  type EventFilter,
  type EventPage,
  type EventStore,
  type Position,
  type RecordedEvent,
  START,
} from '../../../application/ports/event-store.ts';
import { readingAfterHead, refuseEmptyPage } from '../misuse.ts';
import { passes } from '../passes.ts';
import { typeOf } from './failures.ts';
import { fromServer, type Naming, type ReadBack } from './stored-event.ts';
import { watched } from './watched.ts';

/** All reads are asked of the leader: a follower of the cluster may be behind what we have seen already. */
const LEADER = { requiresLeader: true } as const;
/** A leader that was just elected may for a moment not show what we have read from the one before. */
const ELECTION_MS = 250;
/** Of a filtered subscription: how many events the server looks at before it says how far it is. */
const SEARCH_WINDOW = 500;

export type Reading = {
  readonly client: EventStoreDBClient;
  readonly naming: Naming;
  /** Between two signs of life. */
  readonly attemptMs: number;
};

/** The events of a stream that are there from a revision on, oldest first. */
export const readStream = async (
  { client, naming, attemptMs }: Reading,
  stream: string,
  { after = -1n, limit }: { readonly after?: bigint; readonly limit?: number } = {},
): Promise<readonly RecordedEvent[]> => {
  const flow = client.readStream(naming.toServer(stream), {
    ...LEADER,
    direction: FORWARDS,
    fromRevision: after + 1n,
    ...(limit !== undefined && { maxCount: limit }),
  });
  const events: RecordedEvent[] = [];
  try {
    for await (const resolved of watched<ResolvedEvent>(flow, () => flow.cancel(), attemptMs)) {
      const read = await fromServer(resolved.event, naming);
      if (read === null) throw new Error(`${stream} holds an event that this log did not write`);
      const expected = after + 1n + BigInt(events.length);
      if (read.event.revision !== expected) throw truncated(stream, expected, read.event.revision);
      events.push(read.event);
    }
  } catch (error) {
    if (typeOf(error) === ErrorType.STREAM_NOT_FOUND) return [];
    if (typeOf(error) === ErrorType.STREAM_DELETED)
      throw new Error(`the stream ${stream} was deleted in EventStoreDB`, { cause: error });
    throw error;
  }
  return events;
};

/** A part of a stream would give a state that never was. */
const truncated = (stream: string, expected: bigint, found: bigint): Error =>
  new Error(
    `the stream ${stream} was truncated in EventStoreDB ($tb, $maxCount, $maxAge or a deletion): revision ${expected} is missing, ${found} comes next`,
  );

/** One event of a stream, with what shows which call wrote it; null when there is none. */
export const readBack = async (
  { client, naming, attemptMs }: Reading,
  stream: string,
  revision: bigint | 'last',
): Promise<ReadBack | null> => {
  const flow = client.readStream(naming.toServer(stream), {
    ...LEADER,
    direction: BACKWARDS,
    fromRevision: revision === 'last' ? END : revision,
    maxCount: 1,
  });
  try {
    for await (const resolved of watched<ResolvedEvent>(flow, () => flow.cancel(), attemptMs)) {
      const read = await fromServer(resolved.event, naming);
      if (read === null) throw new Error(`${stream} holds an event that this log did not write`);
      return read;
    }
  } catch (error) {
    if (typeOf(error) === ErrorType.STREAM_NOT_FOUND) return null;
    throw error;
  }
  return null;
};

export type ReadHead = (reading: Reading) => Promise<ReadBack | null>;

/**
 * The last event of the log; null when there is none. The server's own events may follow it: usually none does, so one
 * event is asked for first.
 */
export const readHead: ReadHead = async ({ client, naming, attemptMs }) => {
  for (const maxCount of [1, Number.MAX_SAFE_INTEGER]) {
    const flow = client.readAll({ ...LEADER, direction: BACKWARDS, fromPosition: END, maxCount });
    for await (const { event } of watched<AllStreamResolvedEvent>(flow, () => flow.cancel(), attemptMs)) {
      const read = await fromServer(event, naming);
      if (read !== null) return read;
    }
  }
  return null;
};

const placeOf = (position: Position) =>
  position === START ? FROM_START : { commit: position as bigint, prepare: position as bigint };

/** Inclusive: the event at the position itself comes as well. */
async function* everything(
  { client, naming, attemptMs }: Reading,
  after: Position,
): AsyncGenerator<RecordedEvent, void, undefined> {
  const flow = client.readAll({ ...LEADER, direction: FORWARDS, fromPosition: placeOf(after) });
  for await (const { event } of watched<AllStreamResolvedEvent>(flow, () => flow.cancel(), attemptMs)) {
    const read = await fromServer(event, naming);
    if (read !== null) yield read.event;
  }
}

/**
 * Only reading all has no filter, so this is a subscription, which is exclusive and does not end. It passes a part of
 * the filter, and `last` as a mark to stop at: checkpoints are not positions of events, and not every version says
 * that it has caught up.
 */
async function* matching(
  { client, naming, attemptMs }: Reading,
  after: Position,
  filter: EventFilter,
  last: RecordedEvent,
): AsyncGenerator<RecordedEvent, void, undefined> {
  const alive = { beat: (): void => {} };
  const options = {
    maxSearchWindow: SEARCH_WINDOW,
    // far behind nothing may match for long: this is the sign of life
    checkpointReached: async () => alive.beat(),
  };
  const flow = client.subscribeToAll({
    ...LEADER,
    fromPosition: placeOf(after),
    filter: serverFilter(naming, filter, last, options),
  });
  for await (const { event } of watched<AllStreamResolvedEvent>(
    flow,
    () => flow.unsubscribe(),
    attemptMs,
    alive,
  )) {
    const read = await fromServer(event, naming);
    if (read !== null) yield read.event;
  }
}

/** The server filters by prefixes of one name: lets more through than asked, and `last` always. */
const serverFilter = (
  { toServer }: Naming,
  { streams = [], streamPrefixes = [], types = [] }: EventFilter,
  last: RecordedEvent,
  options: { readonly maxSearchWindow: number; readonly checkpointReached: () => Promise<void> },
) => {
  const names = streams.length > 0 ? streams : streamPrefixes;
  if (names.length > 0)
    return streamNameFilter({ ...options, prefixes: [...names, last.stream].map(toServer) });
  return eventTypeFilter({ ...options, prefixes: [...types, last.type] });
};

/** Wakes at every event but the server's own. */
export const serverEvents = ({ naming }: Reading, checkpointReached: () => Promise<void>) =>
  naming.toServer('') === ''
    ? excludeSystemEvents({ maxSearchWindow: SEARCH_WINDOW, checkpointReached })
    : streamNameFilter({
        maxSearchWindow: SEARCH_WINDOW,
        checkpointReached,
        prefixes: [naming.toServer('')],
      });

const isFiltered = ({ types = [], streams = [], streamPrefixes = [] }: EventFilter): boolean =>
  types.length + streams.length + streamPrefixes.length > 0;

/** A page up to the head as it is now. Its checkpoint is always the position of an event. */
export const readAll = async (
  reading: Reading,
  { after, limit, filter = {} }: Parameters<EventStore['readAll']>[0],
): Promise<EventPage> => {
  refuseEmptyPage(limit);
  const last = await headNotBefore(reading, after);
  if (last === null || last.position === after) return { events: [], checkpoint: after, caughtUp: true };

  const events: RecordedEvent[] = [];
  const source = isFiltered(filter) ? matching(reading, after, filter, last) : everything(reading, after);
  for await (const event of source) {
    if (event.position > after && event.position <= last.position && passes(event, filter))
      events.push(event);
    if (events.length === limit || event.position >= last.position) break;
  }
  const full = events.length === limit ? events.at(-1) : undefined;
  const checkpoint = full?.position ?? last.position;
  return { events, checkpoint, caughtUp: checkpoint === last.position };
};

/** Null for an empty log read from its start. */
const headNotBefore = async (reading: Reading, after: Position): Promise<RecordedEvent | null> => {
  let head = await readHead(reading);
  if ((head?.event.position ?? START) < after) {
    await pause(ELECTION_MS);
    head = await readHead(reading);
  }
  const position = head?.event.position ?? START;
  if (position < after) throw readingAfterHead(after, position);
  return head?.event ?? null;
};
