import { createHash, createHmac } from 'node:crypto';

/**
 * The streams in which an address may be claimed: the one that is written, and the one of earlier releases, if a claim
 * was told there. The name is a keyed hash (HMAC-SHA-256), because a plain one is found by hashing the addresses that
 * one can think of; claims that were told under a plain hash stay where they are.
 */
export type EmailStreams = (normalisedEmail: string) => { readonly current: string; readonly legacy: string };

/** Without `pepper`, names cannot be guessed. With another one, every address would look free: it is never changed. */
export const createEmailStreams =
  (pepper: Uint8Array): EmailStreams =>
  (email) => ({
    current: `email-${createHmac('sha256', pepper).update(email).digest('hex')}`,
    legacy: `email-${createHash('sha256').update(email).digest('hex')}`,
  });
