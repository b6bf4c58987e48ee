import type {
  MarketDataProvider,
  PriceHistory,
  RecentCloses,
} from '../../../application/ports/market-data.ts';
import { checkProvider } from '../../../application/prices/check-provider.ts';
import { sessionsBetween } from '../../../domain/calendar/nyse.ts';
import { FACTOR_ETFS } from '../../../domain/risk/factors.ts';
import { symbolRow } from '../../support/http-rows.ts';

const clock = () => new Date('2024-06-28T21:00:00Z');

const barsUpTo = (last: string): PriceHistory => ({
  status: 'ok',
  bars: sessionsBetween('2024-05-29', last).map((date) => ({
    date,
    close: '10.00',
    adjustedClose: 10,
    splitFactor: 1,
  })),
  closeBasis: 'raw',
  currency: 'USD',
  rejected: [],
});
const well = barsUpTo('2024-06-28');

describe('checking a provider', () => {
  const check = async (
    answers: Readonly<Record<string, PriceHistory>>,
    withFactorEtfs = false,
    recent?: (since: string) => RecentCloses,
  ) => {
    const provider: MarketDataProvider = {
      name: 'a source',
      simulated: false,
      history: async ({ symbols }) =>
        new Map(symbols.map((symbol) => [symbol, answers[symbol] ?? { status: 'unknown-symbol' }])),
      profiles: async (symbols) =>
        new Map(
          symbols.map((symbol) => [
            symbol,
            symbol === 'NAMELESS' || symbolRow.profile === null
              ? { status: 'unknown-symbol' }
              : { status: 'ok', profile: symbolRow.profile },
          ]),
        ),
      check: async () => ({ ok: true, detail: '' }),
      ...(recent && {
        recentCloses: async ({ symbols, since }) =>
          new Map(symbols.map((symbol): [string, RecentCloses] => [symbol, recent(since)])),
      }),
    };
    let time = 0;
    const now = () => (time += 5);
    return checkProvider(provider, { symbols: Object.keys(answers), withFactorEtfs, clock, now });
  };
  const faultsOf = async (history: PriceHistory, symbol = 'AAPL') =>
    (await check({ [symbol]: history })).checks[0]?.faults;

  it('finds nothing wrong with a month of prices up to the last completed session', async () => {
    const { date, checks } = await check({ AAPL: well });
    expect(date).toBe('2024-06-28');
    expect(checks).toEqual([
      {
        symbol: 'AAPL',
        milliseconds: 5,
        sessions: well.status === 'ok' ? well.bars.length : 0,
        lastDate: '2024-06-28',
        currency: 'USD',
        refused: 0,
        faults: [],
      },
    ]);
  });

  it('says what is missing, refused or in another currency', async () => {
    expect(await faultsOf(barsUpTo('2024-06-26'))).toEqual(['no price since 2024-06-26']);
    if (well.status !== 'ok') throw new Error('it is');
    expect(await faultsOf({ ...well, bars: [] })).toEqual(['no prices']);
    const gap = { ...well, bars: well.bars.filter(({ date }) => date !== '2024-06-20') };
    expect(await faultsOf(gap)).toEqual([`1 of ${well.bars.length} sessions missing`]);
    const refused = { ...well, rejected: [{ date: '2024-06-20', reason: 'close is zero' }] };
    expect(await faultsOf(refused)).toEqual(['refused 2024-06-20: close is zero']);
    expect(await faultsOf({ ...well, currency: 'GBp' })).toEqual(['in GBp']);
    expect(await faultsOf(well, 'NAMELESS')).toEqual(['no profile']);
  });

  it('tells a symbol that is unknown from a source that is not reached', async () => {
    expect(await faultsOf({ status: 'unknown-symbol' })).toEqual(['unknown, delisted or renamed']);
    expect(await faultsOf({ status: 'unavailable', reason: '429' })).toEqual(['not reached: 429']);
  });

  it('asks for the last closes of all at once, where that is possible, and holds them against the history', async () => {
    const recent = (since: string): Extract<RecentCloses, { status: 'ok' }> => ({
      status: 'ok',
      bars: well.status === 'ok' ? well.bars.filter(({ date }) => date > since) : [],
      closeBefore: '10',
      currency: 'USD',
      assetType: 'equity',
    });
    const faultsWith = async (answer: (since: string) => RecentCloses) =>
      (await check({ AAPL: well }, false, answer)).checks[0]?.faults;
    const { checks, together } = await check({ AAPL: well, MSFT: well }, false, recent);
    expect(checks.map(({ faults }) => faults)).toEqual([[], []]);
    expect(together).toEqual([
      { sessions: 1, milliseconds: 5, usable: 2 },
      { sessions: 3, milliseconds: 5, usable: 2 },
    ]);
    expect(
      await faultsWith((since) => ({
        ...recent(since),
        bars: recent(since).bars.map((bar) => (bar.date === '2024-06-27' ? { ...bar, close: '11' } : bar)),
      })),
    ).toEqual(['11 on 2024-06-27 among many, which the history does not say']);
    expect(await faultsWith((since) => ({ ...recent(since), closeBefore: '5' }))).toEqual([
      '5 before 2024-06-28 among many, which the history does not say',
      '5 before 2024-06-26 among many, which the history does not say',
    ]);
    expect(await faultsWith(() => ({ status: 'unusable', reason: 'of the future' }))).toEqual([
      'not usable among many: of the future',
      'not usable among many: of the future',
    ]);
    expect((await check({ AAPL: well })).together).toEqual([]);
  });

  it('asks for every fund that factors rest on, unless it was asked about others', async () => {
    expect((await check({ AAPL: well }, true)).checks.map(({ symbol }) => symbol)).toEqual([
      'AAPL',
      ...FACTOR_ETFS,
    ]);
  });
});
