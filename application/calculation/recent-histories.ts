import { lastSessions, nextSession, sessionsBetween } from '../../domain/calendar/nyse.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/decimal.ts';
import { FACTOR_ETFS } from '../../domain/risk/factors.ts';
import type { MarketDataProvider, PriceHistory, RecentCloses } from '../ports/market-data.ts';
import type { PriceColumns, SymbolRow } from '../ports/queries.ts';
import { isReadingTurn } from './reading-turn.ts';

/** A close that moves by more may have split, or paid much, without the source's saying so yet. */
const LARGEST_MOVE = 0.2;
/** Sessions that may be missing: after two weeks there is more to learn of a symbol than closes. */
const LONGEST_GAP = 10;

/** Everybody is measured against them: their dividends have to be in the returns of the same night. */
const ALWAYS_READ: ReadonlySet<string> = new Set(FACTOR_ETFS);

/** True when the adjusted close is the close but for rounding to what was printed. */
const isUnadjusted = (close: Decimal, adjustedClose: number): boolean =>
  Math.abs(Number(close) - adjustedClose) <= (Number(close) < 1 ? 0.000051 : 0.0051);

type LastClose = { readonly date: IsoDate; readonly close: Decimal };

/** The last close that is kept, where closes alone can go on from it: as traded, and with a profile to be held against. */
const lastCloseOf = (row: SymbolRow | undefined, known: PriceColumns | undefined): LastClose | null => {
  const [date, close] = [known?.dates.at(-1), known?.closes.at(-1)];
  const adjustedClose = known?.adjustedCloses.at(-1);
  return row !== undefined &&
    date !== undefined &&
    close !== undefined &&
    adjustedClose !== undefined &&
    date === row.lastPriceDate &&
    row.closeBasis === 'raw' &&
    row.profile?.currency != null &&
    row.profile.assetType !== null &&
    !row.uploadedDates.includes(date) &&
    isUnadjusted(close, adjustedClose)
    ? { date, close }
    : null;
};

/** True when the closes can follow `last`: nothing up to it can have changed but for a dividend. */
const follow = (
  recent: RecentCloses | undefined,
  last: LastClose,
  profile: SymbolRow['profile'],
): recent is Extract<RecentCloses, { readonly status: 'ok' }> => {
  if (recent?.status !== 'ok') return false;
  const closes = [last.close, ...recent.bars.map(({ close }) => close)].map(Number);
  const moves = closes.slice(1).map((close, i) => Math.abs(close / (closes[i] ?? Number.NaN) - 1));
  return (
    recent.currency === profile?.currency &&
    recent.assetType === profile?.assetType &&
    Number(recent.closeBefore) === Number(last.close) &&
    moves.every((move) => move <= LARGEST_MOVE)
  );
};

/**
 * The closes up to `date` of those of `symbols` for which an answer about many says enough, as histories of the
 * sessions that were missing. All others, and those whose turn it was in any of these, are to be read.
 */
export const fetchRecentHistories = async (
  { recentCloses }: MarketDataProvider,
  rows: ReadonlyMap<string, SymbolRow>,
  prices: ReadonlyMap<string, PriceColumns>,
  symbols: readonly string[],
  date: IsoDate,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, PriceHistory>> => {
  const histories = new Map<string, PriceHistory>();
  if (recentCloses === undefined) return histories;
  const oldest = lastSessions(date, LONGEST_GAP + 1)[0] ?? date;
  const asked = new Map<IsoDate, Map<string, LastClose>>();
  for (const symbol of symbols) {
    const known = prices.get(symbol);
    const last = lastCloseOf(rows.get(symbol), known);
    if (known === undefined || last === null || last.date < oldest || ALWAYS_READ.has(symbol)) continue;
    const missing = sessionsBetween(nextSession(last.date), date);
    if (missing.some((session) => isReadingTurn(symbol, session, known))) continue;
    const group = asked.get(last.date) ?? new Map<string, LastClose>();
    asked.set(last.date, group.set(symbol, last));
  }
  for (const [since, group] of asked) {
    const answers = await recentCloses({ symbols: [...group.keys()], since, to: date, signal });
    for (const [symbol, last] of group) {
      const recent = answers.get(symbol);
      if (!follow(recent, last, rows.get(symbol)?.profile ?? null)) continue;
      const { bars, currency } = recent;
      histories.set(symbol, { status: 'ok', bars, closeBasis: 'raw', currency, rejected: [] });
    }
  }
  return histories;
};
