import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildConsole } from '../../../adapters/console-files/build-console.ts';
import { readConsole, writeConsole } from '../../../adapters/console-files/stored-console.ts';
import type { ConsoleFiles } from '../../../adapters/http/services.ts';

const ALL_SCRIPTS_AT_MOST = 70_000;
const FIRST_SCRIPTS_AT_MOST = 30_000;

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
  const scripts = () => [...files.assets.keys()].filter((name) => name.endsWith('.js'));
  const named = () =>
    [...files.index.matchAll(/(?:src|href)="\/assets\/([^"]+)"/g)].map(([, name]) => name ?? '');

  it('has less than 70 kB of JavaScript, compressed, in all of its pages together', () => {
    const total = scripts().reduce((sum, name) => sum + compressed(name), 0);
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThan(ALL_SCRIPTS_AT_MOST);
  });

  it('begins with a part of it', () => {
    const first = named().filter((name) => name.endsWith('.js'));
    expect(first.length).toBeGreaterThan(1);
    expect(first.reduce((sum, name) => sum + compressed(name), 0)).toBeLessThan(FIRST_SCRIPTS_AT_MOST);
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
