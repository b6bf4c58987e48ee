import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTokens } from '../../../adapters/auth/jwt-tokens.ts';
import { rotateSigningKeyCommand } from '../../../infra/cli/rotate-signing-key-command.ts';
import { loadSigningKeys } from '../../../infra/config/signing-keys.ts';

const SECRET = 'a secret of at least thirty-two bytes';
const now = new Date('2024-06-28T21:00:00Z');
const claims = {
  userId: '991bdbf5-9149-5bf5-bc97-a175439f23b4',
  tokenVersion: 0,
  sessionId: '0d9a4f7e-8a43-4a8e-9d0c-3a1b6f0f7c11',
  expiresAt: new Date('2024-06-28T22:00:00Z'),
  email: 'jane@example.com',
  isSuperuser: false,
};

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sigmafold-keys-'));
  file = join(directory, 'keys.json');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const rotate = async (options: Record<string, string | boolean> = {}, env: Record<string, string> = {}) => {
  const lines: string[] = [];
  const code = await rotateSigningKeyCommand.run({
    args: [],
    options,
    env: { NODE_ENV: 'test', DATA_DIR: directory, JWT_SECRET: SECRET, JWT_KEYS_FILE: file, ...env },
    output: { line: (text) => void lines.push(text), error: (text) => void lines.push(text) },
  });
  return { code, lines };
};

/** As the service would have them with its next start. */
const tokens = (jwtKeysFile: string | null = file) =>
  createTokens({
    keys: loadSigningKeys({ jwtKeysFile, jwtSecret: SECRET, dataDirectory: directory }),
    issuer: 'sigmafold',
    audience: 'sigmafold-api',
    lifetimeSeconds: 3600,
  });

it('changes from the secret to a set of keys, and from key to key, without logging anybody out', async () => {
  const first = await tokens(null).issue(claims, now);
  expect((await rotate()).code).toBe(0);
  expect(await tokens().verify(first, now)).not.toBeNull();
  const second = await tokens().issue(claims, now);
  expect(await rotate({ algorithm: 'ES256' })).toMatchObject({ code: 0 });
  expect(await tokens().verify(first, now)).not.toBeNull();
  expect(await tokens().verify(second, now)).not.toBeNull();
  expect(tokens().publicKeys.map(({ alg }) => alg)).toEqual(['ES256', 'EdDSA']);
  // Three are kept: what the oldest has signed is void.
  await rotate({ algorithm: 'HS256' });
  expect(await tokens().verify(first, now)).toBeNull();
  expect(await tokens().verify(second, now)).not.toBeNull();
});

it('keeps the keys to itself', async () => {
  const { lines } = await rotate();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { keys } = JSON.parse(readFileSync(file, 'utf8')) as { keys: { d?: string; k?: string }[] };
  for (const { d, k } of keys) {
    expect(lines.join('\n')).not.toContain(d ?? k);
  }
});

it('alone, logs everybody out', async () => {
  const first = await tokens(null).issue(claims, now);
  await rotate({ alone: true });
  expect(await tokens().verify(first, now)).toBeNull();
});

it('needs to know where the keys are, and which algorithm', async () => {
  expect(await rotate({}, { JWT_KEYS_FILE: '' })).toMatchObject({
    code: 2,
    lines: [expect.stringContaining('JWT_KEYS_FILE')],
  });
  expect(await rotate({ algorithm: 'none' })).toMatchObject({ code: 2 });
});

it.each([
  ['is missing', null, 'rotate-signing-key'],
  ['is not JSON', 'hunter2', 'the file'],
  ['is empty', '{"keys":[]}', 'keys'],
  ['has a key of a wrong kind', '{"keys":[{"kty":"RSA","n":"hunter2"}]}', 'keys.0.kty'],
  ['has a key for another algorithm', '{"keys":[{"kty":"oct","alg":"none","kid":"a","k":"hunter2"}]}', 'alg'],
  ['has a short secret', '{"keys":[{"kty":"oct","alg":"HS256","kid":"a","k":"aHVudGVyMg"}]}', '32 bytes'],
  [
    'has a broken key',
    '{"keys":[{"kty":"OKP","crv":"Ed25519","alg":"EdDSA","kid":"a","x":"hunter2w","d":"hunter2w"}]}',
    'not valid',
  ],
])('a file of keys that %s keeps the service from starting, and is not quoted', (_name, text, why) => {
  if (text !== null) writeFileSync(file, text);
  const load = (): unknown =>
    loadSigningKeys({ jwtKeysFile: file, jwtSecret: null, dataDirectory: directory });
  expect(load).toThrow(why);
  try {
    load();
  } catch (error) {
    expect(String(error)).not.toMatch(/hunter2|aHVudGVyMg/);
  }
});
