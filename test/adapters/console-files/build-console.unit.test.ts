import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildConsole } from '../../../adapters/console-files/build-console.ts';
import { readConsole, writeConsole } from '../../../adapters/console-files/stored-console.ts';
import type { ConsoleFiles } from '../../../adapters/http/services.ts';

const A_PAGE_AT_MOST = 58_000;
const FIRST_SCRIPTS_AT_MOST = 21_000;
const ALL_PAGES_AT_MOST = 95_000;
const SCRIPTS_AT_MOST = 8;

describe('the console', () => {
  let files: ConsoleFiles;
  beforeAll(async () => {
    files = await buildConsole({ once: true });
  });

  /** With Brotli, which every browser that runs the console asks for. */
  const compressed = (name: string): number => {
    const file = files.assets.get(name);
    if (file === undefined) throw new Error(`there is no ${name}`);
    return (file.brotli ?? file.bytes).length;
  };
  const textOf = (name: string): string => Buffer.from(files.assets.get(name)?.bytes ?? []).toString();
  const found = (name: string, pattern: RegExp) =>
    [...textOf(name).matchAll(pattern)].map(([, path]) => path ?? '');
  const importedBy = (name: string) => found(name, /(?:from|import)"\.\/([^"]+)"/g);
  const fetchedBy = (name: string) => found(name, /import\("\.\/([^"]+)"\)/g);
  /** A script with all that it imports, and with all that it may fetch later where that is asked for. */
  const withImports = (name: string, later: boolean, seen = new Set<string>()): ReadonlySet<string> => {
    if (seen.has(name)) return seen;
    seen.add(name);
    for (const next of [...importedBy(name), ...(later ? fetchedBy(name) : [])])
      withImports(next, later, seen);
    return seen;
  };
  const sizeOf = (scripts: Iterable<string>): number =>
    [...scripts].reduce((sum, name) => sum + compressed(name), 0);
  const named = () =>
    [...files.index.matchAll(/(?:src|href)="\/assets\/([^"]+)"/g)].map(([, name]) => name ?? '');

  const mainScript = () => named().find((name) => name.startsWith('console-')) ?? '';

  it('has less than 58 kB of JavaScript, compressed, on each of its pages', () => {
    const first = withImports(mainScript(), false);
    const pages = fetchedBy(mainScript());
    expect(pages.length).toBeGreaterThan(3);
    for (const page of pages) {
      expect(sizeOf(new Set([...first, ...withImports(page, true)]))).toBeLessThan(A_PAGE_AT_MOST);
    }
    expect(sizeOf(first)).toBeLessThan(FIRST_SCRIPTS_AT_MOST);
    expect(sizeOf(withImports(mainScript(), true))).toBeLessThan(ALL_PAGES_AT_MOST);
  });

  it('asks at once for everything that the first page needs, and for nothing else', () => {
    const asked = named().filter((name) => name.endsWith('.js') && !name.startsWith('theme'));
    expect(asked.toSorted()).toEqual([...withImports(mainScript(), false)].toSorted());
  });

  // Many small ones compress badly: what a new group of pages shares with others belongs in shared.ts.
  it('is in few scripts, a group of pages each and what they share', () => {
    const scripts = [...files.assets.keys()].filter((name) => name.endsWith('.js'));
    expect(scripts.length).toBeLessThanOrEqual(SCRIPTS_AT_MOST);
  });

  it('sets the theme by a plain script, which imports nothing', () => {
    const theme = named().find((name) => name.startsWith('theme-')) ?? '';
    expect(textOf(theme)).toMatch(/localStorage/);
    expect(textOf(theme)).not.toMatch(/\b(import|export)\b/);
  });

  it('names every file by a hash of its content, and only files that are there', () => {
    for (const name of files.assets.keys()) expect(name).toMatch(/-[A-Z0-9]{8}\.(js|css)$/);
    expect(named().length).toBeGreaterThan(2);
    for (const name of named()) expect(files.assets.has(name)).toBe(true);
  });

  it('has nothing inline, which the content security policy would refuse', () => {
    expect(files.index).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(files.index).not.toMatch(/<style|\bstyle=|\bon[a-z]+=/);
  });

  it('is read as it was written', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sigmafold-console-'));
    try {
      await writeConsole(folder, files);
      const read = await readConsole(folder);
      expect(read.index).toBe(files.index);
      expect([...read.assets.keys()].toSorted()).toEqual([...files.assets.keys()].toSorted());
      for (const [name, { contentType, bytes, gzip, brotli }] of files.assets) {
        const again = read.assets.get(name);
        expect(again?.contentType).toBe(contentType);
        expect(Buffer.from(again?.bytes ?? [])).toEqual(Buffer.from(bytes));
        expect(again?.gzip === null).toBe(gzip === null);
        expect(again?.brotli === null).toBe(brotli === null);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
