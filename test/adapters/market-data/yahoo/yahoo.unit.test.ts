import { staticProfile } from '../../../../adapters/market-data/profiles/security-master.ts';
import type { PriceHistory } from '../../../../application/ports/market-data.ts';
import { sessionsBetween } from '../../../../domain/calendar/nyse.ts';
import { describeMarketDataProvider } from '../../../application/ports/market-data.contract.ts';
import {
  chartAnswer,
  html,
  json,
  notFound,
  now,
  quote,
  quoteAnswer,
  type RecordedDay,
  type RecordedYahoo,
  recordedYahoo,
  sparkAnswer,
  split,
  summaryAnswer,
} from './recorded-yahoo.ts';

const year: readonly RecordedDay[] = sessionsBetween('2023-07-03', '2024-06-28').map((date, i) => [
  date,
  100 + i / 8,
  (date >= '2024-06-20' ? 100 : 99) + i / 8,
]);
const listed = ['BRK-B', 'AAPL', 'JNJ', 'SPY'];

const recordedYear = (): RecordedYahoo =>
  recordedYahoo({
    chart: (symbol, url) => {
      if (!listed.includes(symbol)) return notFound('chart');
      const since = new Date(Number(url.searchParams.get('period1')) * 1000).toISOString().slice(0, 10);
      return json(
        chartAnswer(
          symbol,
          year.filter(([date]) => date >= since),
        ),
      );
    },
    summary: (symbol) => (listed.includes(symbol) ? json(summaryAnswer(symbol)) : notFound('quoteSummary')),
    quotes: (symbols) => {
      const [previous, last] = year.slice(-2).map(([, close]) => close);
      const more = { regularMarketPrice: last, regularMarketPreviousClose: previous };
      const known = symbols.filter((symbol) => listed.includes(symbol));
      return json(quoteAnswer(known.map((symbol) => quote(symbol, more))));
    },
    sparks: (symbols) => {
      const known = symbols.filter((symbol) => listed.includes(symbol));
      return json(sparkAnswer(Object.fromEntries(known.map((symbol) => [symbol, year.slice(-21)]))));
    },
  });

describeMarketDataProvider('yahoo', {
  provider: () => recordedYear().provider,
  known: ['BRK-B', 'AAPL', 'JNJ'],
  unknown: 'NOPE',
  from: '2024-01-02',
  to: '2024-06-28',
  lastCompleted: '2024-06-28',
});

const range = { from: '2024-06-03', to: '2024-06-28' };

const historyOf = async ({ provider }: RecordedYahoo, symbol = 'AAPL'): Promise<PriceHistory | undefined> =>
  (await provider.history({ symbols: [symbol], ...range })).get(symbol);

const chartOf = (days: readonly RecordedDay[], more?: Parameters<typeof chartAnswer>[2]): RecordedYahoo =>
  recordedYahoo({ chart: (symbol) => json(chartAnswer(symbol, days, more)) });

const okOf = (answer: PriceHistory | undefined): Extract<PriceHistory, { readonly status: 'ok' }> => {
  if (answer?.status !== 'ok') throw new Error(JSON.stringify(answer));
  return answer;
};

