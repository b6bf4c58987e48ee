import type { EventStore, Position, RecordedEvent } from '../ports/event-store.ts';
import type { LogIndex } from '../ports/log-index.ts';
import { runOf, type TimelineEntry, timelineOf } from './timeline.ts';

/** In each stream the newest revision that is still to be read; null where all is read. In the order of the streams. */
export type BackwardsCursor = readonly (bigint | null)[];

const CURSOR = /^(?:\d{1,18}|-)(?:\.(?:\d{1,18}|-))*$/;

export const formatBackwards = (cursor: BackwardsCursor): string =>
  cursor.map((revision) => revision?.toString() ?? '-').join('.');

/** Null when it is not a cursor over this many streams. */
export const parseBackwards = (text: string, streams: number): BackwardsCursor | null => {
  if (!CURSOR.test(text)) return null;
  const revisions = text.split('.').map((part) => (part === '-' ? null : BigInt(part)));
  return revisions.length === streams ? revisions : null;
};

/** Where a stream's newest events begin. */
export const backwardsFrom = async (
  {
    store,
    index,
  }: { readonly store: Pick<EventStore, 'head'>; readonly index: Pick<LogIndex, 'lastRevisions'> },
  streams: readonly string[],
): Promise<BackwardsCursor> => {
  const last = await index.lastRevisions(streams, await store.head());
  return streams.map((stream) => last.get(stream) ?? null);
};

const PAGE = 100n;
/** Events looked at for one page; a longer run is told in parts. */
const MAX_LOOKED_AT = 5000;

/** Events of some streams, newest first, as they are asked for. */
const newestFirst = (
  store: Pick<EventStore, 'readStream'>,
  streams: readonly string[],
  start: BackwardsCursor,
) => {
  const cursor = [...start];
  const buffers: RecordedEvent[][] = streams.map(() => []);
  const unread = [...start];

  const refill = async (): Promise<void> => {
    await Promise.all(
      streams.map(async (stream, i) => {
        const newest = unread[i];
        if (newest == null || (buffers[i]?.length ?? 0) > 0) return;
        const from = newest >= PAGE ? newest - PAGE + 1n : 0n;
        const page = await store.readStream(stream, { after: from - 1n, limit: Number(newest - from + 1n) });
        buffers[i] = page.toReversed();
        unread[i] = from === 0n ? null : from - 1n;
      }),
    );
  };

  return {
    cursor: (): BackwardsCursor => [...cursor],
    next: async (): Promise<RecordedEvent | null> => {
      await refill();
      let newest = -1;
      buffers.forEach((buffer, i) => {
        const head = buffer[0];
        const best = buffers[newest]?.[0];
        if (head !== undefined && (best === undefined || head.position > best.position)) newest = i;
      });
      const event = buffers[newest]?.shift() ?? null;
      if (event !== null) cursor[newest] = event.revision === 0n ? null : event.revision - 1n;
      return event;
    },
  };
};

/**
 * A page of entries, newest first; null as `next` at the end. A run that has begun is read to its beginning, so that it
 * is one entry, unless it is very long. Only events after `after` are told.
 */
export const readTimeline = async (
  store: Pick<EventStore, 'readStream'>,
  streams: readonly string[],
  start: BackwardsCursor,
  { limit, after }: { readonly limit: number; readonly after?: Position },
): Promise<{ readonly entries: readonly TimelineEntry[]; readonly next: BackwardsCursor | null }> => {
  const reader = newestFirst(store, streams, start);
  const events: RecordedEvent[] = [];
  const told = new Set<string>();
  /** Runs that are on the page and whose beginning is not yet. */
  const open = new Set<string>();
  while (events.length < MAX_LOOKED_AT) {
    const before = reader.cursor();
    const event = await reader.next();
    if (event === null || (after !== undefined && event.position <= after))
      return { entries: timelineOf(events), next: null };
    const entry = runOf(event) ?? event.eventId;
    // The page is full: what follows belongs to it only where it completes a run that is on it.
    if (told.size >= limit && !told.has(entry) && open.size === 0)
      return { entries: timelineOf(events), next: before };
    told.add(entry);
    if (event.type === 'CalculationRequested') open.delete(entry);
    else if (runOf(event) !== null && event.type !== 'SnapshotImported') open.add(entry);
    events.push(event);
  }
  return { entries: timelineOf(events), next: reader.cursor() };
};
