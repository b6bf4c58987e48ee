import type { Clock } from '../../../application/ports/clock.ts';
import type { MarketDataProvider, PriceHistory } from '../../../application/ports/market-data.ts';
import { addDays, type IsoDate } from '../../../domain/dates.ts';
import { canonicalSymbol } from '../../../domain/symbol/canonical-symbol.ts';
import { isTicker } from '../ticker.ts';
import { historyOfChart } from './chart-answer.ts';
import { createCircuitBreaker } from './circuit-breaker.ts';
import { createYahooClient } from './client.ts';
import { failureOf } from './failure.ts';
import { forEachBounded } from './for-each-bounded.ts';
import { createGuardedFetch } from './guarded-fetch.ts';
import { createManySymbols } from './many-symbols.ts';
import { type Pause, pause as realPause } from './pause.ts';
import { createRateLimit } from './rate-limit.ts';
import { createReadProfiles } from './read-profiles.ts';
import { createRecentCloses } from './recent-closes.ts';
import { withRetries } from './retries.ts';
import { YahooError } from './yahoo-error.ts';

export type YahooOptions = {
  /** Requests a minute, and the most at once after a quiet minute. Yahoo bears about 2,000 an hour. */
  readonly requestsPerMinute?: number;
  /** Symbols asked for at the same time. */
  readonly concurrency?: number;
  /** Of one request. */
  readonly timeoutMs?: number;
  readonly retries?: number;
  readonly firstRetryMs?: number;
  readonly longestRetryMs?: number;
  /** Requests that fail in a row before nobody asks for `coolDownMs`. */
  readonly failuresBeforePause?: number;
  readonly coolDownMs?: number;
  readonly clock?: Clock;
  /** Tests put recorded answers here. */
  readonly fetch?: typeof globalThis.fetch;
  readonly pause?: Pause;
  readonly random?: () => number;
};

const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
/** A week always holds a session, so that a chart of it tells whether the symbol exists. */
const SHORTEST_CHART_DAYS = 7;

/**
 * Yahoo Finance. One symbol's failure is that symbol's answer. Requests share one rate limit and one circuit breaker;
 * only faults that can pass (no connection, time-out, 429, 5xx, a page instead of data, a lapsed session) are tried
 * again. Charts are asked for up to today, because Yahoo adjusts old closes for every split since.
 */
export const createYahooProvider = ({
  requestsPerMinute = 60,
  concurrency = 4,
  timeoutMs = 10_000,
  retries = 3,
  firstRetryMs = 1_000,
  longestRetryMs = 60_000,
  failuresBeforePause = 8,
  coolDownMs = 30_000,
  clock = () => new Date(),
  fetch = (input, init) => globalThis.fetch(input, init),
  pause = realPause,
  random = Math.random,
}: YahooOptions = {}): MarketDataProvider => {
  const now = (): number => performance.now();
  const breaker = createCircuitBreaker({ failures: failuresBeforePause, coolDownMs, now });
  const rateLimit = createRateLimit({ perMinute: requestsPerMinute, now, pause });
  const client = createYahooClient(
    createGuardedFetch({ fetch, rateLimit, timeoutMs, maxBytes: MAX_ANSWER_BYTES }),
    concurrency,
  );
  const policy = { retries, firstDelayMs: firstRetryMs, longestDelayMs: longestRetryMs };

  /** One attempt through the breaker: an answer of any kind shows that Yahoo is there. */
  const throughBreaker = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    if (!breaker.allows()) {
      throw new YahooError(
        'circuit-open',
        `Yahoo failed ${failuresBeforePause} times in a row; resting a while`,
      );
    }
    try {
      const answer = await ask();
      breaker.succeeded();
      return answer;
    } catch (error) {
      const fault = error instanceof YahooError ? error.fault : null;
      if (fault === 'temporary' || fault === 'session') breaker.failed();
      else if (fault !== 'cancelled') breaker.succeeded();
      throw error;
    }
  };

  const persistently = async <Answer>(ask: () => Promise<Answer>, signal?: AbortSignal): Promise<Answer> => {
    try {
      if (signal?.aborted) throw new YahooError('cancelled', 'cancelled');
      return await withRetries(() => throughBreaker(ask), policy, {
        pause,
        random,
        ...(signal ? { signal } : {}),
      });
    } catch (error) {
      // A wait that was cut short rejects in its own way.
      if (signal?.aborted) throw new YahooError('cancelled', 'cancelled', { cause: error });
      throw error;
    }
  };

  const historyOf = async (
    asked: string,
    range: { readonly from: IsoDate; readonly to: IsoDate },
    signal?: AbortSignal,
  ): Promise<PriceHistory> => {
    const symbol = canonicalSymbol(asked);
    if (!isTicker(symbol)) return { status: 'unknown-symbol' };
    const today = clock();
    // Not the clock's today, which may be frozen: Yahoo has adjusted for the splits up to the real one.
    const fetchedAt = new Date(Math.max(today.getTime(), Date.now()));
    const until = new Date(fetchedAt.getTime() + 86_400_000);
    const latestStart = addDays(today.toISOString().slice(0, 10), -SHORTEST_CHART_DAYS);
    const [start] = [range.from, latestStart].sort();
    const since = new Date(`${start}T00:00:00Z`);
    try {
      const answer = await persistently(() => client.chart(symbol, since, until, signal), signal);
      return historyOfChart(answer, symbol, range, today, fetchedAt);
    } catch (error) {
      if (error instanceof YahooError && error.fault === 'no-data') {
        return { status: 'ok', bars: [], closeBasis: 'raw', currency: null, rejected: [] };
      }
      return failureOf(error);
    }
  };

  const many = createManySymbols(client, persistently, concurrency);

  return {
    name: 'yahoo',
    simulated: false,

    history: async ({ symbols, from, to, signal, onSymbol }) => {
      const answers = new Map<string, PriceHistory>();
      await forEachBounded(new Set(symbols), concurrency, async (symbol) => {
        answers.set(symbol, await historyOf(symbol, { from, to }, signal));
        onSymbol?.(symbol);
      });
      return answers;
    },

    recentCloses: createRecentCloses(many, clock),
    profiles: createReadProfiles({ client, many }, persistently, concurrency),

    check: async () => {
      const today = clock();
      const since = new Date(today.getTime() - SHORTEST_CHART_DAYS * 86_400_000);
      try {
        await throughBreaker(() => client.chart('SPY', since, today));
        return { ok: true, detail: 'Yahoo answers' };
      } catch (error) {
        if (!(error instanceof YahooError)) throw error;
        return { ok: false, detail: error.message };
      }
    },
  };
};