describe('yahoo prices', () => {
  it('gives the close that was traded, the adjusted close and the split factor apart', async () => {
    // NVIDIA's ten for one: Yahoo's closes before it are a tenth of what was traded.
    const yahoo = chartOf(
      [
        ['2024-06-07', 120.88800048828125, 120.8],
        ['2024-06-10', 121.79000091552734, 121.7],
        ['2024-06-11', 120.91000366210938, 120.9],
      ],
      { splits: split('2024-06-10', 10, 1) },
    );
    expect(okOf(await historyOf(yahoo))).toEqual({
      status: 'ok',
      bars: [
        { date: '2024-06-07', close: '1208.88', adjustedClose: 120.8, splitFactor: 1 },
        { date: '2024-06-10', close: '121.79', adjustedClose: 121.7, splitFactor: 10 },
        { date: '2024-06-11', close: '120.91', adjustedClose: 120.9, splitFactor: 1 },
      ],
      closeBasis: 'raw',
      currency: 'USD',
      rejected: [],
    });
  });

  it('takes back reverse splits, and several splits one after the other', async () => {
    const yahoo = chartOf(
      [
        ['2024-06-05', 10],
        ['2024-06-10', 10],
        ['2024-06-12', 10],
      ],
      { splits: { ...split('2024-06-10', 1, 8), ...split('2024-06-12', 2, 1) } },
    );
    const { bars } = okOf(await historyOf(yahoo));
    expect(bars.map(({ close, splitFactor }) => [close, splitFactor])).toEqual([
      ['2.5', 1],
      ['20', 0.125],
      ['10', 2],
    ]);
  });

  it('asks up to today whatever the range, because a later split changes all earlier closes', async () => {
    const yahoo = chartOf(
      [
        ['2024-06-05', 50],
        ['2024-06-25', 52],
      ],
      { splits: split('2024-06-25', 2, 1) },
    );
    const answers = await yahoo.provider.history({ symbols: ['AAPL'], from: '2024-06-03', to: '2024-06-07' });
    expect(okOf(answers.get('AAPL')).bars).toEqual([
      { date: '2024-06-05', close: '100', adjustedClose: 50, splitFactor: 1 },
    ]);
    const until = Number(yahoo.requests[0]?.searchParams.get('period2')) * 1000;
    expect(until).toBeGreaterThan(now.getTime());
  });

  it('takes back splits after a clock that is frozen in the past, and passes over the bars after it', async () => {
    const yahoo = chartOf(
      [
        ['2024-06-27', 50],
        ['2024-07-15', 52],
      ],
      { splits: split('2024-07-15', 2, 1) },
    );
    const { bars, rejected } = okOf(await historyOf(yahoo));
    expect(bars).toEqual([{ date: '2024-06-27', close: '100', adjustedClose: 50, splitFactor: 1 }]);
    expect(rejected).toEqual([]);
  });

  it('puts a split on the next bar when its own day has none', async () => {
    const yahoo = chartOf(
      [
        ['2024-06-07', 12],
        ['2024-06-10', null],
        ['2024-06-11', 12],
      ],
      { splits: split('2024-06-10', 10, 1) },
    );
    expect(okOf(await historyOf(yahoo)).bars.map(({ splitFactor }) => splitFactor)).toEqual([1, 10]);
  });

  it('refuses what was before a split of unknown factor', async () => {
    const yahoo = chartOf(
      [
        ['2024-06-07', 12],
        ['2024-06-10', 13],
      ],
      { splits: split('2024-06-10', 0, 0) },
    );
    const { bars, rejected } = okOf(await historyOf(yahoo));
    expect(bars.map(({ date }) => date)).toEqual(['2024-06-10']);
    expect(rejected).toEqual([
      { date: '2024-06-07', reason: expect.stringContaining('without a usable factor') },
    ]);
  });

  it('refuses rows that are null, zero, negative, no number, doubled, of the future or of no session', async () => {
    const yahoo = chartOf([
      ['2024-06-10', null],
      ['2024-06-11', 0],
      ['2024-06-12', -5],
      ['2024-06-13', 'NaN'],
      ['2024-06-14', 210, null],
      ['2024-06-15', 210],
      ['2024-06-17', 211],
      ['2024-06-17', 212],
      ['2035-01-02', 213],
      ['2024-06-18', 21.4],
      ['2024-06-20', 1.1],
    ]);
    const { bars, rejected } = okOf(await historyOf(yahoo));
    expect(bars.map(({ date, close }) => [date, close])).toEqual([['2024-06-17', '211']]);
    expect(rejected).toEqual([
      { date: '2024-06-10', reason: 'no close' },
      { date: '2024-06-11', reason: 'close is zero' },
      { date: '2024-06-12', reason: 'close is negative' },
      { date: '2024-06-13', reason: 'close is not a number' },
      { date: '2024-06-14', reason: 'no adjusted close' },
      { date: '2024-06-15', reason: 'not a trading session' },
      { date: '2024-06-17', reason: 'a second row of the same date' },
      { date: '2024-06-18', reason: 'close moves from 211 to 21.4 without a split that explains it' },
      { date: '2024-06-20', reason: 'close moves from 211 to 1.1 without a split that explains it' },
      { date: '2035-01-02', reason: 'the session is not completed yet' },
    ]);
  });

  it('says in which currency the closes are', async () => {
    const days: readonly RecordedDay[] = [['2024-06-10', 10]];
    expect(okOf(await historyOf(chartOf(days, { currency: 'EUR' }))).currency).toBe('EUR');
    expect(okOf(await historyOf(chartOf(days, { currency: null }))).currency).toBeNull();
  });

  it('dates a bar in the time zone of its exchange', async () => {
    const yahoo = recordedYahoo({
      chart: (symbol) => {
        const answer = chartAnswer(symbol, [['2024-06-10', 2900]], {
          currency: 'JPY',
          meta: { exchangeTimezoneName: 'Asia/Tokyo', priceHint: 2 },
        });
        // Nine in the morning in Tokyo is the evening before in New York.
        const text = JSON.stringify(answer).replace(
          /"timestamp":\[\d+\]/,
          `"timestamp":[${Date.parse('2024-06-10T00:00:00Z') / 1000}]`,
        );
        return json(JSON.parse(text));
      },
    });
    const answers = await yahoo.provider.history({ symbols: ['7203.T'], ...range });
    expect(okOf(answers.get('7203.T')).bars.map(({ date }) => date)).toEqual(['2024-06-10']);
  });

  it('knows a symbol that has no data in the range', async () => {
    const description = "Data doesn't exist for startDate = 1717372800, endDate = 1719694800";
    const yahoo = recordedYahoo({
      chart: () => json({ chart: { result: null, error: { code: 'Bad Request', description } } }, 400),
    });
    expect(okOf(await historyOf(yahoo))).toMatchObject({ bars: [], rejected: [] });
    const empty = recordedYahoo({
      chart: (symbol) => {
        const answer = JSON.parse(JSON.stringify(chartAnswer(symbol, [])));
        delete answer.chart.result[0].timestamp;
        answer.chart.result[0].indicators = { quote: [{}], adjclose: [{}] };
        return json(answer);
      },
    });
    expect(okOf(await historyOf(empty)).bars).toEqual([]);
  });

  it('calls a delisted symbol unknown, and does not ask again', async () => {
    const yahoo = recordedYahoo({ chart: () => notFound('chart') });
    expect(await historyOf(yahoo, 'ZOOM')).toEqual({ status: 'unknown-symbol' });
    expect(yahoo.requests).toHaveLength(1);
  });

  it('takes an error that comes with status 200 for the error that it is', async () => {
    const error = { code: 'Not Found', description: 'No data found, symbol may be delisted' };
    const yahoo = recordedYahoo({ chart: () => json({ chart: { result: null, error } }) });
    expect(await historyOf(yahoo)).toEqual({ status: 'unknown-symbol' });
  });

  it('refuses an answer for another symbol', async () => {
    const yahoo = recordedYahoo({ chart: () => json(chartAnswer('META', [['2024-06-10', 10]])) });
    expect(await historyOf(yahoo, 'FB')).toEqual({
      status: 'unavailable',
      reason: 'Yahoo answered for META instead of FB',
    });
  });

  it.each([
    ['no chart in it', {}],
    ['a result that is null', { chart: { result: null, error: null } }],
    ['a chart of another form', { chart: { result: [{ meta: 7 }], error: null } }],
    ['a list', []],
  ])('does not understand an answer with %s, and does not ask again', async (_, body) => {
    const yahoo = recordedYahoo({ chart: () => json(body) });
    expect(await historyOf(yahoo)).toEqual({
      status: 'unavailable',
      reason: "Yahoo's answer was not understood",
    });
    expect(yahoo.requests).toHaveLength(1);
  });

  it('stops reading an answer that does not end', async () => {
    const yahoo = recordedYahoo({ chart: () => new Response('['.repeat(9 * 1024 * 1024)) });
    expect(await historyOf(yahoo)).toMatchObject({
      status: 'unavailable',
      reason: expect.stringContaining('longer than'),
    });
  });
});

