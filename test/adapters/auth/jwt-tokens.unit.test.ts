import { generateKeyPairSync } from 'node:crypto';
import {
  decodeProtectedHeader,
  exportSPKI,
  importJWK,
  type JWK,
  jwtVerify,
  SignJWT,
  UnsecuredJWT,
} from 'jose';
import { createTokens } from '../../../adapters/auth/jwt-tokens.ts';
import { importKeys, type StoredKey, storedSecret } from '../../../adapters/auth/signing-keys.ts';

const secret = 'a secret of at least thirty-two bytes';
const key = new TextEncoder().encode(secret);
const keys = importKeys([storedSecret(secret)]);
const { kid } = keys.current;
const options = { keys, issuer: 'sigmafold', audience: 'sigmafold-api', lifetimeSeconds: 3600 };
const tokens = createTokens(options);
const now = new Date('2024-06-28T20:30:00Z');
const seconds = Math.floor(now.getTime() / 1000);
const user = {
  userId: '991bdbf5-9149-5bf5-bc97-a175439f23b4',
  email: 'jane@example.com',
  isSuperuser: false,
  tokenVersion: 3,
  sessionId: '0d9a4f7e-8a43-4a8e-9d0c-3a1b6f0f7c11',
  expiresAt: new Date((seconds + 3600) * 1000),
};

type Changes = {
  readonly header?: Record<string, unknown>;
  readonly claims?: Record<string, unknown>;
  readonly key?: Uint8Array;
};

/** A token like ours, but for what the test changes. */
const forged = ({ header, claims, key: otherKey }: Changes): Promise<string> =>
  new SignJWT({
    sub: user.userId,
    iss: 'sigmafold',
    aud: 'sigmafold-api',
    iat: seconds,
    exp: seconds + 3600,
    jti: 'one',
    ver: 3,
    sid: user.sessionId,
    ...claims,
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid, ...header })
    .sign(otherKey ?? key);

