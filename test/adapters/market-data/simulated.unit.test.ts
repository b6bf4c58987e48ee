import { createSimulatedProvider } from '../../../adapters/market-data/simulated/provider.ts';
import type { MarketDataProvider } from '../../../application/ports/market-data.ts';
import { sessionsBetween } from '../../../domain/calendar/nyse.ts';
import { FACTOR_ETFS } from '../../../domain/risk/factors.ts';
import type { PriceBar } from '../../../domain/symbol/events.ts';
import { describeMarketDataProvider } from '../../application/ports/market-data.contract.ts';

const clock = () => new Date('2026-07-01T21:00:00Z');
const create = (seed = 1): MarketDataProvider => createSimulatedProvider({ seed, clock });

describeMarketDataProvider('simulated', {
  provider: () => create(),
  known: ['BRK-B', 'AAPL', 'JNJ'],
  unknown: 'ZZTOP',
  from: '2025-01-02',
  to: '2026-06-30',
  lastCompleted: '2026-07-01',
});

const barsOf = async (
  provider: MarketDataProvider,
  symbol: string,
  from = '2015-01-01',
  to = '2026-06-30',
): Promise<readonly PriceBar[]> => {
  const answer = (await provider.history({ symbols: [symbol], from, to })).get(symbol);
  if (answer?.status !== 'ok') throw new Error(JSON.stringify(answer));
  return answer.bars;
};

const returnsOf = (bars: readonly PriceBar[]): readonly number[] =>
  bars.slice(1).map((bar, i) => bar.adjustedClose / (bars[i]?.adjustedClose ?? Number.NaN) - 1);

const mean = (x: readonly number[]): number => x.reduce((sum, value) => sum + value, 0) / x.length;
const covariance = (x: readonly number[], y: readonly number[]): number => {
  const [mx, my] = [mean(x), mean(y)];
  return mean(x.map((value, i) => (value - mx) * ((y[i] ?? 0) - my)));
};
const betaOf = (y: readonly number[], x: readonly number[]): number => covariance(x, y) / covariance(x, x);
const volatilityOf = (x: readonly number[]): number => Math.sqrt(covariance(x, x) * 252);

