import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits: nobody guesses them, and so a plain hash is enough to keep. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

export const hashOfSecret = (secret: string): Uint8Array => createHash('sha256').update(secret).digest();
