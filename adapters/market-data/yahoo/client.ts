import { YahooError } from './yahoo-error.ts';

/** The calls we make, one attempt each. What they answer is not checked; they reject with a YahooError. */
export type YahooClient = {
  /** Daily bars and split events of the instants from `from` to `to`. */
  readonly chart: (symbol: string, from: Date, to: Date, signal?: AbortSignal) => Promise<unknown>;
  readonly summary: (symbol: string, signal?: AbortSignal) => Promise<unknown>;
  /** The last price of many symbols, in any order; those that Yahoo does not know are missing. */
  readonly quotes: (symbols: readonly string[], signal?: AbortSignal) => Promise<unknown>;
  /** The closes of a month of a few symbols: no adjusted ones, no splits, no dividends. */
  readonly sparks: (symbols: readonly string[], signal?: AbortSignal) => Promise<unknown>;
};

const silent = (): void => {};
const SILENT_LOGGER = { info: silent, warn: silent, error: silent, debug: silent, dir: silent };

const PROFILE_MODULES = [
  'price',
  'summaryProfile',
  'summaryDetail',
  'defaultKeyStatistics',
  'fundProfile',
] as const;

/** A fifth of what a quote has. */
const QUOTE_FIELDS = [
  'symbol',
  'quoteType',
  'currency',
  'marketState',
  'exchangeTimezoneName',
  'priceHint',
  'regularMarketTime',
  'regularMarketPrice',
  'regularMarketPreviousClose',
  'longName',
  'shortName',
  'fullExchangeName',
  'marketCap',
  'netAssets',
  'beta',
  'trailingPE',
  'priceToBook',
] as const;

/**
 * yahoo-finance2 behind the guarded fetch. It is loaded by the first call, because loading takes a fifth of a second.
 * Its checks of the answers are off (one odd value would lose the whole answer), and so are its log and its version
 * check.
 */
export const createYahooClient = (fetch: typeof globalThis.fetch, concurrency: number): YahooClient => {
  const load = async () => {
    const [{ default: YahooFinance }, { ExtendedCookieJar }, { getCrumbClear }] = await Promise.all([
      import('yahoo-finance2'),
      import('yahoo-finance2/lib/cookieJar'),
      import('yahoo-finance2/lib/getCrumb'),
    ]);
    const cookieJar = new ExtendedCookieJar();
    const yahoo = new YahooFinance({
      fetch,
      cookieJar,
      logger: SILENT_LOGGER,
      suppressNotices: ['yahooSurvey'],
      versionCheck: false,
      queue: { concurrency },
      validation: { logErrors: false, logOptionsErrors: false },
    });
    // The library keeps its session in the module, also a failed one, for ever: it has to be dropped by hand.
    const dropSession = (): Promise<void> => getCrumbClear(cookieJar);
    await dropSession();
    return { yahoo, dropSession };
  };
  let loading: ReturnType<typeof load> | undefined;
  const loaded = (): ReturnType<typeof load> => {
    loading ??= load();
    return loading;
  };

  const call = async <Answer>(
    ask: (yahoo: Awaited<ReturnType<typeof load>>['yahoo']) => Promise<Answer>,
    needsSession: boolean,
  ): Promise<Answer> => {
    const { yahoo, dropSession } = await loaded();
    try {
      return await ask(yahoo);
    } catch (error) {
      const isOurs = error instanceof YahooError;
      if (needsSession && (!isOurs || error.fault === 'session')) await dropSession();
      if (isOurs) throw error;
      const message = error instanceof Error ? error.message : '';
      const sessionFailed = /crumb|cookie|redirect|consent/i.test(message.slice(0, 200));
      throw sessionFailed
        ? new YahooError('session', 'Yahoo gave no session', { cause: error })
        : new YahooError('permanent', "Yahoo's answer was not understood", { cause: error });
    }
  };

  const moduleOptions = (signal: AbortSignal | undefined) => ({
    validateResult: false as const,
    ...(signal ? { fetchOptions: { signal } } : {}),
  });

  return {
    chart: (symbol, from, to, signal) =>
      call(
        (yahoo) =>
          yahoo.chart(
            encodeURIComponent(symbol),
            {
              period1: from,
              period2: to,
              interval: '1d',
              includePrePost: false,
              events: 'split',
              return: 'object',
            },
            moduleOptions(signal),
          ),
        false,
      ),
    summary: (symbol, signal) =>
      call(
        (yahoo) =>
          yahoo.quoteSummary(
            encodeURIComponent(symbol),
            { modules: [...PROFILE_MODULES] },
            moduleOptions(signal),
          ),
        true,
      ),
    quotes: (symbols, signal) =>
      call((yahoo) => yahoo.quote([...symbols], { fields: [...QUOTE_FIELDS] }, moduleOptions(signal)), true),
    // The library has no call for it, and its way to the network.
    sparks: (symbols, signal) =>
      call(
        (yahoo) =>
          yahoo._fetch(
            'https://query2.finance.yahoo.com/v7/finance/spark',
            { symbols: symbols.join(','), range: '1mo', interval: '1d' },
            signal ? { fetchOptions: { signal } } : {},
          ),
        false,
      ),
  };
};
