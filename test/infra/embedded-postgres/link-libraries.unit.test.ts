import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { linkLibraries, locateBinaries } from '../../../infra/embedded-postgres/binaries.ts';

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

const readOnly = (): never => {
  throw Object.assign(new Error('read-only file system'), { code: 'EROFS' });
};

describe('the library links that npm cannot hold', () => {
  it('are made in the package, once', () => {
    listLinks();
    expect(linkLibraries(root, scratch)).toEqual({});
    expect(linkLibraries(root, scratch)).toEqual({});
    const link = join(root, 'native', 'lib', 'libpq.so.5');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(link, 'utf8')).toBe('a library');
    expect(existsSync(scratch)).toBe(false);
  });

  it('are made elsewhere when the package is read-only', () => {
    listLinks();
    const environment = linkLibraries(root, scratch, readOnly);
    expect(Object.values(environment)).toEqual([`${scratch}:${join(root, 'native', 'lib')}`]);
    expect(readFileSync(join(scratch, 'libpq.so.5'), 'utf8')).toBe('a library');
    expect(linkLibraries(root, scratch, readOnly)).toEqual(environment);
  });

  it('are not needed where the package lists none', () => {
    expect(linkLibraries(root, scratch)).toEqual({});
  });

  it.each([
    ['made in the package', undefined],
    ['made elsewhere', readOnly],
  ])('let the real programs load when they are %s', (_, linkInPackage) => {
    const installed = join(dirname(locateBinaries(scratch).initdb), '..');
    const copy = join(root, 'copy', 'native');
    cpSync(installed, copy, {
      recursive: true,
      filter: (file) => !file.endsWith('share') && !lstatSync(file).isSymbolicLink(),
    });
    const version = (environment: Readonly<Record<string, string>>): string =>
      spawnSync(join(copy, 'bin', 'initdb'), ['--version'], { env: environment, encoding: 'utf8' }).stdout;
    const links = JSON.parse(readFileSync(join(copy, 'pg-symlinks.json'), 'utf8'));
    if (links.length > 0) expect(version({})).toBe('');
    expect(version(linkLibraries(join(root, 'copy'), scratch, linkInPackage))).toMatch(
      /^initdb \(PostgreSQL\) 18\./,
    );
  });
});
