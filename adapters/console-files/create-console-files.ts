import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ConsoleFiles, HttpServices } from '../http/services.ts';
import { readConsole } from './stored-console.ts';

/** Where `npm run build` puts it, seen from the compiled service; from the sources there is no such folder. */
const BUILT = fileURLToPath(new URL('../../console/', import.meta.url));

const load = async (): Promise<ConsoleFiles> => {
  if (existsSync(BUILT)) return readConsole(BUILT);
  // Only here, so that a service without esbuild starts and serves all but the console.
  const { buildConsole } = await import('./build-console.ts');
  return buildConsole({ once: false });
};

let loaded: Promise<ConsoleFiles> | undefined;

/** Once for all services of this process. */
const loadOnce = (): Promise<ConsoleFiles> => {
  loaded ??= load();
  return loaded;
};

/** Reads the built console, or builds it, when it is first asked for; says once why there is none. */
export const createConsoleFiles = (report: (error: unknown) => void): HttpServices['consoleFiles'] => {
  let files: Promise<ConsoleFiles | null> | undefined;
  return () => {
    files ??= loadOnce().catch((error: unknown) => {
      report(error);
      return null;
    });
    return files;
  };
};
