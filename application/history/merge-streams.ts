import type { IsoInstant } from '../../domain/dates.ts';
import type { EventStore, RecordedEvent } from '../ports/event-store.ts';

/** How far each stream has been read, in the order of the streams; null is "not at all". Opaque to callers. */
export type Cursor = readonly (bigint | null)[];

const CURSOR = /^(?:\d{1,18}|-)(?:\.(?:\d{1,18}|-))*$/;

export const formatCursor = (cursor: Cursor): string =>
  cursor.map((revision) => revision?.toString() ?? '-').join('.');

/** Null when it is not a cursor over this many streams. */
export const parseCursor = (text: string, streams: number): Cursor | null => {
  if (!CURSOR.test(text)) return null;
  const revisions = text.split('.').map((part) => (part === '-' ? null : BigInt(part)));
  return revisions.length === streams ? revisions : null;
};

export type Wanted = {
  readonly limit: number;
  /** Empty for all. */
  readonly types: readonly string[];
  readonly from?: IsoInstant | undefined;
  readonly to?: IsoInstant | undefined;
};

const PAGE = 200;
/** Events looked at for one answer: a rare type in a long history is found over several calls. */
const MAX_LOOKED_AT = 5000;

/**
 * Events of a few streams as one list in the log's order, from where the cursor stands. `next` is null at the end.
 * Each stream is read through its own index, so a portfolio's page costs the same in a log of any size.
 */
export const mergeStreams = async (
  store: EventStore,
  streams: readonly string[],
  start: Cursor,
  wanted: Wanted,
): Promise<{ readonly events: readonly RecordedEvent[]; readonly next: Cursor | null }> => {
  const cursor = [...start];
  const buffers: RecordedEvent[][] = streams.map(() => []);
  const exhausted = streams.map(() => false);

  const refill = async (): Promise<void> => {
    await Promise.all(
      streams.map(async (stream, i) => {
        if (exhausted[i] || (buffers[i]?.length ?? 0) > 0) return;
        const after = cursor[i] ?? null;
        const page = await store.readStream(stream, { limit: PAGE, ...(after === null ? {} : { after }) });
        buffers[i] = [...page];
        exhausted[i] = page.length < PAGE;
      }),
    );
  };

  const events: RecordedEvent[] = [];
  for (let lookedAt = 0; events.length < wanted.limit && lookedAt < MAX_LOOKED_AT; lookedAt += 1) {
    await refill();
    let oldest = -1;
    buffers.forEach((buffer, i) => {
      const head = buffer[0];
      const best = buffers[oldest]?.[0];
      if (head !== undefined && (best === undefined || head.position < best.position)) oldest = i;
    });
    const event = buffers[oldest]?.shift();
    // Recorded time never goes back, so nothing later can be early enough.
    if (event === undefined || (wanted.to !== undefined && event.recordedAt > wanted.to)) {
      return { events, next: null };
    }
    cursor[oldest] = event.revision;
    const isOfType = wanted.types.length === 0 || wanted.types.includes(event.type);
    if (isOfType && (wanted.from === undefined || event.recordedAt >= wanted.from)) events.push(event);
  }
  await refill();
  return { events, next: buffers.every((buffer) => buffer.length === 0) ? null : cursor };
};
