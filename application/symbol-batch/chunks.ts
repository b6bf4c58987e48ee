import { FACTOR_ETFS } from '../../domain/risk/factors.ts';
import { nameHash } from '../../domain/symbol/name-hash.ts';

/** The factor ETFs go first: what all others are measured against. */
export const ETF_CHUNK = 0;

const ETFS: ReadonlySet<string> = new Set(FACTOR_ETFS);

/** How many chunks so many symbols make, that of the factor ETFs included. */
export const chunksFor = (symbols: number, symbolsPerChunk: number): number =>
  1 + Math.max(1, Math.ceil(symbols / symbolsPerChunk));

export const chunkOf = (symbol: string, chunks: number): number =>
  ETFS.has(symbol) ? ETF_CHUNK : 1 + (nameHash(symbol) % (chunks - 1));

/** Symbols by their chunk, of all chunks. */
export const chunksOf = (symbols: readonly string[], chunks: number): readonly (readonly string[])[] => {
  const groups: string[][] = Array.from({ length: chunks }, () => []);
  for (const symbol of symbols) groups[chunkOf(symbol, chunks)]?.push(symbol);
  return groups;
};
