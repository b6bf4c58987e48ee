import { mostRecentCompletedSession, sessionsBetween } from '../../domain/calendar/nyse.ts';
import { addDays, type IsoDate } from '../../domain/dates.ts';
import { FACTOR_ETFS } from '../../domain/risk/factors.ts';
import type { Clock } from '../ports/clock.ts';
import type { MarketDataProvider, PriceHistory, ProfileAnswer } from '../ports/market-data.ts';
import { askTogether, faultsOfRecent, type RecentAnswers } from './check-recent-closes.ts';

/** What a source said of one symbol, and what it lacked. */
export type SymbolCheck = {
  readonly symbol: string;
  /** Until prices and profile were there. */
  readonly milliseconds: number;
  readonly sessions: number;
  readonly lastDate: IsoDate | null;
  readonly currency: string | null;
  readonly refused: number;
  /** Nothing is wrong when empty. */
  readonly faults: readonly string[];
};

export type ProviderCheck = {
  readonly date: IsoDate;
  readonly checks: readonly SymbolCheck[];
  /** All symbols asked for at once; empty where the source has no such thing. */
  readonly together: readonly Omit<RecentAnswers, 'answers'>[];
  readonly seconds: number;
};

const DAYS = 30;

const faultsOf = (
  history: PriceHistory | undefined,
  profile: ProfileAnswer | undefined,
  range: { readonly from: IsoDate; readonly to: IsoDate },
): readonly string[] => {
  if (history === undefined) return ['no answer'];
  if (history.status === 'unknown-symbol') return ['unknown, delisted or renamed'];
  if (history.status === 'unavailable') return [`not reached: ${history.reason}`];
  const expected = sessionsBetween(range.from, range.to).length;
  const last = history.bars.at(-1)?.date;
  const [refused] = history.rejected;
  return [
    ...(last === undefined ? ['no prices'] : []),
    ...(last !== undefined && last < range.to ? [`no price since ${last}`] : []),
    ...(last === range.to && history.bars.length < expected
      ? [`${expected - history.bars.length} of ${expected} sessions missing`]
      : []),
    ...(refused === undefined ? [] : [`refused ${refused.date}: ${refused.reason}`]),
    ...(history.currency === null || history.currency === 'USD' ? [] : [`in ${history.currency}`]),
    ...(profile?.status === 'ok' && profile.profile.companyName !== null ? [] : ['no profile']),
  ];
};

/**
 * Asks a source for the last closes of all symbols at once, where it has such a thing, and for a month of each, one after the
 * other, so that each has a time of its own.
 */
export const checkProvider = async (
  provider: MarketDataProvider,
  asked: {
    readonly symbols: readonly string[];
    readonly withFactorEtfs: boolean;
    readonly clock: Clock;
    /** In milliseconds, from any start. */
    readonly now: () => number;
  },
): Promise<ProviderCheck> => {
  const { clock, now } = asked;
  const date = mostRecentCompletedSession(clock());
  const range = { from: addDays(date, -DAYS), to: date };
  const symbols = [...new Set([...asked.symbols, ...(asked.withFactorEtfs ? FACTOR_ETFS : [])])];
  const begun = now();
  const together = await askTogether(provider, symbols, date, now);
  const checks: SymbolCheck[] = [];
  for (const symbol of symbols) {
    const started = now();
    const [histories, profiles] = await Promise.all([
      provider.history({ symbols: [symbol], ...range }),
      provider.profiles([symbol]),
    ]);
    const history = histories.get(symbol);
    const isThere = history?.status === 'ok';
    checks.push({
      symbol,
      milliseconds: now() - started,
      sessions: isThere ? history.bars.length : 0,
      lastDate: isThere ? (history.bars.at(-1)?.date ?? null) : null,
      currency: isThere ? history.currency : null,
      refused: isThere ? history.rejected.length : 0,
      faults: [
        ...faultsOf(history, profiles.get(symbol), range),
        ...together.flatMap(({ answers }) => faultsOfRecent(answers.get(symbol), history)),
      ],
    });
  }
  return {
    date,
    checks,
    together: together.map(({ answers: _, ...counts }) => counts),
    seconds: (now() - begun) / 1000,
  };
};