describe('yahoo under trouble', () => {
  const good = (symbol: string): Response => json(chartAnswer(symbol, [['2024-06-10', 10]]));

  it.each([
    ['429', () => json({ finance: { result: null, error: null } }, 429)],
    ['503', () => html(503)],
    ['a page instead of data', () => html(200)],
    [
      'a redirect to the consent page',
      () => new Response(null, { status: 302, headers: { location: 'https://guce.yahoo.com/consent' } }),
    ],
    ['half an answer', () => new Response('{"chart":{"result":[{"meta"')],
    ['no connection', () => Promise.reject(new TypeError('fetch failed'))],
  ])('tries again after %s', async (_, trouble) => {
    const yahoo = recordedYahoo({ chart: (symbol, __, attempt) => (attempt < 3 ? trouble() : good(symbol)) });
    expect(okOf(await historyOf(yahoo)).bars).toHaveLength(1);
    expect(yahoo.requests).toHaveLength(3);
    expect(yahoo.pauses).toEqual([1_000, 2_000]);
  });

  it('gives up after its retries, with doubling waits, and answers "unavailable"', async () => {
    const yahoo = recordedYahoo({ chart: () => html(500) });
    expect(await historyOf(yahoo)).toEqual({ status: 'unavailable', reason: 'Yahoo answered 500' });
    expect(yahoo.requests).toHaveLength(4);
    expect(yahoo.pauses).toEqual([1_000, 2_000, 4_000]);
  });

  it('spreads its waits by a factor of 0.5 to 1.5 and keeps them below the longest', async () => {
    const trouble = { chart: () => html(500) };
    const low = recordedYahoo(trouble, { random: () => 0 });
    const high = recordedYahoo(trouble, { random: () => 1, longestRetryMs: 5_000 });
    await Promise.all([historyOf(low), historyOf(high)]);
    expect(low.pauses).toEqual([500, 1_000, 2_000]);
    expect(high.pauses).toEqual([1_500, 3_000, 5_000]);
  });

  it('waits as long as Yahoo asks it to', async () => {
    const yahoo = recordedYahoo({
      chart: (symbol, _, attempt) => (attempt === 1 ? json({}, 429, { 'retry-after': '17' }) : good(symbol)),
    });
    expect((await historyOf(yahoo))?.status).toBe('ok');
    expect(yahoo.pauses).toEqual([17_000]);
  });

  it('fails one symbol without failing the others', async () => {
    const yahoo = recordedYahoo({
      chart: (symbol) =>
        symbol === 'BAD' ? html(500) : symbol === 'GONE' ? notFound('chart') : good(symbol),
    });
    const answers = await yahoo.provider.history({ symbols: ['AAPL', 'BAD', 'GONE', 'MSFT'], ...range });
    expect(Object.fromEntries([...answers].map(([symbol, { status }]) => [symbol, status]))).toEqual({
      AAPL: 'ok',
      BAD: 'unavailable',
      GONE: 'unknown-symbol',
      MSFT: 'ok',
    });
  });

  it('stops asking after failures in a row, and asks again after the cool-down', async () => {
    let down = true;
    const yahoo = recordedYahoo(
      { chart: (symbol) => (down ? html(500) : good(symbol)) },
      { failuresBeforePause: 3, coolDownMs: 400, retries: 0, concurrency: 1 },
    );
    const symbols = ['A', 'B', 'C', 'D', 'E', 'F'];
    const answers = await yahoo.provider.history({ symbols, ...range });
    expect(yahoo.requests).toHaveLength(3);
    expect(answers.get('F')).toEqual({
      status: 'unavailable',
      reason: 'Yahoo failed 3 times in a row; resting a while',
    });
    expect((await yahoo.provider.check()).ok).toBe(false);
    expect(yahoo.requests).toHaveLength(3);
    down = false;
    await new Promise((resolve) => setTimeout(resolve, 500));
    const later = await yahoo.provider.history({ symbols, ...range });
    expect([...later.values()].map(({ status }) => status)).toEqual(symbols.map(() => 'ok'));
  });

  it('asks for at most so many symbols at a time', async () => {
    let open = 0;
    let most = 0;
    const yahoo = recordedYahoo(
      {
        chart: async (symbol) => {
          open += 1;
          most = Math.max(most, open);
          await new Promise((resolve) => setTimeout(resolve, 5));
          open -= 1;
          return good(symbol);
        },
      },
      { concurrency: 3 },
    );
    const symbols = Array.from({ length: 12 }, (_, i) => `S${i}`);
    const answers = await yahoo.provider.history({ symbols, ...range });
    expect(answers.size).toBe(12);
    expect(most).toBe(3);
  });

  it('keeps to its rate of requests', async () => {
    const yahoo = recordedYahoo({ chart: good }, { requestsPerMinute: 5, concurrency: 1 });
    const symbols = Array.from({ length: 7 }, (_, i) => `S${i}`);
    await yahoo.provider.history({ symbols, ...range });
    // Five at once, then one token every twelve seconds (nothing is really waited for here, so debts add up).
    expect(yahoo.pauses).toHaveLength(2);
    expect(yahoo.pauses[0]).toBeGreaterThan(10_000);
    expect(yahoo.pauses[0]).toBeLessThanOrEqual(12_000);
    expect(yahoo.pauses[1]).toBeGreaterThan(22_000);
  });

  it('gives up a request that is not answered in time', async () => {
    const yahoo = recordedYahoo(
      {},
      {
        timeoutMs: 20,
        retries: 0,
        fetch: (_, init) =>
          new Promise((__, reject) => {
            init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
          }),
      },
    );
    expect(await historyOf(yahoo)).toEqual({
      status: 'unavailable',
      reason: 'Yahoo did not answer within 20 ms',
    });
  });

  it('stops at once when it is cancelled while waiting for an answer', async () => {
    const stop = new AbortController();
    const yahoo = recordedYahoo(
      {},
      {
        fetch: (_, init) =>
          new Promise((__, reject) => {
            init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
            stop.abort();
          }),
      },
    );
    const answers = await yahoo.provider.history({
      symbols: ['AAPL', 'MSFT'],
      ...range,
      signal: stop.signal,
    });
    expect([...answers.values()]).toEqual([
      { status: 'unavailable', reason: 'cancelled' },
      { status: 'unavailable', reason: 'cancelled' },
    ]);
  });

  it('is not there when nobody answers', async () => {
    const yahoo = recordedYahoo({ chart: () => Promise.reject(new TypeError('fetch failed')) });
    expect(await yahoo.provider.check()).toEqual({ ok: false, detail: 'Yahoo cannot be reached' });
  });

  it('never prints an address: it may hold the crumb', async () => {
    const printed: unknown[] = [];
    const original = { ...console };
    const record = (...what: unknown[]): void => void printed.push(what);
    for (const name of ['log', 'info', 'warn', 'error', 'debug', 'dir'] as const) console[name] = record;
    try {
      const yahoo = recordedYahoo({
        chart: () => html(500),
        summary: () =>
          json({ quoteSummary: { result: null, error: { code: 'Oops', description: 'x' } } }, 418),
      });
      await historyOf(yahoo);
      await yahoo.provider.profiles(['AAPL']);
      expect(printed).toEqual([]);
    } finally {
      Object.assign(console, original);
    }
  });
});

