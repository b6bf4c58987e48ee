import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { lastSessions } from '../../../domain/calendar/nyse.ts';
import { FACTOR_ETFS, type FactorEtf } from '../../../domain/risk/factors.ts';
import { sessionReturns } from '../../../domain/risk/returns.ts';

const shared = new URL('../../../../shared/data/', import.meta.url);

export const readShared = (path: string): string => {
  const content = readFileSync(new URL(path, shared));
  return (path.endsWith('.gz') ? gunzipSync(content) : content).toString('utf8');
};

export const csvRows = (path: string): Record<string, string>[] => {
  const [header, ...lines] = readShared(path).trim().split('\n');
  const names = header!.trim().split(',');
  return lines.map((line) => {
    const fields = line.trim().split(',');
    return Object.fromEntries(names.map((name, i) => [name, fields[i]!]));
  });
};

export type WidePrices = { dates: string[]; closes: Map<string, Float64Array> };

/** A wide price file: one column per symbol, an empty cell is a missing price. */
export const widePrices = (path: string): WidePrices => {
  const [header, ...lines] = readShared(path).trim().split('\n');
  const symbols = header!.trim().split(',').slice(1);
  const closes = new Map(symbols.map((symbol) => [symbol, new Float64Array(lines.length)]));
  const dates = lines.map((line, row) => {
    const [date, ...cells] = line.trim().split(',');
    symbols.forEach((symbol, i) => {
      closes.get(symbol)![row] = cells[i] === '' ? Number.NaN : Number(cells[i]);
    });
    return date!;
  });
  return { dates, closes };
};

/** Returns of every symbol on the last `count` sessions up to `date`. */
export const returnsUpTo = (
  { dates, closes }: WidePrices,
  date: string,
  count: number,
): Map<string, Float64Array> => {
  const sessions = lastSessions(date, count + 1);
  return new Map(
    [...closes].map(([symbol, adjustedCloses]) => [
      symbol,
      sessionReturns(sessions, { dates, adjustedCloses }),
    ]),
  );
};

export const factorEtfs = (returns: ReadonlyMap<string, Float64Array>): Record<FactorEtf, Float64Array> =>
  Object.fromEntries(FACTOR_ETFS.map((etf) => [etf, returns.get(etf)!])) as Record<FactorEtf, Float64Array>;

// biome-ignore lint/suspicious/noExplicitAny: the file's sections have shapes of their own
export const golden: any = JSON.parse(readShared('reference/golden.json'));

/** Values of our own, written by test/reference/make_fixtures.py. */
// biome-ignore lint/suspicious/noExplicitAny: each file has a shape of its own
export const fixture = (name: string): any =>
  JSON.parse(readFileSync(new URL(`../../reference/${name}.json`, import.meta.url), 'utf8'));

/** Daily returns as the fixtures write them: null is a missing one. */
export const withGaps = (values: readonly (number | null)[]): Float64Array =>
  Float64Array.from(values, (value) => value ?? Number.NaN);

/** The numbers at the end of a NIST file, after its last line of text. */
export const nistData = (name: string): number[][] => {
  const lines = readShared(`nist-strd/${name}`).trim().split(/\r?\n/);
  const rows = lines.map((line) => line.trim().split(/\s+/).map(Number));
  return rows.slice(rows.findLastIndex((row) => row.some(Number.isNaN)) + 1);
};

/** Simple returns of the synthetic price file behind golden.json. */
export const goldenReturns = (): Map<string, Float64Array> => {
  const { closes } = widePrices('reference/golden_prices.csv');
  return new Map(
    [...closes].map(([symbol, prices]) => [
      symbol,
      Float64Array.from(prices.slice(1), (price, i) => price / prices[i]! - 1),
    ]),
  );
};

/** |actual − expected| relative to |expected|, with `floor` for figures that are rounding noise. */
export const expectRelative = (
  actual: number | null,
  expected: number,
  tolerance: number,
  floor = 0,
): void => {
  expect(actual).not.toBeNull();
  const error = Math.abs(actual! - expected) / Math.max(Math.abs(expected), floor);
  if (!(error <= tolerance || actual === expected)) {
    throw new Error(`${actual} differs from ${expected} by ${error} relative`);
  }
};
