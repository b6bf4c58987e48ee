import type { Leadership } from '../../../application/ports/leadership.ts';
import { createTurns } from '../take-turns.ts';

const ASK_EVERY_MS = 10;

/** Who leads what, among those that share it. */
export type Seats = Map<string, AbortController>;

/** One process's part. A lead is taken away from outside by aborting its seat and emptying it. */
export const createMemoryLeadership = (seats: Seats = new Map()): Leadership =>
  createTurns(async (name) => {
    if (seats.has(name)) return null;
    const seat = new AbortController();
    seats.set(name, seat);
    return {
      lost: seat.signal,
      release: async () => {
        if (seats.get(name) === seat) seats.delete(name);
      },
    };
  }, ASK_EVERY_MS);