describe('yahoo profiles', () => {
  it('takes what is published and leaves the rest null', async () => {
    const yahoo = recordedYahoo({
      summary: (symbol) =>
        json(
          symbol === 'VTI'
            ? summaryAnswer(symbol, {
                price: {
                  symbol,
                  quoteType: 'ETF',
                  longName: 'Vanguard Total',
                  shortName: null,
                  currency: 'USD',
                },
                summaryProfile: {},
                summaryDetail: {
                  beta: 0,
                  totalAssets: 1.9e12,
                  trailingPE: 22.5,
                  priceToSalesTrailing12Months: 2.5,
                },
                defaultKeyStatistics: { beta3Year: 1.02, priceToBook: 4, enterpriseValue: 2e12 },
                fundProfile: { categoryName: 'Large Blend' },
              })
            : summaryAnswer(symbol, {
                price: { symbol, quoteType: 'EQUITY', longName: 'Unknown', marketCap: 0 },
                summaryProfile: { sector: 'N/A', industry: '' },
                summaryDetail: { beta: 'high' },
              }),
        ),
    });
    const profiles = await yahoo.provider.profiles(['VTI', 'ODD']);
    expect(profiles.get('VTI')).toEqual({
      status: 'ok',
      profile: {
        companyName: 'Vanguard Total',
        assetType: 'etf',
        sector: null,
        industry: 'Large Blend',
        exchange: null,
        currency: 'USD',
        marketCap: 1.9e12,
        providerBeta: 1.02,
        peRatio: 22.5,
        psRatio: 2.5,
        pbRatio: 4,
        enterpriseValue: 2e12,
      },
    });
    expect(profiles.get('ODD')).toEqual({
      status: 'ok',
      profile: {
        companyName: null,
        assetType: 'equity',
        sector: null,
        industry: null,
        exchange: null,
        currency: null,
        marketCap: null,
        providerBeta: null,
        peRatio: null,
        psRatio: null,
        pbRatio: null,
        enterpriseValue: null,
      },
    });
  });

  it('gets a new session when the crumb is refused, and a first one when it failed', async () => {
    const yahoo = recordedYahoo({
      crumb: (attempt) =>
        attempt === 1 ? new Response('Too Many Requests\r\n') : new Response(`crumb${attempt}`),
      summary: (symbol, url) =>
        url.searchParams.get('crumb') === 'crumb3'
          ? json(summaryAnswer(symbol))
          : json(
              { finance: { result: null, error: { code: 'Unauthorized', description: 'Invalid Crumb' } } },
              401,
            ),
    });
    const answer = (await yahoo.provider.profiles(['AAPL'])).get('AAPL');
    expect(answer?.status).toBe('ok');
    expect(yahoo.pauses).toEqual([1_000, 2_000]);
  });

  it('recovers by itself after a start without a network', async () => {
    let down = true;
    const yahoo = recordedYahoo(
      {
        page: () => {
          if (down) throw new TypeError('fetch failed');
          return new Response('', {
            headers: {
              'set-cookie': 'A3=x; Domain=.yahoo.com; Path=/; Secure; Expires=Sat, 28 Jun 2036 00:00:00 GMT',
            },
          });
        },
        summary: (symbol) => json(summaryAnswer(symbol)),
      },
      { retries: 1 },
    );
    expect((await yahoo.provider.profiles(['AAPL'])).get('AAPL')).toEqual({
      status: 'unavailable',
      reason: 'Yahoo cannot be reached',
    });
    down = false;
    expect((await yahoo.provider.profiles(['AAPL'])).get('AAPL')?.status).toBe('ok');
  });
});

