import { FACTOR_ETFS } from '../../domain/risk/factors.ts';

/** The factor ETFs go first: what all others are measured against. */
export const ETF_CHUNK = 0;

const ETFS: ReadonlySet<string> = new Set(FACTOR_ETFS);

/** FNV-1a of the name: the same chunk for the same symbol, whichever symbols are still to be done. */
const hash = (name: string): number => {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i += 1) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  return (h ^ (h >>> 15)) >>> 0;
};

/** How many chunks so many symbols make, that of the factor ETFs included. */
export const chunksFor = (symbols: number, symbolsPerChunk: number): number =>
  1 + Math.max(1, Math.ceil(symbols / symbolsPerChunk));

export const chunkOf = (symbol: string, chunks: number): number =>
  ETFS.has(symbol) ? ETF_CHUNK : 1 + (hash(symbol) % (chunks - 1));

/** Symbols by their chunk, of all chunks. */
export const chunksOf = (symbols: readonly string[], chunks: number): readonly (readonly string[])[] => {
  const groups: string[][] = Array.from({ length: chunks }, () => []);
  for (const symbol of symbols) groups[chunkOf(symbol, chunks)]?.push(symbol);
  return groups;
};
