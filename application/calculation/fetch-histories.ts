import { lastSessions } from '../../domain/calendar/nyse.ts';
import { addDays, type IsoDate } from '../../domain/dates.ts';
import type { PriceHistory } from '../ports/market-data.ts';
import type { PriceColumns, SymbolRow } from '../ports/queries.ts';
import type { CalculationDependencies } from './dependencies.ts';
import { LONGEST_WITHOUT_READING } from './reading-turn.ts';
import { fetchRecentHistories } from './recent-histories.ts';

/** A year of history and what the longest regression window needs beyond it; also how long prices are kept. */
export const HISTORY_DAYS = 400;
/** Days read again with an update: an adjusted close among them that moved means the whole series was re-adjusted. */
const OVERLAP_DAYS = 7;
/** Where closes come alone between two readings: back to before the last one, and a week for what a source adjusts late. */
const OVERLAP_SESSIONS = LONGEST_WITHOUT_READING + 6;

const nearly = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b));

/** True when a close of the overlap came back re-adjusted: a dividend or a split since changed all earlier ones. */
const wasReadjusted = (history: PriceHistory, known: PriceColumns | undefined): boolean => {
  if (history.status !== 'ok' || known === undefined) return false;
  const knownByDate = new Map(known.dates.map((date, i) => [date, known.adjustedCloses[i] ?? Number.NaN]));
  return history.bars.some((bar) => {
    const before = knownByDate.get(bar.date);
    return before !== undefined && !nearly(before, bar.adjustedClose);
  });
};

/** What an administrator has put right stays so, whatever the provider goes on to say of those dates. */
const besideUploads = (history: PriceHistory, row: SymbolRow | undefined): PriceHistory => {
  const uploaded = new Set(row?.uploadedDates);
  return history.status !== 'ok' || history.upload !== undefined || uploaded.size === 0
    ? history
    : { ...history, bars: history.bars.filter(({ date }) => !uploaded.has(date)) };
};

/**
 * Asks the provider: the whole history for new symbols, the days since for known ones (in one answer for many, where that says
 * enough), all of it again after a re-adjustment.
 */
export const fetchHistories = async (
  dependencies: Pick<CalculationDependencies, 'provider' | 'queries'>,
  rows: ReadonlyMap<string, SymbolRow>,
  symbols: readonly string[],
  date: IsoDate,
  force: boolean,
  onSymbol: () => void,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, PriceHistory>> => {
  const { provider, queries } = dependencies;
  const from = addDays(date, -HISTORY_DAYS);
  const lastDate = (symbol: string): IsoDate | null => rows.get(symbol)?.lastPriceDate ?? null;
  const isUpdate = (symbol: string): boolean => {
    const last = lastDate(symbol);
    return !force && last !== null && last > from && rows.get(symbol)?.priceSource === provider.name;
  };
  const ask = async (
    asked: readonly string[],
    since: IsoDate,
    onSymbol?: () => void,
  ): Promise<ReadonlyMap<string, PriceHistory>> => {
    if (asked.length === 0) return new Map();
    const answers = await provider.history({
      symbols: asked,
      from: since,
      to: date,
      signal,
      ...(onSymbol ? { onSymbol } : {}),
    });
    return new Map(
      [...answers].map(([symbol, history]) => [symbol, besideUploads(history, rows.get(symbol))]),
    );
  };

  const updates = symbols.filter(isUpdate);
  const hasRecent = provider.recentCloses !== undefined;
  const oldest = updates.map((symbol) => lastDate(symbol) ?? from).sort()[0] ?? date;
  const since = hasRecent
    ? (lastSessions(oldest, OVERLAP_SESSIONS)[0] ?? from)
    : addDays(oldest, -OVERLAP_DAYS);
  const known = await queries.prices(updates, { from: hasRecent ? from : since, to: date });
  const histories = new Map<string, PriceHistory>();
  if (hasRecent) {
    const recent = await fetchRecentHistories(provider, rows, known, updates, date, signal);
    for (const [symbol, history] of recent) {
      histories.set(symbol, history);
      onSymbol();
    }
  }
  const read = updates.filter((symbol) => !histories.has(symbol));
  for (const [symbol, history] of await ask(read, since, onSymbol)) histories.set(symbol, history);
  const readjusted = read.filter((symbol) => {
    const history = histories.get(symbol);
    return history !== undefined && wasReadjusted(history, known.get(symbol));
  });
  const fresh = symbols.filter((symbol) => !isUpdate(symbol));
  for (const [symbol, history] of await ask(fresh, from, onSymbol)) histories.set(symbol, history);
  for (const [symbol, history] of await ask(readjusted, from)) histories.set(symbol, history);
  return histories;
};
