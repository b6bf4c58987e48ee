import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../../application/ports/clock.ts';
import type {
  MarketDataProvider,
  PriceHistory,
  ProfileAnswer,
} from '../../../application/ports/market-data.ts';
import { mostRecentCompletedSession } from '../../../domain/calendar/nyse.ts';
import { addDays, type IsoDate } from '../../../domain/dates.ts';
import { canonicalSymbol } from '../../../domain/symbol/canonical-symbol.ts';
import type { PriceBar } from '../../../domain/symbol/events.ts';
import { staticProfile, UNKNOWN_PROFILE } from '../profiles/security-master.ts';
import { createFactorPaths, type FactorPaths, RATES_MARKET_BETA } from './market.ts';
import { type PricePath, securityPath, volatilityIndexPath } from './price-path.ts';
import { type SecurityModel, securityModel, VOLATILITY_INDEX } from './securities.ts';

/** Paths kept in memory: about 50 kB each. */
const KEPT_PATHS = 500;
/** Symbols answered before others get a turn. */
const SYMBOLS_A_TURN = 50;

/** The index after the last element that is not above `date`; `sessions` is ascending. */
const countUpTo = (sessions: readonly IsoDate[], date: IsoDate): number => {
  let low = 0;
  let high = sessions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sessions[middle] ?? '') <= date) low = middle + 1;
    else high = middle;
  }
  return low;
};

const barsOf = (paths: FactorPaths, path: PricePath, start: number, end: number): readonly PriceBar[] => {
  const bars: PriceBar[] = [];
  for (let i = start; i < end; i += 1) {
    bars.push({
      date: paths.sessions[i] ?? '',
      close: String((path.cents[i] ?? 0) / 100),
      adjustedClose: path.adjustedCloses[i] ?? 0,
      splitFactor: 1,
    });
  }
  return bars;
};

/** To two places, and none where it would be zero: a published beta of 0 counts as missing. */
const publishedBeta = (model: SecurityModel): number | null =>
  Math.round((model.market + RATES_MARKET_BETA * model.rates) * 100) / 100 || null;

/**
 * A made-up market for trying the product without a network: returns follow the market, interest rates and five style
 * factors of which the eight factor ETFs are made, prices pass through the demo portfolios' entry prices on
 * 2025-06-30, and a close is a function of (seed, symbol, date) alone, whatever window is asked for. Every plausible
 * ticker is known, except those that begin with `ZZ`. There are no splits.
 */
export const createSimulatedProvider = ({
  seed,
  clock = () => new Date(),
}: {
  readonly seed: number;
  readonly clock?: Clock;
}): MarketDataProvider => {
  let factorPaths: FactorPaths | undefined;
  const kept = new Map<string, PricePath>();

  const pathOf = (paths: FactorPaths, symbol: string, end: number): PricePath | null => {
    const length = Math.max(end, paths.anchorIndex + 1);
    const known = kept.get(symbol);
    if (known !== undefined && known.cents.length >= length) return known;
    const model = securityModel(seed, symbol);
    if (model === null) return null;
    const path =
      symbol === VOLATILITY_INDEX.symbol
        ? volatilityIndexPath(paths, length)
        : securityPath(paths, model, seed, symbol, length);
    const oldest = kept.keys().next();
    if (kept.size >= KEPT_PATHS && !oldest.done) kept.delete(oldest.value);
    kept.set(symbol, path);
    return path;
  };

  return {
    name: 'simulated',
    simulated: true,

    history: async ({ symbols, from, to, signal, onSymbol }) => {
      factorPaths ??= createFactorPaths(seed);
      const paths = factorPaths;
      const completed = mostRecentCompletedSession(clock());
      const end = Math.min(countUpTo(paths.sessions, to), countUpTo(paths.sessions, completed));
      const start = countUpTo(paths.sessions, addDays(from, -1));
      const answers = new Map<string, PriceHistory>();
      for (const [i, symbol] of [...new Set(symbols)].entries()) {
        if (i % SYMBOLS_A_TURN === SYMBOLS_A_TURN - 1) await nextTurn();
        if (signal?.aborted) {
          answers.set(symbol, { status: 'unavailable', reason: 'cancelled' });
          continue;
        }
        const path = pathOf(paths, canonicalSymbol(symbol), end);
        answers.set(
          symbol,
          path === null
            ? { status: 'unknown-symbol' }
            : {
                status: 'ok',
                bars: barsOf(paths, path, start, end),
                closeBasis: 'raw',
                currency: 'USD',
                rejected: [],
              },
        );
        onSymbol?.(symbol);
      }
      return answers;
    },

    profiles: async (symbols, signal) => {
      const answer = (asked: string): ProfileAnswer => {
        if (signal?.aborted) return { status: 'unavailable', reason: 'cancelled' };
        const symbol = canonicalSymbol(asked);
        const model = securityModel(seed, symbol);
        if (model === null) return { status: 'unknown-symbol' };
        const profile = staticProfile(symbol) ?? { ...UNKNOWN_PROFILE, currency: 'USD' };
        const providerBeta = symbol === VOLATILITY_INDEX.symbol ? null : publishedBeta(model);
        return { status: 'ok', profile: { ...profile, providerBeta } };
      };
      return new Map(symbols.map((symbol) => [symbol, answer(symbol)]));
    },

    check: async () => ({ ok: true, detail: `simulated market, seed ${seed}: every number is made up` }),
  };
};
