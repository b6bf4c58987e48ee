import { randomInt } from 'node:crypto';

/** Crockford's: without I, L, O and U, which are mistaken for others. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 4;
const PER_GROUP = 5;

/** 100 random bits, to be read out over the telephone: `7QK2M-9XTRD-…`. */
export const newInviteCode = (): string =>
  Array.from({ length: GROUPS }, () =>
    Array.from({ length: PER_GROUP }, () => LETTERS[randomInt(LETTERS.length)]).join(''),
  ).join('-');