describe('yahoo profiles of many symbols at once', () => {
  const many = [...Array.from({ length: 99 }, (_, i) => `S${i}`), 'AAPL', 'BRK.B', 'GONE'];
  const yahooWith = (summary: (symbol: string) => Response): RecordedYahoo =>
    recordedYahoo({
      summary,
      quotes: (symbols) =>
        json(
          quoteAnswer(
            symbols
              .filter((symbol) => symbol !== 'GONE')
              .map((symbol) =>
                quote(symbol, {
                  longName: `${symbol} Inc.`,
                  marketCap: 5e9,
                  beta: 1.1,
                  trailingPE: 'Infinity',
                  priceToBook: 0,
                }),
              ),
          ),
        ),
    });
  const count = ({ requests }: RecordedYahoo, path: string): number =>
    requests.filter(({ pathname }) => pathname.startsWith(path)).length;

  it('come from quotes and what is known of well-known securities, twenty of the others in full', async () => {
    const yahoo = yahooWith((symbol) => json(summaryAnswer(symbol)));
    const profiles = await yahoo.provider.profiles(many);
    expect([...profiles.keys()]).toEqual(many);
    expect(count(yahoo, '/v7/')).toBe(3);
    expect(count(yahoo, '/v10/')).toBe(20);
    const { sector, industry } = staticProfile('AAPL') ?? {};
    expect(sector).not.toBeNull();
    expect(profiles.get('AAPL')).toEqual({
      status: 'ok',
      profile: {
        companyName: 'AAPL Inc.',
        assetType: 'equity',
        sector,
        industry,
        exchange: 'NasdaqGS',
        currency: 'USD',
        marketCap: 5e9,
        providerBeta: 1.1,
        peRatio: null,
        psRatio: null,
        pbRatio: null,
        enterpriseValue: null,
      },
    });
    expect(profiles.get('BRK.B')).toMatchObject({ status: 'ok', profile: { companyName: 'BRK-B Inc.' } });
    expect(profiles.get('GONE')).toEqual({ status: 'unavailable', reason: 'not in the answer of Yahoo' });
    const sectors = [...profiles.values()].filter(
      (answer) => answer.status === 'ok' && answer.profile.industry === 'Consumer Electronics',
    );
    expect(sectors.length).toBeGreaterThanOrEqual(20);
  });

  it('stay what the quotes say where a summary fails', async () => {
    const profiles = await yahooWith(() => notFound('quoteSummary')).provider.profiles(many);
    expect(profiles.get('S0')).toMatchObject({
      status: 'ok',
      profile: { companyName: 'S0 Inc.', sector: null },
    });
  });

  it('are all read in full up to a hundred', async () => {
    const yahoo = yahooWith((symbol) => json(summaryAnswer(symbol)));
    await yahoo.provider.profiles(many.slice(0, 100));
    expect([count(yahoo, '/v7/'), count(yahoo, '/v10/')]).toEqual([0, 100]);
  });
});

