import { fileURLToPath } from 'node:url';
import { buildConsole } from '../../adapters/console-files/build-console.ts';
import { writeConsole } from '../../adapters/console-files/stored-console.ts';

/** The part of `npm run build` that makes what browsers get. */
await writeConsole(
  fileURLToPath(new URL('../../dist/console/', import.meta.url)),
  await buildConsole({ once: true }),
);
