import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../../application/ports/clock.ts';
import type {
  MarketDataProvider,
  PriceHistory,
  ProfileAnswer,
} from '../../../application/ports/market-data.ts';
import { mostRecentCompletedSession } from '../../../domain/calendar/nyse.ts';
import { isIsoDate } from '../../../domain/dates.ts';
import { canonicalSymbol } from '../../../domain/symbol/canonical-symbol.ts';
import type { SymbolProfile } from '../../../domain/symbol/events.ts';
import { acceptRows } from '../price-rows.ts';
import { staticProfile, UNKNOWN_PROFILE } from '../profiles/security-master.ts';
import { faultCode, PriceDirectoryMissing } from './faults.ts';
import { openPriceDirectory } from './price-directory.ts';
import { mergeSeries } from './series.ts';

const NO_DIRECTORY = 'the directory of price files does not exist: set PRICES_DIR to one that does';

/** What went wrong for all symbols at once, in words that may be shown to anybody. */
const reasonOf = (error: unknown): string =>
  error instanceof PriceDirectoryMissing
    ? NO_DIRECTORY
    : `the price files cannot be read: ${faultCode(error)}`;

/** Symbols answered before others get a turn. */
const SYMBOLS_A_TURN = 50;
const CANCELLED = { status: 'unavailable', reason: 'cancelled' } as const;

/**
 * Prices from files: `directory` holds one file per symbol (`AAPL.csv` with date, close, adj_close, split_factor), long
 * files (with a symbol column) and wide files (date and one column of adjusted closes per symbol), plain or gzip, or
 * is such a file itself. Files that change are read again. Profiles come from a `profiles.csv` beside them, else from
 * the static security master.
 */
export const createCsvProvider = ({
  directory,
  clock = () => new Date(),
}: {
  readonly directory: string;
  readonly clock?: Clock;
}): MarketDataProvider => {
  const files = openPriceDirectory(directory);

  return {
    name: 'csv',
    simulated: false,

    history: async ({ symbols, from, to, signal, onSymbol }) => {
      const asked = [...new Set(symbols)];
      const answerAll = (answer: PriceHistory): ReadonlyMap<string, PriceHistory> =>
        new Map(asked.map((symbol) => [symbol, answer]));
      if (asked.length === 0) return new Map();
      if (signal?.aborted) return answerAll(CANCELLED);
      try {
        const now = clock();
        const completed = mostRecentCompletedSession(now);
        const { found, faults } = await files.series(
          new Set(asked.map(canonicalSymbol)),
          // What is not a date and what is of the future is kept, to be refused with a reason.
          (date) => (date >= from && date <= to) || date > completed || !isIsoDate(date),
        );
        const [fault] = faults;
        const answer = (symbol: string): PriceHistory => {
          const series = found.get(canonicalSymbol(symbol));
          // A file that cannot be read may be the one with this symbol: that is not the same as "unknown".
          if (series === undefined) {
            return fault === undefined
              ? { status: 'unknown-symbol' }
              : { status: 'unavailable', reason: fault };
          }
          const { basis, rows, rejected: leftOut } = mergeSeries(series);
          const { bars, rejected } = acceptRows(rows, { from, to }, now);
          return {
            status: 'ok',
            bars,
            closeBasis: basis,
            currency: null,
            rejected: [...leftOut, ...rejected],
          };
        };
        const answers = new Map<string, PriceHistory>();
        for (const [i, symbol] of asked.entries()) {
          if (i % SYMBOLS_A_TURN === SYMBOLS_A_TURN - 1) await nextTurn();
          answers.set(symbol, signal?.aborted ? CANCELLED : answer(symbol));
          onSymbol?.(symbol);
        }
        return answers;
      } catch (error) {
        return answerAll({ status: 'unavailable', reason: reasonOf(error) });
      }
    },

    profiles: async (symbols, signal) => {
      const asked = [...new Set(symbols)];
      const answerAll = (answer: ProfileAnswer): ReadonlyMap<string, ProfileAnswer> =>
        new Map(asked.map((symbol) => [symbol, answer]));
      if (asked.length === 0) return new Map();
      if (signal?.aborted) return answerAll(CANCELLED);
      try {
        const own = await files.profiles();
        const described = (symbol: string): SymbolProfile | null => own.get(symbol) ?? staticProfile(symbol);
        const undescribed = asked.map(canonicalSymbol).filter((symbol) => described(symbol) === null);
        const { found, faults } = await files.series(new Set(undescribed), () => false);
        const [fault] = faults;
        return new Map(
          asked.map((asSpelled): [string, ProfileAnswer] => {
            const symbol = canonicalSymbol(asSpelled);
            const profile = described(symbol) ?? (found.has(symbol) ? UNKNOWN_PROFILE : null);
            if (profile !== null) return [asSpelled, { status: 'ok', profile }];
            if (fault !== undefined) return [asSpelled, { status: 'unavailable', reason: fault }];
            return [asSpelled, { status: 'unknown-symbol' }];
          }),
        );
      } catch (error) {
        return answerAll({ status: 'unavailable', reason: reasonOf(error) });
      }
    },

    check: async () => {
      try {
        const { files: count, ignored, faults } = await files.summary();
        const detail = [`${count} price files in ${directory}`, ...ignored, ...faults].join('; ');
        return { ok: count > 0 && faults.length === 0, detail };
      } catch (error) {
        return { ok: false, detail: `${reasonOf(error)} (it is ${directory})` };
      }
    },
  };
};
