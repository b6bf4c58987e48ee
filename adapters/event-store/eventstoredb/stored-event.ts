import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import {
  binaryEvent,
  type EventData,
  jsonEvent,
  type RecordedEvent as ReadEvent,
} from '@eventstore/db-client';
import { z } from 'zod';
import {
  type EventMetadata,
  type NewEvent,
  positionFrom,
  type RecordedEvent,
} from '../../../application/ports/event-store.ts';
import { type Origin, originSchema } from './origin.ts';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** Servers up to 24.10 take 1 MiB per append by default. Most events are far smaller and stay readable as they are. */
const LARGE_EVENT = 32_768;
const LARGE_APPEND = 524_288;
const SMALL = 1024;
/** Nothing of ours unpacks to more; something that does is no event. */
const MAX_UNPACKED = 256 * 1024 * 1024;

/**
 * What EventStoreDB keeps as an event's metadata. Names with `$` are its own: by them its browser and projections show
 * what belongs together.
 */
const storedMetadataSchema = z.object({
  metadata: z.custom<EventMetadata>((value) => typeof value === 'object' && value !== null),
  /** One for all events of a call of `append`, whatever number of attempts it took. */
  appendId: z.string(),
  contentEncoding: z.literal('gzip').optional(),
  origin: originSchema.optional(),
});

/** The log's events in EventStoreDB's terms: where they stand among streams that may belong to others. */
export type Naming = {
  readonly toServer: (stream: string) => string;
  /** Null for a stream that is not ours. */
  readonly fromServer: (stream: string) => string | null;
};

/** Streams and types that begin with `$` belong to the server. */
const isSystem = (name: string): boolean => name.startsWith('$');

export const naming = (namespace: string): Naming => ({
  toServer: (stream) => `${namespace}${stream}`,
  fromServer: (stream) =>
    isSystem(stream) || !stream.startsWith(namespace) ? null : stream.slice(namespace.length),
});

export const refuseSystemNames = (serverStream: string, events: readonly Pick<NewEvent, 'type'>[]): void => {
  const name = [serverStream, ...events.map(({ type }) => type)].find(isSystem);
  if (name !== undefined) throw new TypeError(`names that begin with $ are EventStoreDB's own: ${name}`);
};

const sizeOf = ({ data }: EncodedData): number => data.length;
type EncodedData = { readonly data: string };

/** The events of one append as they are sent, and how many bytes of data that is. */
export const toServer = async (
  events: readonly NewEvent[],
  encoded: readonly EncodedData[],
  appendId: string,
  origins: readonly Origin[] = [],
): Promise<{ readonly events: EventData[]; readonly bytes: number }> => {
  const total = encoded.reduce((sum, event) => sum + sizeOf(event), 0);
  const limit = total > LARGE_APPEND ? SMALL : LARGE_EVENT;
  let bytes = 0;
  const sent = await Promise.all(
    events.map(async ({ eventId, type, data, metadata }, index): Promise<EventData> => {
      const text = encoded[index]?.data ?? '';
      const origin = origins[index];
      const stored = {
        $correlationId: metadata.correlationId,
        $causationId: metadata.causationId,
        metadata,
        appendId,
        ...(origin && { origin }),
      };
      const id = eventId.toLowerCase();
      if (text.length <= limit) {
        bytes += text.length;
        return jsonEvent({ id, type, data: data as Record<string, unknown>, metadata: stored });
      }
      const packed = await compress(text);
      bytes += packed.length;
      return binaryEvent({ id, type, data: packed, metadata: { ...stored, contentEncoding: 'gzip' } });
    }),
  );
  return { events: sent, bytes };
};

/** What versions before 22.6 say in the place of a position in a stream. */
const NO_POSITION = 2n ** 64n - 1n;

export type ReadBack = {
  readonly event: RecordedEvent;
  readonly appendId: string;
};

const unpack = async (data: unknown): Promise<unknown> => {
  if (!(data instanceof Uint8Array) && !ArrayBuffer.isView(data))
    throw new TypeError('its data is not packed');
  const text = await decompress(data as Uint8Array, { maxOutputLength: MAX_UNPACKED });
  return JSON.parse(text.toString('utf8')) as unknown;
};

/**
 * An event as it came from the server; null for one that this log did not write (the server's own, another
 * application's). Throws when it is ours and cannot be read.
 */
export const fromServer = async (
  read: ReadEvent | undefined,
  { fromServer: streamOf }: Naming,
): Promise<ReadBack | null> => {
  const stream = read === undefined || isSystem(read.type) ? null : streamOf(read.streamId);
  if (read === undefined || stream === null) return null;
  const stored = storedMetadataSchema.safeParse(read.metadata);
  if (!stored.success) return null;
  const { metadata, appendId, contentEncoding, origin } = stored.data;
  const commit = read.position?.commit;
  if (commit === undefined || commit === NO_POSITION)
    throw new Error(
      'EventStoreDB 22.6 or newer is needed: this one does not tell where the events of a stream are',
    );
  const data = contentEncoding === 'gzip' ? await unpack(read.data) : read.data;
  if (typeof data !== 'object' || data === null)
    throw new Error(`the data of event ${read.id} of ${read.streamId} cannot be read`);
  return {
    appendId,
    event: {
      eventId: read.id,
      type: read.type,
      data,
      metadata,
      stream,
      revision: BigInt(read.revision),
      position: positionFrom(commit),
      recordedAt: origin?.recordedAt ?? read.created.toISOString(),
    },
  };
};
