import fc from 'fast-check';
import { lastSessions } from '../../../domain/calendar/nyse.ts';
import { conditionalMoves } from '../../../domain/risk/conditional-moves.ts';
import { ewmaCovariance, type FactorCovariance, factorCovariance } from '../../../domain/risk/covariance.ts';
import type { FactorExposures } from '../../../domain/risk/factor-exposure.ts';
import { FACTOR_ETFS, FACTOR_IDS, type FactorEtf, type FactorId } from '../../../domain/risk/factors.ts';
import { treasuryReturn } from '../../../domain/risk/rate-model.ts';
import { activeScenarios, SCENARIOS, type StressScenario } from '../../../domain/risk/scenarios.ts';
import { etfShocks, stressTest } from '../../../domain/risk/stress.ts';
import {
  expectRelative,
  factorEtfs,
  golden,
  goldenReturns,
  returnsUpTo,
  widePrices,
} from './reference-data.ts';

const returns = goldenReturns();
const length = returns.get('SPY')!.length;
const sessions = lastSessions('2026-11-20', length);
const covariance = factorCovariance({ sessions, etfReturns: factorEtfs(returns) })!;
/** The golden figures weigh all 260 returns, eight more than our window. */
const goldenCovariance: FactorCovariance = {
  ...covariance,
  observations: 260,
  matrix: ewmaCovariance(
    sessions.map((_, i) => FACTOR_ETFS.map((etf) => returns.get(etf)![i]!)),
    0.94,
  ),
};
const shocksOf = (shocks: Record<string, number>) => new Map(Object.entries(shocks) as [FactorEtf, number][]);

/** A made-up covariance in which nothing moves with anything. */
const identity: FactorCovariance = {
  etfs: FACTOR_ETFS,
  matrix: Float64Array.from({ length: 64 }, (_, i) => (i % 9 === 0 ? 1e-4 : 0)),
  observations: 252,
  asOf: '2024-06-28',
};
/** Every equity ETF is the market plus something of its own; Treasuries stand apart. */
const oneMarket: FactorCovariance = {
  ...identity,
  matrix: Float64Array.from({ length: 64 }, (_, i) => {
    const [a, b] = [FACTOR_ETFS[Math.floor(i / 8)]!, FACTOR_ETFS[i % 8]!];
    if (a === 'TLT' || b === 'TLT') return a === b ? 5e-5 : 0;
    return 1e-4 + (a === b && a !== 'SPY' ? 3e-5 : 0);
  }),
};

const exposed = (betas: Partial<Record<FactorId, number>>, equity = '100000.00'): FactorExposures => ({
  equity,
  privateAllocation: 0,
  quality: 'full',
  exposures: FACTOR_IDS.map((factor) => ({
    factor,
    beta: betas[factor] ?? null,
    dollars: null,
    coverage: 1,
    rSquared: null,
    observations: 90,
    contributions: [],
  })),
});
const everything = (betas: Partial<Record<FactorId, number>> = {}) =>
  exposed({
    market_beta_90d: 0,
    ir_beta: 0,
    growth_value_spread: 0,
    momentum_spread: 0,
    size_spread: 0,
    quality_spread: 0,
    ...betas,
  });