describe('the simulated market', () => {
  it('has a close for every session since 2015', async () => {
    const dates = (await barsOf(create(), 'XYZ')).map(({ date }) => date);
    expect(dates).toEqual(sessionsBetween('2015-01-02', '2026-06-30'));
  });

  it('passes through the entry prices of the demo portfolios on 2025-06-30', async () => {
    const expected = {
      AAPL: '204.94',
      'BRK-B': '485.77',
      FXNAX: '10.34',
      NVDA: '157.98',
      PTON: '6.94',
      SPY: '616.14',
      XOM: '106.81',
    };
    for (const seed of [1, 42]) {
      const provider = create(seed);
      for (const [symbol, close] of Object.entries(expected)) {
        const [bar] = await barsOf(provider, symbol, '2025-06-30', '2025-06-30');
        expect([symbol, bar?.close, bar?.adjustedClose]).toEqual([symbol, close, Number(close)]);
      }
    }
  });

  it('pins a few closes, so that a change of the generator is noticed: it would rewrite everybody’s history', async () => {
    const provider = create();
    const [spy, aapl] = await Promise.all(
      ['SPY', 'AAPL'].map((symbol) => barsOf(provider, symbol, '2024-06-28', '2024-06-28')),
    );
    expect(spy).toEqual([{ date: '2024-06-28', close: '603.1', adjustedClose: 595.895302, splitFactor: 1 }]);
    expect(aapl).toEqual([
      { date: '2024-06-28', close: '185.05', adjustedClose: 184.126483, splitFactor: 1 },
    ]);
  });

  it('is another market with another seed', async () => {
    const one = await barsOf(create(1), 'SPY', '2024-01-02', '2024-12-31');
    const two = await barsOf(create(2), 'SPY', '2024-01-02', '2024-12-31');
    expect(two.map(({ date }) => date)).toEqual(one.map(({ date }) => date));
    expect(two).not.toEqual(one);
  });

  it('does not depend on the window, the order or the company in which a symbol is asked for', async () => {
    const whole = await barsOf(create(), 'TSLA');
    const provider = create();
    await provider.history({ symbols: ['SPY', 'TSLA'], from: '2016-01-04', to: '2016-02-01' });
    const later = await barsOf(provider, 'TSLA', '2026-01-02', '2026-06-30');
    expect(later).toEqual(whole.filter(({ date }) => date >= '2026-01-02'));
  });

  it('gives the factor ETFs the betas and volatilities of their kind', async () => {
    const provider = create();
    const bars = await Promise.all(FACTOR_ETFS.map((symbol) => barsOf(provider, symbol)));
    const returns = new Map(FACTOR_ETFS.map((symbol, i) => [symbol, returnsOf(bars[i] ?? [])]));
    const of = (symbol: (typeof FACTOR_ETFS)[number]): readonly number[] => returns.get(symbol) ?? [];
    const market = of('SPY');
    expect(volatilityOf(market)).toBeGreaterThan(0.12);
    expect(volatilityOf(market)).toBeLessThan(0.24);
    expect(betaOf(of('VUG'), market)).toBeGreaterThan(1.02);
    expect(betaOf(of('VTV'), market)).toBeLessThan(0.98);
    expect(betaOf(of('USMV'), market)).toBeLessThan(0.8);
    expect(betaOf(of('IWM'), market)).toBeGreaterThan(1);
    expect(Math.abs(betaOf(of('TLT'), market))).toBeLessThan(0.4);
  });

  it('gives a bond fund the bonds’ sensitivity and little volatility', async () => {
    const provider = create();
    const [bond, rates] = await Promise.all(['BND', 'TLT'].map((symbol) => barsOf(provider, symbol)));
    expect(betaOf(returnsOf(bond ?? []), returnsOf(rates ?? []))).toBeCloseTo(0.35, 1);
    expect(volatilityOf(returnsOf(bond ?? []))).toBeLessThan(0.1);
  });

  it('pays dividends: adjusted closes grow faster than raw ones, and there are no splits', async () => {
    const bars = await barsOf(create(), 'XOM');
    const growth = (of: (bar: PriceBar) => number): number => of(bars.at(-1)!) / of(bars[0]!);
    expect(growth((bar) => bar.adjustedClose)).toBeGreaterThan(1.2 * growth((bar) => Number(bar.close)));
    expect(new Set(bars.map(({ splitFactor }) => splitFactor))).toEqual(new Set([1]));
  });

  it('keeps raw closes in whole cents', async () => {
    for (const bar of await barsOf(create(), 'NVDA')) expect(bar.close).toMatch(/^\d+(\.\d{1,2})?$/);
  });

  it('knows any plausible ticker, and none that begins with ZZ', async () => {
    const symbols = ['QWRT', 'VFIAX', 'ZZZZ', 'ZZ', 'TREASURY_BILLS', '^TNX'];
    const answers = await create().history({ symbols, from: '2025-06-30', to: '2025-06-30' });
    expect(symbols.map((symbol) => answers.get(symbol)?.status)).toEqual([
      'ok',
      'ok',
      'unknown-symbol',
      'unknown-symbol',
      'unknown-symbol',
      'unknown-symbol',
    ]);
  });

  it('publishes betas with the profiles, and nothing made up beside them', async () => {
    const profiles = await create().profiles(['NVDA', 'QWRT', 'VIX', 'FXNAX']);
    expect(profiles.get('NVDA')).toMatchObject({
      profile: { companyName: 'NVIDIA Corporation', sector: 'Technology', providerBeta: 1.8 },
    });
    expect(profiles.get('QWRT')).toMatchObject({
      profile: { companyName: null, sector: null, marketCap: null },
    });
    expect(profiles.get('VIX')).toMatchObject({ profile: { assetType: 'index', providerBeta: null } });
    expect(profiles.get('FXNAX')).toMatchObject({ profile: { industry: 'Intermediate Core Bond' } });
  });

  it('labels itself as simulated', async () => {
    expect(create().simulated).toBe(true);
    expect(create().name).toBe('simulated');
    expect((await create().check()).detail).toContain('made up');
  });
});
