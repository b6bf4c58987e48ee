import { generateKeyPairSync } from 'node:crypto';
import { exportSPKI, SignJWT, UnsecuredJWT } from 'jose';
import { createTokens } from '../../../adapters/auth/jwt-tokens.ts';

const secret = 'a secret of at least thirty-two bytes';
const key = new TextEncoder().encode(secret);
const options = { secret, issuer: 'sigmafold', audience: 'sigmafold-api', lifetimeSeconds: 3600 };
const tokens = createTokens(options);
const now = new Date('2024-06-28T20:30:00Z');
const seconds = Math.floor(now.getTime() / 1000);
const user = {
  userId: '991bdbf5-9149-5bf5-bc97-a175439f23b4',
  email: 'jane@example.com',
  isSuperuser: false,
  tokenVersion: 3,
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
    ...claims,
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', ...header })
    .sign(otherKey ?? key);

describe('tokens', () => {
  it('say who they are for and for how long', async () => {
    const { token, expiresInSeconds } = await tokens.issue(user, now);
    expect(expiresInSeconds).toBe(3600);
    expect(await tokens.verify(token, now)).toEqual({
      userId: user.userId,
      tokenVersion: 3,
      expiresAt: new Date((seconds + 3600) * 1000),
    });
  });

  it('carry hints for clients, an issuer, an audience, a type and an id of their own', async () => {
    const { token } = await tokens.issue(user, now);
    const [header, payload] = token
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
    expect(header).toEqual({ alg: 'HS256', typ: 'at+jwt' });
    expect(payload).toMatchObject({
      email: 'jane@example.com',
      is_superuser: false,
      ver: 3,
      iss: 'sigmafold',
      aud: 'sigmafold-api',
    });
    const other = await tokens.issue(user, now);
    expect(other.token).not.toBe(token);
  });

  it('are good when forged correctly, so that the refusals below are about what they change', async () => {
    expect(await tokens.verify(await forged({}), now)).not.toBeNull();
    expect(await tokens.verify(await forged({ header: { kid: '../../dev/null' } }), now)).not.toBeNull();
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
  ])('are refused with %s', async (_, changes) => {
    expect(await tokens.verify(await forged(changes), now)).toBeNull();
  });

  it('are refused without a signature', async () => {
    const { token } = await tokens.issue(user, now);
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
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', jwk: pair.publicKey.export({ format: 'jwk' }) })
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
      header: { jku: 'https://evil.example/keys', kid: "x' union select 1 --" },
      key: new TextEncoder().encode('the key that is found behind the jku!'),
    });
    expect(await tokens.verify(keyBrought, now)).toBeNull();
  });

  it('need a secret that is long enough', () => {
    expect(() => createTokens({ ...options, secret: 'short' })).toThrow('32 bytes');
  });
});