const run = (
  exposures: FactorExposures,
  scenario: string | StressScenario,
  matrix: FactorCovariance | null = covariance,
) => {
  const chosen = typeof scenario === 'string' ? SCENARIOS.find(({ id }) => id === scenario)! : scenario;
  return stressTest({ exposures, covariance: matrix, scenarios: [chosen] }).scenarios[0]!;
};
describe('the factor covariance', () => {
  it('has the golden correlations of pandas ewm', () => {
    const { symbols, matrix } = golden.ewma_corr_094;
    symbols.forEach((a: FactorEtf, i: number) => {
      symbols.forEach((b: FactorEtf, j: number) => {
        const at = (x: FactorEtf, y: FactorEtf) =>
          goldenCovariance.matrix[FACTOR_ETFS.indexOf(x) * 8 + FACTOR_ETFS.indexOf(y)]!;
        expectRelative(at(a, b) / Math.sqrt(at(a, a) * at(b, b)), matrix[i][j], 1e-9);
      });
    });
  });

  it('gives the published five-row example', () => {
    const a = [0.01, -0.02, 0.015, 0.005, -0.01];
    const b = [0.012, -0.018, 0.01, 0.007, -0.012];
    const [aa, ab, , bb] = ewmaCovariance(
      a.map((value, i) => [value, b[i]!]),
      0.94,
    );
    expectRelative(ab! / Math.sqrt(aa! * bb!), 0.975558286282633, 1e-12);
  });

  it('covers the last 252 sessions of a longer history', () => {
    const last = Object.fromEntries(FACTOR_ETFS.map((etf) => [etf, returns.get(etf)!.slice(-252)]));
    expect(covariance).toEqual(
      factorCovariance({
        sessions: sessions.slice(-252),
        etfReturns: last as Record<FactorEtf, Float64Array>,
      }),
    );
    expect(covariance).toMatchObject({ observations: 252, asOf: '2026-11-20' });
  });

  it('drops sessions on which an ETF has no return, and is unknown below 30', () => {
    const etfReturns = factorEtfs(returns);
    const gap = { ...etfReturns, USMV: etfReturns.USMV.with(length - 1, Number.NaN) };
    expect(factorCovariance({ sessions, etfReturns: gap })).toMatchObject({
      observations: 251,
      asOf: sessions.at(-2),
    });
    const late = { ...etfReturns, USMV: etfReturns.USMV.map((r, i) => (i < length - 29 ? Number.NaN : r)) };
    expect(factorCovariance({ sessions, etfReturns: late })).toBeNull();
    expect(() => factorCovariance({ sessions: sessions.slice(1), etfReturns })).toThrow(
      /SPY has 260 returns/,
    );
  });
});

describe('conditional moves', () => {
  it('equal the golden ones for a fall of the market', () => {
    const wanted = golden.stress_market_minus10.propagated_by_conditional_normal;
    const moves = conditionalMoves(goldenCovariance, shocksOf({ SPY: -0.1 }));
    for (const etf of FACTOR_ETFS) expectRelative(moves.get(etf)!, wanted[etf], 1e-9);
  });

  it('equal the golden ones for three shocks at once, and lose 44 % where correlations alone say 83 %', () => {
    const { shocks, conditional, betas_example, pnl_pct_conditional } = golden.stress_multi;
    const moves = conditionalMoves(goldenCovariance, shocksOf(shocks));
    for (const etf of FACTOR_ETFS) expectRelative(moves.get(etf)!, conditional[etf], 1e-9);
    const pnl = FACTOR_ETFS.reduce((total, etf) => total + betas_example[etf] * moves.get(etf)!, 0);
    expectRelative(pnl, pnl_pct_conditional, 1e-9);
  });

  it('with one shock are the beta to it times the shock', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FACTOR_ETFS),
        fc.double({ min: -0.5, max: 0.5, noNaN: true }),
        (shocked, shock) => {
          const s = FACTOR_ETFS.indexOf(shocked);
          const moves = conditionalMoves(covariance, new Map([[shocked, shock]]));
          FACTOR_ETFS.forEach((etf, u) => {
            const beta = covariance.matrix[u * 8 + s]! / covariance.matrix[s * 8 + s]!;
            expect(moves.get(etf)).toBeCloseTo(beta * shock, 12);
          });
        },
      ),
    );
  });

  it('do not depend on the order of the shocks and grow in proportion to them', () => {
    const some = fc.uniqueArray(fc.constantFrom(...FACTOR_ETFS), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(some, fc.double({ min: -0.3, max: 0.3, noNaN: true }), (etfs, shock) => {
        const pairs = etfs.map((etf, i) => [etf, shock * (i + 1)] as const);
        const moves = conditionalMoves(covariance, new Map(pairs));
        const reversed = conditionalMoves(covariance, new Map(pairs.toReversed()));
        const doubled = conditionalMoves(covariance, new Map(pairs.map(([etf, s]) => [etf, 2 * s])));
        for (const etf of FACTOR_ETFS) {
          expect(reversed.get(etf)).toBeCloseTo(moves.get(etf)!, 9);
          expect(doubled.get(etf)).toBeCloseTo(2 * moves.get(etf)!, 9);
        }
      }),
    );
  });

  it('exist for two shocked ETFs that move as one, and for ETFs that do not move', () => {
    const twins: FactorCovariance = { ...identity, matrix: new Float64Array(64).fill(1e-4) };
    const moves = conditionalMoves(twins, shocksOf({ SPY: -0.1, IWM: -0.1 }));
    for (const etf of FACTOR_ETFS) expect(moves.get(etf)).toBeCloseTo(-0.1, 6);
    const still = conditionalMoves({ ...identity, matrix: new Float64Array(64) }, shocksOf({ SPY: -0.1 }));
    expect(still.get('TLT')).toBe(0);
    expect(() => conditionalMoves({ ...identity, etfs: ['TLT'] }, shocksOf({ SPY: 1 }))).toThrow(/SPY/);
  });
});

