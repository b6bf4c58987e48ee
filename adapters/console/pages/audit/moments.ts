import type { TimelineEntry } from '../../api/audit.ts';
import { inLogOrder } from './records.ts';

/** A stop of the slider: right after something happened. */
export type Moment = { readonly position: string; readonly at: string; readonly sentence: string };

/** Oldest first; `entries` are newest first. */
export const momentsOf = (entries: readonly TimelineEntry[]): readonly Moment[] =>
  entries
    .toReversed()
    .map(({ position, recorded_at, sentence }) => ({ position, at: recorded_at, sentence }));

/**
 * The stop at or before a place in the log; the stop behind the last one is now (`position` null). Before the first stop
 * it is the first.
 */
export const stopAt = (moments: readonly Moment[], position: string | null): number => {
  if (position === null) return moments.length;
  return Math.max(
    0,
    moments.findLastIndex((moment) => inLogOrder(moment.position, position) <= 0),
  );
};
