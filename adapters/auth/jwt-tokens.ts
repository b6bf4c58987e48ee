import { hash, randomUUID } from 'node:crypto';
import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { AccessClaims, RefreshClaims, Tokens } from '../../application/ports/credentials.ts';
import { createRecentlyUsed } from '../../application/recently-used.ts';
import type { SigningKeys } from './signing-keys.ts';

export type JwtOptions = {
  readonly keys: SigningKeys;
  readonly issuer: string;
  readonly audience: string;
  /** Of the longest-lived token: an older one is refused, whatever its expiry says. */
  readonly lifetimeSeconds: number;
};

/** RFC 9068 and its like: says what the token is for, so that one can never stand in for the other. */
const ACCESS = 'at+jwt';
const REFRESH = 'rt+jwt';
const IMPERSONATION = 'imp+jwt';
const MAX_LENGTH = 4096;
/** Between the clocks of our own machines. */
const CLOCK_SKEW_SECONDS = 5;
/** Tokens that are remembered as good: some kilobytes each thousand. */
const MOST_REMEMBERED = 10_000;

const accessSchema = z.object({
  sub: z.uuid(),
  ver: z.int().nonnegative(),
  sid: z.uuid(),
  iat: z.int(),
  exp: z.int(),
});
const refreshSchema = accessSchema.extend({ gen: z.int().nonnegative() });
const impersonationSchema = accessSchema.extend({ impersonator_id: z.uuid(), imp: z.uuid() });

/** Of a token that was ours and is too old. */
const EXPIRED = 'expired';

const unexpired = <Claims>(claims: Claims | typeof EXPIRED | null): Claims | null =>
  claims === EXPIRED ? null : claims;

const secondsOf = (date: Date): number => Math.floor(date.getTime() / 1000);

const claimsOf = ({ sub, ver, sid, exp }: z.infer<typeof accessSchema>): AccessClaims => ({
  userId: sub,
  tokenVersion: ver,
  sessionId: sid,
  expiresAt: new Date(exp * 1000),
});

/**
 * Signed tokens. Algorithm, issuer, audience and type are pinned. `kid` chooses among our own keys by name, and the key
 * brings its one algorithm; nothing else of a header is looked at (`jku`, `x5u` and `jwk` are ignored). What was verified
 * is not verified again while it is current; whether it is still honoured is for others to ask.
 */
export const createTokens = ({ keys, issuer, audience, lifetimeSeconds }: JwtOptions): Tokens => {
  const { current, byKid } = keys;

  const sign = (
    typ: string,
    { userId, tokenVersion, sessionId, expiresAt }: AccessClaims,
    more: JWTPayload,
    now: Date,
  ): Promise<string> =>
    new SignJWT({ ...more, ver: tokenVersion, sid: sessionId })
      .setProtectedHeader({ alg: current.algorithm, typ, kid: current.kid })
      .setSubject(userId)
      .setIssuer(issuer)
      .setAudience(audience)
      .setJti(randomUUID())
      .setIssuedAt(secondsOf(now))
      .setExpirationTime(secondsOf(expiresAt))
      .sign(current.signingKey);

  /** By digest, so that no token stands in memory. Only good ones: nobody can fill this with what they make up. */
  const remembered = createRecentlyUsed<z.infer<typeof accessSchema>>(MOST_REMEMBERED);

  /** Well within its time, so that the clock's tolerance has no say. */
  const isCurrent = ({ iat, exp }: z.infer<typeof accessSchema>, now: Date): boolean => {
    const seconds = secondsOf(now);
    return iat <= seconds && seconds < Math.min(exp, iat + lifetimeSeconds);
  };

  const verified = async <Claims extends z.infer<typeof accessSchema>>(
    token: string,
    typ: string,
    schema: z.ZodType<Claims>,
    now: Date,
  ): Promise<Claims | typeof EXPIRED | null> => {
    if (token.length > MAX_LENGTH) return null;
    const digest = hash('sha256', `${typ} ${token}`, 'base64url');
    const known = remembered.get(digest);
    // The type is part of the digest, and each has one schema.
    if (known !== undefined && isCurrent(known, now)) return known as Claims;
    try {
      const key = byKid.get(decodeProtectedHeader(token).kid ?? '');
      if (key === undefined) return null;
      const { payload } = await jwtVerify(token, key.verifyingKey, {
        algorithms: [key.algorithm],
        typ,
        issuer,
        audience,
        currentDate: now,
        clockTolerance: CLOCK_SKEW_SECONDS,
        // Also refuses a token that says it was issued in the future.
        maxTokenAge: lifetimeSeconds,
        requiredClaims: ['sub', 'iat', 'exp', 'jti'],
      });
      const claims = schema.safeParse(payload);
      if (!claims.success) return null;
      remembered.set(digest, claims.data);
      return claims.data;
    } catch (error) {
      if (error instanceof errors.JWTExpired) return EXPIRED;
      // What is no token at all is a TypeError of the parser.
      if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
      throw error;
    }
  };

  return {
    issue: (claims, now) =>
      sign(ACCESS, claims, { email: claims.email, is_superuser: claims.isSuperuser }, now),
    issueRefresh: (claims, now) => sign(REFRESH, claims, { gen: claims.generation }, now),
    verify: async (token, now) => {
      const claims = unexpired(await verified(token, ACCESS, accessSchema, now));
      return claims === null ? null : claimsOf(claims);
    },
    verifyRefresh: async (token, now): Promise<RefreshClaims | null> => {
      const claims = unexpired(await verified(token, REFRESH, refreshSchema, now));
      return claims === null ? null : { ...claimsOf(claims), generation: claims.gen };
    },
    issueImpersonation: (claims, now) => {
      const { administratorId, impersonationId } = claims;
      const more = { impersonator_id: administratorId, imp: impersonationId };
      return sign(IMPERSONATION, claims, { ...more, is_impersonation: true, is_superuser: false }, now);
    },
    verifyImpersonation: async (token, now) => {
      const claims = await verified(token, IMPERSONATION, impersonationSchema, now);
      if (claims === null || claims === EXPIRED) return claims;
      return { ...claimsOf(claims), administratorId: claims.impersonator_id, impersonationId: claims.imp };
    },
    publicKeys: [...byKid.values()].flatMap(({ publicKey }) => (publicKey === null ? [] : [publicKey])),
  };
};
