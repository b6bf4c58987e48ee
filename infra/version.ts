import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** package.json stands beside `infra`, or beside the folder that it was built into. */
const manifest = ['../package.json', '../../package.json']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .map((path) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return null;
    }
  })
  .find((text) => text !== null);

export const VERSION: string =
  manifest === undefined ? '0.0.0' : (JSON.parse(manifest) as { version: string }).version;
