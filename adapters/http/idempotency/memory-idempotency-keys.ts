import type { Clock } from '../../../application/ports/clock.ts';
import {
  CLAIM_SECONDS,
  type IdempotencyKeys,
  type KeyOfUser,
  type RecordedAnswer,
} from './idempotency-keys.ts';

type Known = { readonly requestSha256: string; claimedAt: number; answer: RecordedAnswer | null };

/** For tests and for the in-memory event store. */
export const createMemoryIdempotencyKeys = (clock: Clock): IdempotencyKeys => {
  const known = new Map<string, Known>();
  const nameOf = ({ userId, key }: KeyOfUser): string => `${userId} ${key}`;
  return {
    claim: async (key, requestSha256) => {
      const now = clock().getTime();
      const earlier = known.get(nameOf(key));
      if (earlier === undefined) {
        known.set(nameOf(key), { requestSha256, claimedAt: now, answer: null });
        return { status: 'claimed' };
      }
      if (earlier.requestSha256 !== requestSha256) return { status: 'other-request' };
      if (earlier.answer !== null) return { status: 'answered', answer: earlier.answer };
      if (earlier.claimedAt >= now - CLAIM_SECONDS * 1000) return { status: 'in-progress' };
      earlier.claimedAt = now;
      return { status: 'claimed' };
    },
    complete: async (key, answer) => {
      const claimed = known.get(nameOf(key));
      if (claimed) claimed.answer = answer;
    },
    abandon: async (key) => {
      const claimed = known.get(nameOf(key));
      if (claimed?.answer === null) claimed.claimedAt = 0;
    },
  };
};
