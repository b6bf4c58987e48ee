import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (code: string): Buffer => createHash('sha256').update(code.trim().toLowerCase()).digest();

/** Equal after trim and case-fold, compared in constant time whatever the lengths. */
export const isInvited = (submitted: string, expected: string): boolean =>
  timingSafeEqual(digest(submitted), digest(expected));
