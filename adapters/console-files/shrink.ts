import { minify, version } from '@swc/core';

/** In what a script is named after: another version makes another script of the same source. */
export const SHRUNK_BY = `// swc ${version}`;

/** A minified script made smaller still: its names are chosen so that they compress better. */
export const shrink = async (script: Uint8Array): Promise<Uint8Array> => {
  const { code } = await minify(Buffer.from(script).toString(), {
    module: true,
    compress: true,
    mangle: { toplevel: true },
    format: { comments: false },
  });
  return Buffer.from(code);
};
