import { create } from 'content-disposition';

/** Long names are cut: a file system takes 255 bytes. */
const LONGEST = 100;

/**
 * The header that makes a browser save the answer under a name that somebody else may have chosen: of it only letters,
 * digits and a few marks of any script stay, so that it is neither a path nor a header of its own.
 */
export const attachment = (parts: readonly string[], ending: string): Record<string, string> => {
  const name = parts
    .map((part) => part.replaceAll(/[^\p{L}\p{M}\p{N}._-]+/gu, '_').replaceAll(/^[._]+|[._]+$/g, ''))
    .filter((part) => part !== '')
    .join('_');
  const cut = Array.from(name).slice(0, LONGEST).join('');
  return { 'Content-Disposition': create(`${cut === '' ? 'export' : cut}.${ending}`) };
};
