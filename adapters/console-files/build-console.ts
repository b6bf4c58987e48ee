import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile, stop } from 'esbuild';
import { isPage } from '../console/page-paths.ts';
import type { ConsoleFiles } from '../http/services.ts';
import { compressed } from './compress.ts';
import { indexPage } from './index-page.ts';

const SOURCES = fileURLToPath(new URL('../console/', import.meta.url));

const COMMON = {
  absWorkingDir: SOURCES,
  outdir: 'assets',
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  bundle: true,
  format: 'esm',
  target: ['es2022', 'chrome111', 'firefox113', 'safari16.4'],
  minify: true,
  legalComments: 'none',
  metafile: true,
  write: false,
  logLevel: 'silent',
} as const satisfies BuildOptions;

const pathOf = (output: string): string => `/assets/${basename(output)}`;

const outputOf = ({ outputs }: Metafile, entryPoint: string): string => {
  const found = Object.entries(outputs).find(([, output]) => output.entryPoint === entryPoint);
  if (found === undefined) throw new Error(`esbuild made nothing of ${entryPoint}`);
  return found[0];
};

/** What a script imports before it can run, and what those import. */
const importsOf = ({ outputs }: Metafile, output: string): ReadonlySet<string> => {
  const all = new Set<string>();
  const add = (name: string): void => {
    for (const { path, kind } of outputs[name]?.imports ?? []) {
      if (kind !== 'import-statement' || all.has(path)) continue;
      all.add(path);
      add(path);
    }
  };
  add(output);
  return all;
};

/**
 * The console from its sources, with a script for each group of pages so that the first load is small. `once` makes it
 * as small as can be, for files that are kept. Rejects where it cannot be made.
 */
export const buildConsole = async ({ once }: { readonly once: boolean }): Promise<ConsoleFiles> => {
  // A tool of the build, which a service that only runs does not have.
  const shrinking = once ? await import('./shrink.ts') : null;
  const options = { ...COMMON, ...(shrinking !== null && { banner: { js: shrinking.SHRUNK_BY } }) };
  try {
    const [first, pages] = await Promise.all([
      // By itself: it runs before the first paint, as a plain script that can import nothing.
      build({ ...options, entryPoints: { theme: 'theme-boot.ts', style: 'styles/console.css' } }),
      build({
        ...options,
        entryPoints: { console: 'main.tsx' },
        splitting: true,
        tsconfigRaw: { compilerOptions: { jsx: 'react', jsxFactory: 'h', jsxFragmentFactory: 'Fragment' } },
        inject: ['jsx.ts'],
      }),
    ]);
    const main = outputOf(pages.metafile, 'main.tsx');
    const assets = await Promise.all(
      [...first.outputFiles, ...pages.outputFiles].map(async ({ path, contents }) => {
        const name = basename(path);
        const isScript = name.endsWith('.js');
        const bytes = shrinking !== null && isScript ? await shrinking.shrink(contents) : contents;
        return [name, await compressed(name, bytes, once)] as const;
      }),
    );
    return {
      index: indexPage({
        style: pathOf(outputOf(first.metafile, 'styles/console.css')),
        theme: pathOf(outputOf(first.metafile, 'theme-boot.ts')),
        main: pathOf(main),
        imports: [...importsOf(pages.metafile, main)].map(pathOf),
      }),
      assets: new Map(assets),
      isPage,
    };
  } finally {
    // Its process would stay beside ours for nothing.
    await stop();
  }
};