describe('tokens', () => {
  it('say who they are for, in which session, and until when', async () => {
    expect(await tokens.verify(await tokens.issue(user, now), now)).toEqual({
      userId: user.userId,
      tokenVersion: 3,
      sessionId: user.sessionId,
      expiresAt: user.expiresAt,
    });
  });

  it('of an impersonation name both, stand in for no other token, and say when they were ours and are too old', async () => {
    const claims = {
      userId: user.userId,
      administratorId: '11111111-2222-4333-8444-555555555555',
      impersonationId: '5b0b2a0c-32a7-4f6b-9d2c-0a4b5c6d7e8f',
      tokenVersion: 3,
      sessionId: user.sessionId,
      expiresAt: new Date((seconds + 600) * 1000),
    };
    const token = await tokens.issueImpersonation(claims, now);
    expect(await tokens.verifyImpersonation(token, now)).toEqual(claims);
    expect(await tokens.verify(token, now)).toBeNull();
    expect(await tokens.verifyRefresh(token, now)).toBeNull();
    expect(await tokens.verifyImpersonation(await tokens.issue(user, now), now)).toBeNull();
    expect(await tokens.verifyImpersonation(token, new Date((seconds + 700) * 1000))).toBe('expired');
    const [, payload] = token.split('.');
    expect(JSON.parse(Buffer.from(payload!, 'base64url').toString())).toMatchObject({
      sub: user.userId,
      impersonator_id: claims.administratorId,
      is_impersonation: true,
      is_superuser: false,
    });
    const old = { iat: seconds - 1200, exp: seconds - 600, impersonator_id: claims.administratorId };
    const header = { typ: 'imp+jwt' };
    const another = new TextEncoder().encode('another secret of at least thirty-two bytes');
    expect(await tokens.verifyImpersonation(await forged({ header, claims: old }), now)).toBe('expired');
    const strange = await forged({ header, claims: old, key: another });
    expect(await tokens.verifyImpersonation(strange, now)).toBeNull();
    expect(await tokens.verifyImpersonation(await forged({ claims: old }), now)).toBeNull();
  });

  it('carry hints for clients, an issuer, an audience, a type, the name of their key and an id of their own', async () => {
    const token = await tokens.issue(user, now);
    const [header, payload] = token
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
    expect(header).toEqual({ alg: 'HS256', typ: 'at+jwt', kid });
    expect(payload).toMatchObject({
      email: 'jane@example.com',
      is_superuser: false,
      ver: 3,
      sid: user.sessionId,
      iss: 'sigmafold',
      aud: 'sigmafold-api',
    });
    expect(await tokens.issue(user, now)).not.toBe(token);
  });

  it('are good when forged correctly, so that the refusals below are about what they change', async () => {
    expect(await tokens.verify(await forged({}), now)).not.toBeNull();
    const brought = {
      jku: 'https://evil.example/keys',
      x5u: 'https://evil.example/cert',
      jwk: { kty: 'oct' },
    };
    // Nothing but the name of the key is looked at.
    expect(await tokens.verify(await forged({ header: brought }), now)).not.toBeNull();
  });

  it.each<[string, Changes]>([
    ['HS512', { header: { alg: 'HS512' } }],
    ['another type', { header: { typ: 'JWT' } }],
    ['no type', { header: { typ: undefined } }],
    ['another secret', { key: new TextEncoder().encode('another secret of thirty-two bytes!!') }],
    ['another issuer', { claims: { iss: 'sigmafold-staging' } }],
    ['another audience', { claims: { aud: 'somebody else' } }],
    ['an expiry in the past', { claims: { iat: seconds - 3600, exp: seconds - 60 } }],
    ['no expiry', { claims: { exp: undefined } }],
    [
      'an age beyond the lifetime, whatever its expiry',
      { claims: { iat: seconds - 7200, exp: seconds + 60 } },
    ],
    ['an issue date in the future', { claims: { iat: seconds + 600 } }],
    ['a beginning in the future', { claims: { nbf: seconds + 600 } }],
    ['no subject', { claims: { sub: undefined } }],
    ['a subject that is not an id', { claims: { sub: "' or 1=1 --" } }],
    ['no version', { claims: { ver: undefined } }],
    ['a version that is not a number', { claims: { ver: '3' } }],
    ['no id', { claims: { jti: undefined } }],
    ['no session', { claims: { sid: undefined } }],
    ['a session that is not an id', { claims: { sid: '../other' } }],
    ['no key named', { header: { kid: undefined } }],
    ['a path as the name of the key', { header: { kid: '../../dev/null' } }],
    ['SQL as the name of the key', { header: { kid: "x' union select 1 --" } }],
    ['a member of every object as the name of the key', { header: { kid: '__proto__' } }],
  ])('are refused with %s', async (_, changes) => {
    expect(await tokens.verify(await forged(changes), now)).toBeNull();
  });

  it('are refused without a signature', async () => {
    const token = await tokens.issue(user, now);
    const unsecured = new UnsecuredJWT({ ver: 3 })
      .setSubject(user.userId)
      .setIssuer('sigmafold')
      .setAudience('sigmafold-api')
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + 3600)
      .encode();
    const [header, payload, signature] = token.split('.');
    for (const bad of [
      unsecured,
      `${header}.${payload}.`,
      `${header}.${payload}`,
      `${header}.${payload}.${signature}A`,
      '',
      'a.b.c',
      '..',
      'x'.repeat(100_000),
    ]) {
      expect(await tokens.verify(bad, now)).toBeNull();
    }
  });

  it('are refused when signed with a public key, or with a key that the header brings along', async () => {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const publicPem = new TextEncoder().encode(await exportSPKI(pair.publicKey));
    const confused = await forged({ key: publicPem });
    const rsa = await new SignJWT({ ver: 3 })
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid, jwk: pair.publicKey.export({ format: 'jwk' }) })
      .setSubject(user.userId)
      .setIssuer('sigmafold')
      .setAudience('sigmafold-api')
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + 3600)
      .setJti('one')
      .sign(pair.privateKey);
    expect(await tokens.verify(confused, now)).toBeNull();
    expect(await tokens.verify(rsa, now)).toBeNull();
    const keyBrought = await forged({
      header: { jku: 'https://evil.example/keys', kid: 'theirs' },
      key: new TextEncoder().encode('the key that is found behind the jku!'),
    });
    expect(await tokens.verify(keyBrought, now)).toBeNull();
  });

  it('are verified once and remembered, each for what it is', async () => {
    let asked = 0;
    const byKid = new Map(keys.byKid);
    const counting = createTokens({
      ...options,
      keys: {
        ...keys,
        byKid: Object.assign(byKid, {
          get: (name: string) => {
            asked += 1;
            return keys.byKid.get(name);
          },
        }),
      },
    });
    const token = await counting.issue(user, now);
    const first = await counting.verify(token, now);
    expect(await counting.verify(token, now)).toEqual(first);
    expect(asked).toBe(1);
    expect(await counting.verifyRefresh(token, now)).toBeNull();
    expect(await counting.verifyImpersonation(token, now)).toBeNull();
    const [header, payload, signature] = token.split('.');
    const otherwise = `${header}.${payload}.${signature?.startsWith('A') ? 'B' : 'A'}${signature?.slice(1)}`;
    expect(await counting.verify(otherwise, now)).toBeNull();
    expect(await counting.verify(otherwise, now)).toBeNull();
  });

  it('that are remembered end at their time, and are not good before they were issued', async () => {
    const token = await tokens.issue({ ...user, expiresAt: new Date((seconds + 60) * 1000) }, now);
    expect(await tokens.verify(token, now)).not.toBeNull();
    expect(await tokens.verify(token, new Date((seconds + 70) * 1000))).toBeNull();
    expect(await tokens.verify(token, new Date((seconds - 70) * 1000))).toBeNull();
    expect(await tokens.verify(token, now)).not.toBeNull();
    const aged = await forged({ claims: { exp: seconds + 7200 } });
    expect(await tokens.verify(aged, now)).not.toBeNull();
    expect(await tokens.verify(aged, new Date((seconds + 3700) * 1000))).toBeNull();
  });

  it('need a secret that is long enough', () => {
    expect(() => importKeys([storedSecret('short')])).toThrow('32 bytes');
  });

  it('to refresh and tokens to use are never taken for each other', async () => {
    const access = await tokens.issue(user, now);
    const refresh = await tokens.issueRefresh({ ...user, generation: 4 }, now);
    expect(await tokens.verifyRefresh(refresh, now)).toMatchObject({
      generation: 4,
      sessionId: user.sessionId,
    });
    expect(await tokens.verify(refresh, now)).toBeNull();
    expect(await tokens.verifyRefresh(access, now)).toBeNull();
  });
});