describe('the scenarios', () => {
  it('are 22, of which the 19 that are no replays are active', () => {
    expect(SCENARIOS).toHaveLength(22);
    expect(new Set(SCENARIOS.map(({ id }) => id)).size).toBe(22);
    expect(activeScenarios({ historical: false })).toHaveLength(19);
    expect(activeScenarios({ historical: true })).toEqual(SCENARIOS);
  });

  it.each([
    ['rates_up_25bp', -0.0402],
    ['rates_up_50bp', -0.0781],
    ['rates_up_100bp', -0.1475],
    ['rate_spike_300bp', -0.3375],
    ['rates_down_50bp', 0.0869],
    ['rates_down_100bp', 0.1825],
  ])('%s returns %d on long Treasuries', (id, expected) => {
    const shocks = etfShocks(SCENARIOS.find((scenario) => scenario.id === id)!);
    expect([...shocks.keys()]).toEqual(['TLT']);
    expect(shocks.get('TLT')).toBeCloseTo(expected, 4);
  });

  it('have a shock for every factor they name', () => {
    for (const scenario of SCENARIOS) {
      expect(etfShocks(scenario).size).toBe(Object.keys(scenario.shocks).length);
    }
    expect(treasuryReturn(0)).toBeCloseTo(0, 12);
  });
});

