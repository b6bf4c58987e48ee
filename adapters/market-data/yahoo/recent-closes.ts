import type { Clock } from '../../../application/ports/clock.ts';
import type { MarketDataProvider, RecentCloses } from '../../../application/ports/market-data.ts';
import { mostRecentCompletedSession, nextSession } from '../../../domain/calendar/nyse.ts';
import { canonicalSymbol } from '../../../domain/symbol/canonical-symbol.ts';
import type { Found } from './in-batches.ts';
import type { ManySymbols } from './many-symbols.ts';
import { closesOfQuote } from './quote-answer.ts';
import { closesOfSpark } from './spark-answer.ts';

/** The closes of the last session from quotes, which know of it and of the one before; of any others from sparks. */
export const createRecentCloses =
  (many: ManySymbols, clock: Clock): NonNullable<MarketDataProvider['recentCloses']> =>
  async ({ symbols, since, to, signal }) => {
    const now = clock();
    // As for charts: splits count up to the real day, also where the clock is frozen.
    const fetchedAt = new Date(Math.max(now.getTime(), Date.now()));
    const closesOf = <Row extends object>(
      found: Found<Row>,
      read: (row: Row, symbol: string) => RecentCloses,
    ): ReadonlyMap<string, RecentCloses> =>
      new Map(
        symbols.map((spelled): [string, RecentCloses] => {
          const symbol = canonicalSymbol(spelled);
          const row = found.get(symbol) ?? { missing: 'not a ticker' };
          return [
            spelled,
            'missing' in row ? { status: 'unusable', reason: row.missing } : read(row, symbol),
          ];
        }),
      );
    return to === mostRecentCompletedSession(now) && to === nextSession(since)
      ? closesOf(await many.quotes(symbols, signal), (row) => closesOfQuote(row, to, now))
      : closesOf(await many.sparks(symbols, signal), (spark, symbol) =>
          closesOfSpark(spark, symbol, { since, to }, now, fetchedAt),
        );
  };
