import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile, stop } from 'esbuild';
import { isPage } from '../console/page-paths.ts';
import type { ConsoleFiles } from '../http/services.ts';
import { compressed } from './compress.ts';
import { indexPage } from './index-page.ts';

const SOURCES = fileURLToPath(new URL('../console/', import.meta.url));

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

/** The console from its sources, with a script for each page so that the first load is small. Rejects where it cannot be. */
export const buildConsole = async ({ once }: { readonly once: boolean }): Promise<ConsoleFiles> => {
  try {
    const { metafile, outputFiles } = await build({
      absWorkingDir: SOURCES,
      entryPoints: { console: 'main.tsx', theme: 'theme-boot.ts', style: 'styles/console.css' },
      outdir: 'assets',
      entryNames: '[name]-[hash]',
      chunkNames: '[name]-[hash]',
      bundle: true,
      splitting: true,
      format: 'esm',
      target: ['es2022', 'chrome111', 'firefox113', 'safari16.4'],
      jsx: 'automatic',
      jsxImportSource: 'preact',
      minify: true,
      legalComments: 'none',
      metafile: true,
      write: false,
      logLevel: 'silent',
    });
    const main = outputOf(metafile, 'main.tsx');
    const assets = await Promise.all(
      outputFiles.map(async ({ path, contents }) => {
        const name = basename(path);
        return [name, await compressed(name, contents, once)] as const;
      }),
    );
    return {
      index: indexPage({
        style: pathOf(outputOf(metafile, 'styles/console.css')),
        theme: pathOf(outputOf(metafile, 'theme-boot.ts')),
        main: pathOf(main),
        imports: [...importsOf(metafile, main)].map(pathOf),
      }),
      assets: new Map(assets),
      isPage,
    };
  } finally {
    // Its process would stay beside ours for nothing.
    await stop();
  }
};
