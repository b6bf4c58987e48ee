import type { Position } from '../../application/ports/event-store.ts';

/** `Math.max` is not for bigints. */
export const laterOf = (a: Position, b: Position): Position => {
  if (a < b) return b;
  return a;
};
