import { once } from 'node:events';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { ReadReq as Request, ReadResp as Response } from '@eventstore/db-client/generated/streams_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { LogRecord, ServerLog } from './log.ts';

export type ReadCall = ServerWritableStream<Request, Response>;

const recorded = (record: LogRecord) => {
  const event = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(record.id))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(record.stream)))
    .setStreamRevision(String(record.revision))
    .setCommitPosition(String(record.position))
    .setPreparePosition(String(record.position))
    .setData(record.data)
    .setCustomMetadata(record.metadata);
  event.getMetadataMap().set('type', record.type);
  event.getMetadataMap().set('content-type', record.contentType);
  // in ticks of 100 ns
  event.getMetadataMap().set('created', String(BigInt(record.created.getTime()) * 10_000n));
  return event;
};

const eventResponse = (record: LogRecord): Response =>
  new streams.ReadResp().setEvent(
    new streams.ReadResp.ReadEvent().setEvent(recorded(record)).setCommitPosition(String(record.position)),
  );

const filterOf = (options: Request.Options): ((record: LogRecord) => boolean) => {
  const filter = options.getFilter();
  if (filter === undefined) return () => true;
  const expression = filter.getStreamIdentifier() ?? filter.getEventType();
  const nameOf = filter.hasStreamIdentifier()
    ? ({ stream }: LogRecord) => stream
    : ({ type }: LogRecord) => type;
  const prefixes = expression?.getPrefixList() ?? [];
  const regex = expression?.getRegex() ?? '';
  return (record) =>
    prefixes.length > 0
      ? prefixes.some((prefix) => nameOf(record).startsWith(prefix))
      : new RegExp(regex).test(nameOf(record));
};

/** Inclusive: from the place itself on, in the direction asked for. */
export const recordsRead = (log: ServerLog, options: Request.Options): readonly LogRecord[] | 'no-stream' => {
  const backwards = options.getReadDirection() === 1;
  const stream = options.getStream();
  const from = (
    records: readonly LogRecord[],
    place: (record: LogRecord) => bigint,
    at: bigint | 'start' | 'end',
  ) => {
    if (backwards) {
      if (at === 'start') return [];
      return records.filter((record) => at === 'end' || place(record) <= at).toReversed();
    }
    if (at === 'end') return [];
    return records.filter((record) => at === 'start' || place(record) >= at);
  };
  const limit = Number(options.getCount());
  if (stream !== undefined) {
    const name = Buffer.from(stream.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
    if (!log.isKnown(name)) return 'no-stream';
    const at = stream.hasStart() ? 'start' : stream.hasEnd() ? 'end' : BigInt(stream.getRevision());
    return from(log.ofStream(name), ({ revision }) => revision, at).slice(0, limit);
  }
  const all = options.getAll();
  const at = all?.hasStart()
    ? 'start'
    : all?.hasEnd()
      ? 'end'
      : BigInt(all?.getPosition()?.getCommitPosition() ?? 0);
  return from(log.records(), ({ position }) => position, at).slice(0, limit);
};

/** Resolves at the first of these events; whoever waits again and again leaves no listeners behind. */
const firstOf = async (...events: readonly (readonly [NodeJS.EventEmitter, string])[]): Promise<void> => {
  const over = new AbortController();
  const { signal } = over;
  await Promise.race(events.map(([emitter, name]) => once(emitter, name, { signal }))).catch(() => undefined);
  over.abort();
};

/** Waits for a slow reader, as HTTP/2's flow control does. */
const send = async (call: ReadCall, response: Response): Promise<void> => {
  if (call.cancelled || call.destroyed) return;
  if (!call.write(response)) await firstOf([call, 'drain'], [call, 'cancelled'], [call, 'close']);
};

export const sendRead = async (
  call: ReadCall,
  records: readonly LogRecord[],
  sent: () => void,
  breakAfter = Number.POSITIVE_INFINITY,
): Promise<'complete' | 'broken'> => {
  for (const [index, record] of records.entries()) {
    if (call.cancelled) return 'complete';
    if (index >= breakAfter) return 'broken';
    await send(call, eventResponse(record));
    sent();
  }
  return records.length >= breakAfter ? 'broken' : 'complete';
};

/**
 * Exclusive: what comes after the place, then what happens, until the call ends. A filtered one says now and then how
 * far it has looked: every `checkpointIntervalMultiplier` windows of events.
 */
export const sendSubscription = async (
  call: ReadCall,
  log: ServerLog,
  options: Request.Options,
  sent: () => void,
  { breakAfter = Number.POSITIVE_INFINITY, saysCaughtUp = true } = {},
): Promise<'complete' | 'broken'> => {
  const passes = filterOf(options);
  const filter = options.getFilter();
  const every = Math.max(1, (filter?.getMax() ?? 32) * (filter?.getCheckpointintervalmultiplier() ?? 1));
  const all = options.getAll();
  await send(
    call,
    new streams.ReadResp().setConfirmation(
      new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(crypto.randomUUID()),
    ),
  );
  let next = all?.hasEnd() ? log.records().length : 0;
  if (!all?.hasStart() && !all?.hasEnd()) {
    const after = BigInt(all?.getPosition()?.getCommitPosition() ?? 0);
    const found = log.records().findIndex(({ position }) => position > after);
    next = found < 0 ? log.records().length : found;
  }
  let looked = 0;
  let events = 0;
  let caughtUp = false;
  while (!call.cancelled && !call.destroyed) {
    const record = log.records()[next];
    if (record === undefined) {
      if (!caughtUp && saysCaughtUp)
        await send(call, new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp()));
      caughtUp = true;
      await firstOf([log.news, 'written'], [call, 'cancelled'], [call, 'close']);
      continue;
    }
    next += 1;
    looked += 1;
    if (passes(record)) {
      if (events >= breakAfter) return 'broken';
      await send(call, eventResponse(record));
      sent();
      events += 1;
    }
    if (filter !== undefined && looked % every === 0)
      await send(
        call,
        new streams.ReadResp().setCheckpoint(
          new streams.ReadResp.Checkpoint()
            .setCommitPosition(String(record.position))
            .setPreparePosition(String(record.position)),
        ),
      );
    if (events >= breakAfter) return 'broken';
  }
  return 'complete';
};
