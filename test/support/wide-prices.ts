import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A wide price file read in the plainest way, so that a test's own arithmetic rests on nothing of ours. */
export type WidePrices = {
  readonly dates: readonly string[];
  /** NaN where the file has no price. */
  readonly column: (symbol: string) => readonly number[];
};

export const readWidePrices = (path: string): WidePrices => {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [header = '', ...lines] = text.trim().split('\n');
  const symbols = header.split(',');
  const rows = lines.map((line) => line.split(','));
  return {
    dates: rows.map(([date = '']) => date),
    column: (symbol) => {
      const index = symbols.indexOf(symbol);
      return rows.map((row) => (index < 0 || !row[index] ? Number.NaN : Number(row[index])));
    },
  };
};
