import type { Position } from '../../application/ports/event-store.ts';

/** An id names one event for ever; a caller that uses it for another one has a bug, and would lose one of them. */
export const reusedEventIds = (stream: string): Error =>
  new Error(`an append to ${stream} uses event ids that belong to other events`);

/**
 * Positions are only ever received from the store, so this log is not the one that the checkpoint came from (it was
 * restored to an earlier state, say). Waiting for the log to grow would skip events silently.
 */
export const readingAfterHead = (after: Position, head: Position): Error =>
  new RangeError(`cannot read after position ${after}: the log ends at ${head}`);

export const refuseEmptyPage = (limit: number): void => {
  if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError(`not a page size: ${limit}`);
};