describe('yahoo and the outside world', () => {
  it('calls Yahoo’s hosts over https only, whatever the symbol', async () => {
    const yahoo = recordedYear();
    const symbols = [
      'AAPL',
      'BRK.B',
      '^TNX',
      '@evil.example/x',
      '../../v1/x',
      'A?b=c',
      'A#b',
      'A%2e%2e',
      'http://x',
    ];
    await yahoo.provider.history({ symbols, ...range });
    await yahoo.provider.profiles(symbols);
    expect(yahoo.requests.length).toBeGreaterThan(5);
    for (const { protocol, hostname } of yahoo.requests) {
      expect([protocol, hostname.endsWith('.finance.yahoo.com') || hostname === 'finance.yahoo.com']).toEqual(
        ['https:', true],
      );
    }
    const asked = yahoo.requests
      .filter(({ pathname }) => pathname.startsWith('/v8/'))
      .map(({ pathname }) => pathname);
    expect(asked.sort()).toEqual(
      ['AAPL', 'BRK-B', '%5ETNX'].map((path) => `/v8/finance/chart/${path}`).sort(),
    );
  });

  it('does not follow a redirect to another host, also not for its session', async () => {
    const yahoo = recordedYahoo(
      {
        page: () =>
          new Response(null, {
            status: 302,
            headers: {
              location: 'http://169.254.169.254/guce.yahoo',
              'set-cookie': 'A3=x; Domain=.yahoo.com; Path=/',
            },
          }),
        chart: () => new Response(null, { status: 307, headers: { location: 'http://127.0.0.1:5432/' } }),
        summary: (symbol) => json(summaryAnswer(symbol)),
      },
      { retries: 0 },
    );
    expect((await historyOf(yahoo))?.status).toBe('unavailable');
    expect((await yahoo.provider.profiles(['AAPL'])).get('AAPL')?.status).toBe('unavailable');
    expect(yahoo.requests.map(({ hostname }) => hostname)).toEqual([
      'query2.finance.yahoo.com',
      'finance.yahoo.com',
    ]);
  });
});