describe('signing keys', () => {
  const asymmetric = (alg: 'EdDSA' | 'ES256', name: string): StoredKey => {
    const { privateKey } =
      alg === 'EdDSA' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return { ...privateKey.export({ format: 'jwk' }), alg, kid: name } as StoredKey;
  };

  it.each(['EdDSA', 'ES256'] as const)(
    'of %s sign, and others verify with what is published',
    async (alg) => {
      const made = createTokens({ ...options, keys: importKeys([asymmetric(alg, 'one')]) });
      const token = await made.issue(user, now);
      expect(await made.verify(token, now)).not.toBeNull();
      const [published] = made.publicKeys;
      expect(published).toMatchObject({ kid: 'one', alg, use: 'sig' });
      expect(published).not.toHaveProperty('d');
      const { payload } = await jwtVerify(token, await importJWK(published as JWK, alg), {
        currentDate: now,
      });
      expect(payload.sub).toBe(user.userId);
    },
  );

  it('are rotated without logging anybody out: what an older one has signed stays good while it is kept', async () => {
    const before = asymmetric('ES256', 'before');
    const old = await createTokens({ ...options, keys: importKeys([before]) }).issue(user, now);
    const symmetric = await tokens.issue(user, now);
    const rotated = createTokens({
      ...options,
      keys: importKeys([asymmetric('EdDSA', 'after'), before, storedSecret(secret)]),
    });
    expect(await rotated.verify(old, now)).not.toBeNull();
    expect(await rotated.verify(symmetric, now)).not.toBeNull();
    expect(decodeProtectedHeader(await rotated.issue(user, now))).toMatchObject({
      kid: 'after',
      alg: 'EdDSA',
    });
    const alone = createTokens({ ...options, keys: importKeys([asymmetric('EdDSA', 'after')]) });
    expect(await alone.verify(old, now)).toBeNull();
    expect(rotated.publicKeys.map((key) => key.kid)).toEqual(['after', 'before']);
  });

  it('verify only with their own algorithm, whatever a token says', async () => {
    const pair = asymmetric('EdDSA', 'one');
    const made = createTokens({ ...options, keys: importKeys([pair]) });
    const [published] = made.publicKeys;
    // Signed with the published key as if it were a shared secret.
    const confused = await forged({
      header: { kid: 'one' },
      key: new TextEncoder().encode(JSON.stringify(published)),
    });
    const raw = await forged({ header: { kid: 'one' }, key: Buffer.from(String(published?.x), 'base64url') });
    expect(await made.verify(confused, now)).toBeNull();
    expect(await made.verify(raw, now)).toBeNull();
  });

  it('need one that can sign in the first place, and names of their own', () => {
    const { d: _, ...publicOnly } = asymmetric('EdDSA', 'one') as StoredKey & { d?: string };
    expect(() => importKeys([publicOnly as StoredKey])).toThrow('able to sign');
    expect(() => importKeys([])).toThrow('able to sign');
    expect(() => importKeys([asymmetric('EdDSA', 'one'), asymmetric('ES256', 'one')])).toThrow('same kid');
  });
});
