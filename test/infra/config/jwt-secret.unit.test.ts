import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureJwtSecret, jwtSecretFile } from '../../../infra/config/jwt-secret.ts';

let dataDirectory: string;
beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'sigmafold-secret-'));
});
afterEach(() => rmSync(dataDirectory, { recursive: true, force: true }));

describe('the signing secret', () => {
  it('is generated once, long enough, and only its owner can read it', () => {
    const secret = ensureJwtSecret({ jwtSecret: null, dataDirectory });
    expect(Buffer.byteLength(secret)).toBeGreaterThanOrEqual(32);
    expect(ensureJwtSecret({ jwtSecret: null, dataDirectory })).toBe(secret);
    expect(statSync(jwtSecretFile(dataDirectory)).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDirectory)).toEqual(['jwt-secret']);
  });

  it('is the configured one when there is one, and then none is generated', () => {
    expect(ensureJwtSecret({ jwtSecret: 'configured', dataDirectory })).toBe('configured');
    expect(readdirSync(dataDirectory)).toEqual([]);
  });

  it('is refused when the file was cut short', () => {
    writeFileSync(jwtSecretFile(dataDirectory), 'short');
    expect(() => ensureJwtSecret({ jwtSecret: null, dataDirectory })).toThrow(/less than 32 bytes/);
  });
});
