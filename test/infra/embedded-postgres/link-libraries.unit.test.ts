import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkLibraries } from '../../../infra/embedded-postgres/binaries.ts';

let root: string;
let scratch: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sigmafold-links-'));
  scratch = join(root, 'scratch');
  mkdirSync(join(root, 'native', 'lib'), { recursive: true });
  writeFileSync(join(root, 'native', 'lib', 'libpq.so.5.18'), 'a library');
});
afterEach(() => {
  chmodSync(join(root, 'native', 'lib'), 0o755);
  rmSync(root, { recursive: true, force: true });
});

const listLinks = (): void =>
  writeFileSync(
    join(root, 'native', 'pg-symlinks.json'),
    JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]),
  );

describe('the library links that npm cannot hold', () => {
  it('are made in the package, once', () => {
    listLinks();
    expect(linkLibraries(root, scratch)).toBeNull();
    expect(linkLibraries(root, scratch)).toBeNull();
    const link = join(root, 'native', 'lib', 'libpq.so.5');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(link, 'utf8')).toBe('a library');
    expect(existsSync(scratch)).toBe(false);
  });

  it('are made elsewhere when the package is read-only', () => {
    listLinks();
    const readOnly = (): never => {
      throw Object.assign(new Error('read-only file system'), { code: 'EROFS' });
    };
    expect(linkLibraries(root, scratch, readOnly)).toBe(scratch);
    expect(readFileSync(join(scratch, 'libpq.so.5'), 'utf8')).toBe('a library');
    expect(linkLibraries(root, scratch, readOnly)).toBe(scratch);
  });

  it('are not needed where the package lists none', () => {
    expect(linkLibraries(root, scratch)).toBeNull();
  });
});