describe('the stress test', () => {
  it('moves a portfolio that holds only the market by beta times the shock, either way', () => {
    const result = run(everything({ market_beta_90d: 1.1 }), 'market_down_10');
    expect(result).toMatchObject({ status: 'ok', missingFactors: [] });
    expect(result.conditional).toEqual({ dollars: '-11000.00', fractionOfEquity: expect.closeTo(-0.11, 12) });
    expect(result.direct).toEqual({ dollars: '-11000.00', fractionOfEquity: expect.closeTo(-0.11, 12) });
    expect(result.impacts.find(({ factor }) => factor === 'market_beta_90d')).toMatchObject({
      move: -0.1,
      shocked: true,
      beta: 1.1,
      dollars: '-11000.00',
    });
  });

  it('states its method, its rate model and the window of the covariance', () => {
    expect(stressTest({ exposures: everything(), covariance, scenarios: [] })).toEqual({
      factorSet: 'market_rates_spreads',
      method: 'conditional',
      equity: '100000.00',
      observations: 252,
      covarianceAsOf: '2026-11-20',
      factorEtfs: FACTOR_ETFS,
      rateModel: { duration: 16.5, convexity: 350 },
      scenarios: [],
    });
  });

  it('lets other factors follow the shocked one as they did lately', () => {
    const wanted = golden.stress_market_minus10.propagated_by_conditional_normal;
    const { impacts, conditional } = run(
      everything({ size_spread: 0.5, ir_beta: 0.2 }),
      'market_down_10',
      goldenCovariance,
    );
    const move = (factor: FactorId) => impacts.find((impact) => impact.factor === factor)!.move;
    expectRelative(move('size_spread'), wanted.IWM - wanted.SPY, 1e-9);
    expectRelative(move('ir_beta'), wanted.TLT, 1e-9);
    expect(conditional!.fractionOfEquity).toBeCloseTo(0.5 * move('size_spread') + 0.2 * move('ir_beta'), 12);
    expect(impacts.filter(({ shocked }) => shocked).map(({ factor }) => factor)).toEqual(['market_beta_90d']);
  });

  it('reads a fall of the market alone as no spread at all in the direct figure', () => {
    const spreads = { growth_value_spread: 1, momentum_spread: 1, size_spread: 1, quality_spread: 1 };
    expect(run(everything(spreads), 'market_crash_35').direct!.fractionOfEquity).toBe(0);
  });

  it.each([
    ['value_rotation_20', { growth_value_spread: -0.3 }],
    ['growth_rally_15', { growth_value_spread: 0.15, momentum_spread: 0.1 }],
    ['small_cap_outperformance_10', { size_spread: 0.1 }],
    ['quality_flight_12', { quality_spread: 0.17, market_beta_90d: -0.05 }],
    ['vix_spike_150', { market_beta_90d: -0.15 }],
    ['liquidity_crisis', { market_beta_90d: -0.2, size_spread: 0.1, quality_spread: 0.35 }],
    [
      'financial_crisis_2008',
      { market_beta_90d: -0.45, growth_value_spread: -0.15, size_spread: 0.2, quality_spread: 0.65 },
    ],
    [
      'covid_crash_2020',
      { market_beta_90d: -0.35, growth_value_spread: 0.55, size_spread: 0.05, quality_spread: 0.45 },
    ],
    [
      'dotcom_crash_2000',
      { market_beta_90d: -0.45, growth_value_spread: -0.8, momentum_spread: -0.05, quality_spread: 0.6 },
    ],
  ] as [string, Partial<Record<FactorId, number>>][])('%s moves directly only what it names', (id, moves) => {
    const factors = [
      'market_beta_90d',
      'ir_beta',
      'growth_value_spread',
      'momentum_spread',
      'size_spread',
      'quality_spread',
    ] as const;
    for (const factor of factors) {
      const { direct, impacts } = run(everything({ [factor]: 1 }), id);
      expect(direct!.fractionOfEquity).toBeCloseTo(moves[factor] ?? 0, 12);
      expect(impacts.find((impact) => impact.factor === factor)!.shocked).toBe(moves[factor] !== undefined);
    }
  });

  const betas = fc.record(
    Object.fromEntries(
      [
        'market_beta_90d',
        'ir_beta',
        'growth_value_spread',
        'momentum_spread',
        'size_spread',
        'quality_spread',
      ].map((factor) => [factor, fc.double({ min: -3, max: 3, noNaN: true })]),
    ),
  ) as fc.Arbitrary<Partial<Record<FactorId, number>>>;

  it('has the same conditional and direct figure where factors do not move together', () => {
    fc.assert(
      fc.property(betas, fc.constantFrom(...SCENARIOS), (own, scenario) => {
        // Styles without a market shock: independent ETFs. With one: the same market in all of them.
        const independent = scenario.shocks.market_beta_90d === undefined ? identity : oneMarket;
        const { conditional, direct } = run(everything(own), scenario, independent);
        expect(conditional!.fractionOfEquity).toBeCloseTo(direct!.fractionOfEquity, 10);
      }),
    );
  });

  it('is linear in the betas, and opposite for the opposite book', () => {
    fc.assert(
      fc.property(betas, fc.constantFrom(...SCENARIOS), (own, scenario) => {
        const opposite = Object.fromEntries(Object.entries(own).map(([factor, beta]) => [factor, -beta]));
        const long = run(everything(own), scenario);
        const short = run(everything(opposite), scenario);
        expect(short.conditional!.fractionOfEquity).toBeCloseTo(-long.conditional!.fractionOfEquity, 12);
        expect(short.direct!.fractionOfEquity).toBeCloseTo(-long.direct!.fractionOfEquity, 12);
        const parts = long.impacts.reduce((total, { dollars }) => total + Number(dollars), 0);
        expect(Math.abs(parts - Number(long.conditional!.dollars))).toBeLessThan(0.05);
      }),
    );
  });

  it('reports a loss of more than the equity of a leveraged book', () => {
    expect(
      run(everything({ market_beta_90d: 3.5 }), 'market_crash_35').conditional!.fractionOfEquity,
    ).toBeCloseTo(-1.225, 12);
  });

  it('names the factors that the portfolio has no beta to', () => {
    const result = run(exposed({ market_beta_90d: 1 }), 'market_down_5');
    expect(result.status).toBe('partial');
    expect(result.missingFactors).toEqual([
      'ir_beta',
      'growth_value_spread',
      'momentum_spread',
      'size_spread',
      'quality_spread',
    ]);
    expect(result.conditional!.dollars).toBe('-5000.00');
  });

  it('fails without a figure when nothing is known', () => {
    expect(run(exposed({}), 'market_down_5')).toMatchObject({
      status: 'failed',
      conditional: null,
      direct: null,
      impacts: [],
    });
    expect(run(everything({ market_beta_90d: 1 }), 'market_down_5', null)).toMatchObject({
      status: 'failed',
      conditional: null,
      direct: { dollars: '-5000.00' },
    });
  });

  it('adds up rates and the six styles instead, when asked, and then no market beta', () => {
    const exposures = everything({
      market_beta_90d: 9,
      ir_beta: 0.5,
      value: 0.3,
      growth: 0.6,
      size: -0.1,
      momentum: 0,
      quality: 0,
      low_volatility: 0.2,
    });
    const market = SCENARIOS.filter(({ id }) => id === 'market_down_10');
    const { factorSet, scenarios } = stressTest({
      exposures,
      covariance,
      scenarios: market,
      factorSet: 'rates_styles',
    });
    const moves = conditionalMoves(covariance, shocksOf({ SPY: -0.1 }));
    const move = (etf: FactorEtf): number => moves.get(etf)!;
    expect(factorSet).toBe('rates_styles');
    expect(scenarios[0]!.impacts.map(({ factor }) => factor)).not.toContain('market_beta_90d');
    expect(scenarios[0]!.impacts).toHaveLength(7);
    expectRelative(
      scenarios[0]!.conditional!.fractionOfEquity,
      0.5 * move('TLT') + 0.3 * move('VTV') + 0.6 * move('VUG') - 0.1 * move('IWM') + 0.2 * move('USMV'),
      1e-12,
    );
    // Directly, every equity style falls with the market and Treasuries stand still.
    expectRelative(scenarios[0]!.direct!.fractionOfEquity, -0.1 * (0.3 + 0.6 - 0.1 + 0.2), 1e-12);
  });

  it('runs every scenario on real prices', () => {
    const prices = widePrices('prices/yahoo_adjclose_small_2022-2024H1.csv');
    const real = factorCovariance({
      sessions: lastSessions('2024-06-28', 252),
      etfReturns: factorEtfs(returnsUpTo(prices, '2024-06-28', 252)),
    });
    const { scenarios } = stressTest({
      exposures: everything({ market_beta_90d: 1, ir_beta: 0.1 }),
      covariance: real,
      scenarios: SCENARIOS,
    });
    expect(scenarios.every(({ status, conditional }) => status === 'ok' && conditional !== null)).toBe(true);
    expect(real).toMatchObject({ observations: 252, asOf: '2024-06-28' });
  });
});
