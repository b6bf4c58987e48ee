import { createHash, timingSafeEqual } from 'node:crypto';

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether a token is the one, in a time that does not say how much of it was right. */
export const createTokenCheck = (expected: string): ((token: string | null) => boolean) => {
  const digest = digestOf(expected);
  return (token) => token !== null && timingSafeEqual(digestOf(token), digest);
};
