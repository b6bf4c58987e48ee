import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { SymbolProfile } from '../../../domain/symbol/events.ts';
import { faultCode, PriceDirectoryMissing } from './faults.ts';
import { type Layout, layoutOf } from './layout.ts';
import { firstLine, readBytes } from './lines.ts';
import { readProfiles } from './profiles-file.ts';
import { readSeries, type Series } from './series.ts';

type File = {
  readonly path: string;
  readonly modified: number;
  readonly size: number;
  readonly layout: Layout;
};

/** What a directory of price files says; `faults` names the files that could not be read, and why. */
export type PriceDirectory = {
  /** Only the rows of dates that pass `wanted`; a symbol whose file has none of them is found, without rows. */
  readonly series: (
    symbols: ReadonlySet<string>,
    wanted: (date: string) => boolean,
  ) => Promise<{
    readonly found: ReadonlyMap<string, readonly Series[]>;
    readonly faults: readonly string[];
  }>;
  readonly profiles: () => Promise<ReadonlyMap<string, SymbolProfile>>;
  readonly summary: () => Promise<{
    readonly files: number;
    readonly ignored: readonly string[];
    readonly faults: readonly string[];
  }>;
};

const faultOf = (path: string, error: unknown): string =>
  `${basename(path)} cannot be read: ${faultCode(error)}`;

/**
 * A directory of price files, or one file. Headers are read when a file is first seen or has changed (by time and
 * size); files of many symbols stay in memory as their bytes and the asked columns are read off in one pass, so that
 * memory is that of the files; files of one symbol are read when asked for.
 */
export const openPriceDirectory = (place: string): PriceDirectory => {
  let known: ReadonlyMap<string, File> = new Map();
  const kept = new WeakMap<File, Promise<Buffer>>();
  const parsedProfiles = new WeakMap<File, ReadonlyMap<string, SymbolProfile>>();

  const paths = async (): Promise<readonly string[]> => {
    const there = await stat(place).catch((error: unknown) => {
      throw new PriceDirectoryMissing(`there is no directory or file ${place}`, { cause: error });
    });
    if (there.isFile()) return [place];
    const names = await readdir(place);
    return names
      .filter((name) => /\.csv(\.gz)?$/i.test(name))
      .sort()
      .map((name) => join(place, name));
  };

  /** The files as they are now; a file that did not change keeps its identity, and with it what was read of it. */
  const scan = async (): Promise<{ readonly files: readonly File[]; readonly faults: readonly string[] }> => {
    const files = new Map<string, File>();
    const faults: string[] = [];
    for (const path of await paths()) {
      try {
        const { mtimeMs: modified, size } = await stat(path);
        const before = known.get(path);
        const same = before?.modified === modified && before.size === size;
        files.set(
          path,
          same ? before : { path, modified, size, layout: layoutOf(path, await firstLine(path)) },
        );
      } catch (error) {
        faults.push(faultOf(path, error));
      }
    }
    known = files;
    return { files: [...files.values()], faults };
  };

  const bytesOf = (file: File): Promise<Buffer> => {
    if (file.layout.kind === 'one-symbol') return readBytes(file.path);
    const before = kept.get(file);
    if (before !== undefined) return before;
    const reading = readBytes(file.path);
    kept.set(file, reading);
    reading.catch(() => kept.delete(file));
    return reading;
  };

  const mayHold = (layout: Layout, symbols: ReadonlySet<string>): boolean => {
    if (layout.kind === 'one-symbol') return symbols.has(layout.symbol);
    if (layout.kind === 'wide') return [...symbols].some((symbol) => layout.columnOf.has(symbol));
    return layout.kind === 'long';
  };

  return {
    series: async (symbols, wanted) => {
      const { files, faults: unread } = await scan();
      const faults = [...unread];
      const found = new Map<string, Series[]>();
      for (const file of files) {
        if (!mayHold(file.layout, symbols)) continue;
        try {
          const inFile = readSeries(basename(file.path), file.layout, await bytesOf(file), symbols, wanted);
          for (const [symbol, series] of inFile) found.set(symbol, [...(found.get(symbol) ?? []), series]);
        } catch (error) {
          faults.push(faultOf(file.path, error));
        }
      }
      return { found, faults };
    },

    profiles: async () => {
      const { files } = await scan();
      const file = files.find(({ layout }) => layout.kind === 'profiles');
      if (file === undefined) return new Map();
      const before = parsedProfiles.get(file);
      if (before !== undefined) return before;
      const profiles = readProfiles(await readBytes(file.path), file.layout.delimiter);
      parsedProfiles.set(file, profiles);
      return profiles;
    },

    summary: async () => {
      const { files, faults } = await scan();
      const ignored = files.flatMap(({ path, layout }) =>
        layout.kind === 'other' ? [`${basename(path)} is ignored: ${layout.reason}`] : [],
      );
      return { files: files.length - ignored.length, ignored, faults };
    },
  };
};
