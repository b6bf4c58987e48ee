import { randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Tokens } from '../../application/ports/credentials.ts';

export type JwtOptions = {
  /** At least 32 bytes. */
  readonly secret: string;
  readonly issuer: string;
  readonly audience: string;
  readonly lifetimeSeconds: number;
};

/** RFC 9068: says what the token is for, so that no other token of ours can ever stand in for it. */
const TYPE = 'at+jwt';
const ALGORITHM = 'HS256';
const MAX_LENGTH = 4096;
const MIN_SECRET_BYTES = 32;
/** Between the clocks of our own machines. */
const CLOCK_SKEW_SECONDS = 5;

const claimsSchema = z.object({
  sub: z.uuid(),
  ver: z.int().nonnegative(),
  exp: z.int(),
});

/**
 * HS256 tokens. The algorithm, the issuer, the audience and the type are pinned, and the key never comes from a header
 * (`kid`, `jku` and `jwk` are ignored). `email` and `is_superuser` are hints for clients: nothing here reads them back.
 */
export const createTokens = ({ secret, issuer, audience, lifetimeSeconds }: JwtOptions): Tokens => {
  const key = new TextEncoder().encode(secret);
  if (key.length < MIN_SECRET_BYTES) {
    throw new Error(`the signing secret needs at least ${MIN_SECRET_BYTES} bytes`);
  }
  return {
    issue: async ({ userId, email, isSuperuser, tokenVersion }, now) => {
      const issuedAt = Math.floor(now.getTime() / 1000);
      const token = await new SignJWT({ email, is_superuser: isSuperuser, ver: tokenVersion })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
        .setSubject(userId)
        .setIssuer(issuer)
        .setAudience(audience)
        .setJti(randomUUID())
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + lifetimeSeconds)
        .sign(key);
      return { token, expiresInSeconds: lifetimeSeconds };
    },
    verify: async (token, now) => {
      if (token.length > MAX_LENGTH) return null;
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [ALGORITHM],
          typ: TYPE,
          issuer,
          audience,
          currentDate: now,
          clockTolerance: CLOCK_SKEW_SECONDS,
          // Also refuses a token that says it was issued in the future.
          maxTokenAge: lifetimeSeconds,
          requiredClaims: ['sub', 'iat', 'exp', 'jti', 'ver'],
        });
        const claims = claimsSchema.safeParse(payload);
        if (!claims.success) return null;
        const { sub, ver, exp } = claims.data;
        return { userId: sub, tokenVersion: ver, expiresAt: new Date(exp * 1000) };
      } catch (error) {
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
  };
};
