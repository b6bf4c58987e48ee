import type { RecentCloses } from '../../../../application/ports/market-data.ts';
import { json, type RecordedDay, type RecordedYahoo, recordedYahoo, sparkAnswer } from './recorded-yahoo.ts';

/** The three sessions since a Tuesday, the last of them completed an hour ago. */
const SINCE = '2024-06-25';
const TO = '2024-06-28';
const days: readonly RecordedDay[] = [
  ['2024-06-21', 99],
  ['2024-06-24', 99.5],
  ['2024-06-25', 100],
  ['2024-06-26', 101.25],
  ['2024-06-27', 120.88800048828125],
  ['2024-06-28', 102],
];

const ask = async (
  { provider }: RecordedYahoo,
  symbols: readonly string[] = ['AAPL'],
  to = TO,
): Promise<ReadonlyMap<string, RecentCloses>> =>
  (await provider.recentCloses?.({ symbols, since: SINCE, to })) ?? new Map();

const answering = (parts: Readonly<Record<string, readonly RecordedDay[]>>, meta?: object): RecordedYahoo =>
  recordedYahoo({ sparks: () => json(sparkAnswer(parts, meta)) });

const asked = ({ requests }: RecordedYahoo): readonly (readonly string[])[] =>
  requests
    .filter(({ pathname }) => pathname === '/v7/finance/spark')
    .map(({ searchParams }) => (searchParams.get('symbols') ?? '').split(','));

const reasonOf = (recent: RecentCloses | undefined): string | undefined =>
  recent?.status === 'ok' ? 'ok' : recent?.reason;

describe('the closes of several sessions from Yahoo', () => {
  it('are those since the one that was named, and that one as it is now', async () => {
    expect((await ask(answering({ AAPL: days }))).get('AAPL')).toEqual({
      status: 'ok',
      bars: [
        { date: '2024-06-26', close: '101.25', adjustedClose: 101.25, splitFactor: 1 },
        { date: '2024-06-27', close: '120.89', adjustedClose: 120.88800048828125, splitFactor: 1 },
        { date: '2024-06-28', close: '102', adjustedClose: 102, splitFactor: 1 },
      ],
      closeBefore: '100',
      currency: 'USD',
      assetType: 'equity',
    });
  });

  it('may be of a session before the last one, that was missed', async () => {
    const recent = (await ask(answering({ AAPL: days }), ['AAPL'], '2024-06-26')).get('AAPL');
    expect(recent).toMatchObject({ status: 'ok', bars: [{ date: '2024-06-26' }], closeBefore: '100' });
  });

  it('ask for a month of twenty symbols at a time, without a session of ours', async () => {
    const yahoo = recordedYahoo({
      sparks: (symbols) => json(sparkAnswer(Object.fromEntries(symbols.map((symbol) => [symbol, days])))),
    });
    const closes = await ask(
      yahoo,
      Array.from({ length: 47 }, (_, i) => `S${i}`),
    );
    expect(new Set([...closes.values()].map(reasonOf))).toEqual(new Set(['ok']));
    expect(asked(yahoo).map(({ length }) => length)).toEqual([20, 20, 7]);
    expect(yahoo.requests).toHaveLength(3);
    const [url] = yahoo.requests;
    expect([url?.searchParams.get('range'), url?.searchParams.get('interval')]).toEqual(['1mo', '1d']);
  });

  it.each<[string, readonly RecordedDay[], object, string]>([
    ['the session that was named', days.slice(3), {}, 'no close of 2024-06-25'],
    ['a session', days.filter(([date]) => date !== '2024-06-27'), {}, 'no close of 2024-06-27'],
    ['the last session', days.slice(0, -1), {}, 'no close of 2024-06-28'],
    ['a price', days.map(([d, c]) => [d, d === '2024-06-26' ? null : c]), {}, 'no close of 2024-06-26'],
    [
      'a price above zero',
      days.map(([d, c]) => [d, d === '2024-06-26' ? 0 : c]),
      {},
      'no close of 2024-06-26',
    ],
    [
      'a price that can be',
      days.map(([d, c]) => [d, d === '2024-06-26' ? 9_000 : c]),
      {},
      'no close of 2024-06-26',
    ],
    ['everything', [], {}, 'no close of 2024-06-25'],
    ['a market', days, { exchangeTimezoneName: undefined }, 'not of a market in New York'],
    ['a market of ours', days, { exchangeTimezoneName: 'Asia/Tokyo' }, 'not of a market in New York'],
    ['the right symbol', days, { symbol: 'MSFT' }, 'Yahoo answered for MSFT instead of AAPL'],
  ])('are not used when they lack %s', async (_, answered, meta, reason) => {
    expect(reasonOf((await ask(answering({ AAPL: answered }, meta))).get('AAPL'))).toBe(reason);
  });

  it('are not used for a symbol that is left out, comes twice or has no chart', async () => {
    const { spark } = sparkAnswer({ AAPL: days, MSFT: days }) as { spark: { result: unknown[] } };
    const result = [...spark.result, spark.result[1], { symbol: 'SPY', response: [] }, 'odd'];
    const yahoo = recordedYahoo({ sparks: () => json({ spark: { result, error: null } }) });
    const closes = await ask(yahoo, ['AAPL', 'MSFT', 'SPY', 'GONE']);
    expect(Object.fromEntries([...closes].map(([symbol, recent]) => [symbol, reasonOf(recent)]))).toEqual({
      AAPL: 'ok',
      MSFT: 'not in the answer of Yahoo',
      SPY: 'not understood',
      GONE: 'not in the answer of Yahoo',
    });
  });

  it('are not used when the answer is none', async () => {
    const yahoo = recordedYahoo({ sparks: () => json({ spark: { result: null, error: null } }) });
    expect(reasonOf((await ask(yahoo)).get('AAPL'))).toBe("Yahoo's answer was not understood");
  });
});
