import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isPage } from '../console/page-paths.ts';
import type { ConsoleFiles } from '../http/services.ts';
import { contentTypeOf } from './content-type.ts';

const GZIP = '.gz';
const BROTLI = '.br';

/** Replaces what was there. Each asset with its compressed forms beside it. */
export const writeConsole = async (folder: string, { index, assets }: ConsoleFiles): Promise<void> => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'assets'), { recursive: true });
  for (const [name, { bytes, gzip, brotli }] of assets) {
    const path = join(folder, 'assets', name);
    await writeFile(path, bytes);
    if (gzip !== null) await writeFile(`${path}${GZIP}`, gzip);
    if (brotli !== null) await writeFile(`${path}${BROTLI}`, brotli);
  }
  await writeFile(join(folder, 'index.html'), index);
};

/** As it was written; rejects with ENOENT where nothing was. */
export const readConsole = async (folder: string): Promise<ConsoleFiles> => {
  const index = await readFile(join(folder, 'index.html'), 'utf8');
  const names = new Set(await readdir(join(folder, 'assets')));
  const read = (name: string) => readFile(join(folder, 'assets', name));
  const assets = await Promise.all(
    [...names]
      .filter((name) => !name.endsWith(GZIP) && !name.endsWith(BROTLI))
      .map(async (name) => {
        const bytes = await read(name);
        const gzip = names.has(`${name}${GZIP}`) ? await read(`${name}${GZIP}`) : null;
        const brotli = names.has(`${name}${BROTLI}`) ? await read(`${name}${BROTLI}`) : null;
        return [name, { contentType: contentTypeOf(name), bytes, gzip, brotli }] as const;
      }),
  );
  return { index, assets: new Map(assets), isPage };
};
