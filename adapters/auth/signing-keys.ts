import { createHmac, createPrivateKey, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { PublicKey } from '../../application/ports/credentials.ts';

export const ALGORITHMS = ['HS256', 'EdDSA', 'ES256'] as const;

export type Algorithm = (typeof ALGORITHMS)[number];

/** One key and the one algorithm that it is used with: a token cannot choose another. */
export type SigningKey = {
  readonly kid: string;
  readonly algorithm: Algorithm;
  readonly verifyingKey: KeyObject;
  /** Null for a key that only verifies what it has signed in earlier days. */
  readonly signingKey: KeyObject | null;
  /** Null for a shared secret. */
  readonly publicKey: PublicKey | null;
};

/** `current` signs; all of them verify, each what names it by its `kid`. */
export type SigningKeys = {
  readonly current: SigningKey & { readonly signingKey: KeyObject };
  readonly byKid: ReadonlyMap<string, SigningKey>;
};

const MIN_SECRET_BYTES = 32;

const keySchema = z.discriminatedUnion('kty', [
  z.object({
    kty: z.literal('oct'),
    alg: z.literal('HS256'),
    kid: z.string().min(1).max(100),
    k: z.base64url(),
  }),
  z.object({
    kty: z.literal('OKP'),
    alg: z.literal('EdDSA'),
    crv: z.literal('Ed25519'),
    kid: z.string().min(1).max(100),
    x: z.base64url(),
    d: z.base64url().optional(),
  }),
  z.object({
    kty: z.literal('EC'),
    alg: z.literal('ES256'),
    crv: z.literal('P-256'),
    kid: z.string().min(1).max(100),
    x: z.base64url(),
    y: z.base64url(),
    d: z.base64url().optional(),
  }),
]);

/** A JWK Set (RFC 7517), of which the first key signs. */
export const keySetSchema = z.object({ keys: z.array(keySchema).min(1) });

export type StoredKey = z.infer<typeof keySchema>;

const kidOf = (secret: Uint8Array): string =>
  createHmac('sha256', secret).update('sigmafold kid').digest('base64url').slice(0, 16);

/** The shared secret of a service that has no key set, as the key that it is. */
export const storedSecret = (secret: string): StoredKey => {
  const bytes = Buffer.from(secret, 'utf8');
  return { kty: 'oct', alg: 'HS256', kid: kidOf(bytes), k: bytes.toString('base64url') };
};

const importSecret = ({ kid, k }: Extract<StoredKey, { kty: 'oct' }>): SigningKey => {
  const bytes = Buffer.from(k, 'base64url');
  if (bytes.length < MIN_SECRET_BYTES)
    throw new Error(`the signing secret needs at least ${MIN_SECRET_BYTES} bytes`);
  const key = createSecretKey(bytes);
  return { kid, algorithm: 'HS256', verifyingKey: key, signingKey: key, publicKey: null };
};

const importKey = (stored: StoredKey): SigningKey => {
  if (stored.kty === 'oct') return importSecret(stored);
  const { d, kid, alg, ...rest } = stored;
  return {
    kid,
    algorithm: alg,
    verifyingKey: createPublicKey({ key: rest, format: 'jwk' }),
    signingKey: d === undefined ? null : createPrivateKey({ key: { ...rest, d }, format: 'jwk' }),
    publicKey: { ...rest, kid, alg, use: 'sig' },
  };
};

/** Throws when there is nothing to sign with, or two keys have one name. */
export const importKeys = (stored: readonly StoredKey[]): SigningKeys => {
  const keys = stored.map(importKey);
  const [first] = keys;
  if (first === undefined || first.signingKey === null)
    throw new Error('the first key has to be able to sign');
  const byKid = new Map(keys.map((key) => [key.kid, key]));
  if (byKid.size < keys.length) throw new Error('two keys have the same kid');
  return { current: { ...first, signingKey: first.signingKey }, byKid };
};
