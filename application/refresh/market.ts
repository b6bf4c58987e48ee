import type { IsoDate } from '../../domain/dates.ts';
import type { CompactStress } from '../../domain/risk/compact-stress.ts';
import type { StressScenario } from '../../domain/risk/scenarios.ts';
import type { StressedBook } from '../../domain/risk/stress.ts';
import { lastOnOrBefore } from '../../domain/valuation/price-series.ts';
import { stressTesterOn } from '../calculation/analyse.ts';
import type { PriceColumns, Queries, SymbolFactorsRow, SymbolRow } from '../ports/queries.ts';

/** What the formulas ask about symbols: the same questions whether the database answers or memory. */
export type SymbolReads = Pick<Queries, 'prices' | 'symbolFactors' | 'symbols'>;

/** Ranges of prices that are kept cut out: the windows of the formulas, and a few first days of histories. */
const RANGES_KEPT = 32;

const cutOut = (columns: PriceColumns, from: IsoDate, to: IsoDate): PriceColumns | null => {
  const { dates } = columns;
  let start = lastOnOrBefore(dates, from);
  if (start < 0 || dates[start] !== from) start += 1;
  const end = lastOnOrBefore(dates, to) + 1;
  if (start >= end) return null;
  if (start === 0 && end === dates.length) return columns;
  return {
    ...columns,
    dates: dates.slice(start, end),
    closes: columns.closes.slice(start, end),
    adjustedCloses: columns.adjustedCloses.subarray(start, end),
    splitFactors: columns.splitFactors.subarray(start, end),
    eventIds: columns.eventIds.slice(start, end),
  };
};

/** The symbols of many portfolios on one date, each read once, as long as one refresh goes on. */
export type Market = SymbolReads & {
  /** Reads what is not there yet, all of it at once; prices from `from` on. */
  readonly load: (symbols: readonly string[], from: IsoDate) => Promise<void>;
  readonly stressOn: (date: IsoDate) => Promise<(book: StressedBook) => CompactStress>;
};

/**
 * Answers from memory what was loaded, up to `date`, exactly as the database would: a symbol without prices in a range
 * is not in the map. Cut-out ranges are kept, because the portfolios of one evening ask for the same.
 */
export const createMarket = (
  reads: SymbolReads,
  date: IsoDate,
  scenarios: readonly StressScenario[],
): Market => {
  let from: IsoDate | null = null;
  const prices = new Map<string, PriceColumns | null>();
  const factors = new Map<string, SymbolFactorsRow | null>();
  const rows = new Map<string, SymbolRow | null>();
  const ranges = new Map<string, Map<string, PriceColumns | null>>();
  const stress = new Map<IsoDate, Promise<(book: StressedBook) => CompactStress>>();
  let loading: Promise<void> = Promise.resolve();

  const load = async (symbols: readonly string[], earliest: IsoDate): Promise<void> => {
    const reach = from === null || earliest < from ? earliest : from;
    const without = (known: ReadonlyMap<string, unknown>) => [
      ...new Set(symbols.filter((symbol) => !known.has(symbol))),
    ];
    const [newFactors, newRows] = [without(factors), without(rows)];
    // Somebody needs older prices: everything is read again, and the old answers stay until the new ones are there.
    const newPrices = reach === from ? without(prices) : [...new Set([...prices.keys(), ...symbols])];
    const [columns, loadings, found] = await Promise.all([
      reads.prices(newPrices, { from: reach, to: date }),
      newFactors.length === 0 ? [] : reads.symbolFactors(newFactors, date),
      newRows.length === 0 ? [] : reads.symbols(newRows),
    ]);
    if (reach !== from) ranges.clear();
    from = reach;
    for (const symbol of newPrices) prices.set(symbol, columns.get(symbol) ?? null);
    for (const symbol of newFactors) factors.set(symbol, null);
    for (const row of loadings) factors.set(row.symbol, row);
    for (const symbol of newRows) rows.set(symbol, null);
    for (const row of found) rows.set(row.symbol, row);
  };

  const rangeOf = (start: IsoDate, end: IsoDate): Map<string, PriceColumns | null> => {
    const key = `${start} ${end}`;
    const known = ranges.get(key);
    if (known !== undefined) return known;
    if (ranges.size >= RANGES_KEPT) ranges.clear();
    const made = new Map<string, PriceColumns | null>();
    ranges.set(key, made);
    return made;
  };

  const pricesOf: SymbolReads['prices'] = async (symbols, { from: start, to: end }) => {
    const kept = rangeOf(start, end);
    const answer = new Map<string, PriceColumns>();
    for (const symbol of symbols) {
      let columns = kept.get(symbol);
      if (columns === undefined) {
        const whole = prices.get(symbol);
        columns = whole == null ? null : cutOut(whole, start, end);
        kept.set(symbol, columns);
      }
      if (columns !== null) answer.set(symbol, columns);
    }
    return answer;
  };

  return {
    load: (symbols, earliest) => {
      // One after the other: two chunks that share symbols read them once.
      loading = loading.catch(() => {}).then(() => load(symbols, earliest));
      return loading;
    },
    prices: pricesOf,
    symbolFactors: async (symbols, onOrBefore) =>
      onOrBefore === date
        ? symbols.flatMap((symbol) => factors.get(symbol) ?? [])
        : reads.symbolFactors(symbols, onOrBefore),
    symbols: async (symbols) => symbols.flatMap((symbol) => rows.get(symbol) ?? []),
    stressOn: (day) => {
      const known = stress.get(day);
      if (known !== undefined) return known;
      const made = stressTesterOn({ prices: reads.prices }, { date: day, scenarios });
      stress.set(day, made);
      return made;
    },
  };
};
