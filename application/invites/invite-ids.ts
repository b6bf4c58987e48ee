import { createHmac } from 'node:crypto';

/** What names an invite in the log, in place of its code. */
export type InviteIdOf = (code: string) => string;

const ID_LENGTH = 32;

/** As people type it: blanks around it and upper or lower case do not matter. */
const normalised = (code: string): string => code.trim().toLowerCase();

/**
 * 128 bits of a keyed hash (HMAC-SHA-256): who reads the log cannot try codes against it. The prefix keeps it apart
 * from whatever else is hashed with the same pepper. With another pepper, every code would be unknown.
 */
export const createInviteIds =
  (pepper: Uint8Array): InviteIdOf =>
  (code) =>
    createHmac('sha256', pepper)
      .update(`invite code\0${normalised(code)}`)
      .digest('hex')
      .slice(0, ID_LENGTH);
