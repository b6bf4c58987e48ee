import fc from 'fast-check';
import { upcasting } from '../../../application/evolution/upcasting.ts';
import { canonicalJson } from '../../../domain/canonical-json.ts';
import {
  type CompactExposures,
  compactExposures,
  expandExposures,
} from '../../../domain/risk/compact-exposures.ts';
import { type CompactStress, compactStress, expandStress } from '../../../domain/risk/compact-stress.ts';
import type { FactorCovariance } from '../../../domain/risk/covariance.ts';
import { riskDecider } from '../../../domain/risk/decider.ts';
import type { RiskEvent } from '../../../domain/risk/events.ts';
import { factorExposures, type HeldFactors } from '../../../domain/risk/exposures.ts';
import { FACTOR_ETFS, FACTOR_IDS, type SymbolFactors } from '../../../domain/risk/factors.ts';
import { SCENARIOS } from '../../../domain/risk/scenarios.ts';
import { stressTest, stressTester } from '../../../domain/risk/stress.ts';
import { FACTOR_SET_IDS } from '../../../domain/risk/stress-results.ts';
import { readCorpus } from '../../support/corpus.ts';

const size = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const loading = fc.option(fc.double({ min: -5, max: 5, noNaN: true }), { nil: null }).map((beta) => ({
  beta,
  raw: beta,
  capped: false,
  rSquared: null,
  standardError: null,
  tStatistic: null,
  pValue: null,
  observations: beta === null ? 0 : 90,
  quality: 'full' as const,
}));
const symbolFactors = fc.tuple(...FACTOR_IDS.map(() => loading)).map(
  (loadings): HeldFactors => ({
    factorEventId: 'an event',
    factors: Object.fromEntries(FACTOR_IDS.map((id, i) => [id, loadings[i]])) as SymbolFactors,
  }),
);
const lots = fc.array(
  fc.record({
    symbol: fc.string({ minLength: 1, maxLength: 3 }),
    exposure: size,
    held: fc.option(symbolFactors),
  }),
  { maxLength: 8 },
);
/** Of books with shorts, lots of one symbol, symbols without factors, and equity that is gone. */
const exposed = fc
  .record({ equity: fc.constantFrom('100000.00', '0.00', '-5.00'), lots })
  .map(({ equity, lots }) =>
    factorExposures({
      equity,
      holdings: lots.map(({ symbol, exposure }) => ({
        symbol,
        kind: 'public',
        marketValue: exposure,
        exposure,
      })),
      factors: new Map(lots.flatMap(({ symbol, held }) => (held === null ? [] : [[symbol, held]]))),
    }),
  );
const covariance: FactorCovariance = {
  etfs: FACTOR_ETFS,
  matrix: Float64Array.from({ length: 64 }, (_, i) => (i % 9 === 0 ? 1e-4 : 2e-5)),
  observations: 252,
  asOf: '2024-06-28',
};
/** As the log gives it back. */
const stored = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

describe('what is recorded of risk', () => {
  it('holds every contribution to every factor, to the last bit', () => {
    fc.assert(
      fc.property(exposed, (exposures) => {
        const compact = stored(compactExposures(exposures));
        expect(expandExposures(compact)).toEqual(stored(exposures));
        expect(new Set(compact.symbols.map(({ symbol }) => symbol)).size).toBe(compact.symbols.length);
      }),
    );
  });

  it('holds every impact of every scenario, also of those that failed', () => {
    const market = fc.record({
      covariance: fc.constantFrom(covariance, null),
      factorSet: fc.constantFrom(...FACTOR_SET_IDS),
      scenarios: fc.subarray([...SCENARIOS]),
    });
    fc.assert(
      fc.property(exposed, market, (exposures, about) => {
        const stress = stressTest({ exposures, ...about });
        const expanded = expandStress(stored(compactStress(stress)));
        expect(expanded).toEqual(stored(stress));
      }),
    );
  });

  it('is the same when many books are tested together, also when they lack other factors', () => {
    const market = fc.constantFrom(...FACTOR_SET_IDS).map((factorSet) => ({
      covariance,
      factorSet,
      scenarios: SCENARIOS,
    }));
    fc.assert(
      fc.property(fc.array(exposed, { maxLength: 5 }), market, (books, about) => {
        const together = stressTester(about);
        for (const exposures of books) {
          const full = stressTest({ exposures, ...about });
          expect(JSON.stringify(together(exposures))).toBe(JSON.stringify(compactStress(full)));
        }
      }),
    );
  });

  it('reads the same from events that told it in full, as version 1 did', () => {
    const full = readCorpus('FactorExposuresCalculated.v1.json');
    const exposures = upcasting.upcast(full).data as { readonly exposures: CompactExposures };
    expect({ ...exposures, exposures: expandExposures(exposures.exposures) }).toEqual(full.data);

    const tested = readCorpus('PortfolioStressTested.v1.json');
    const stress = upcasting.upcast(tested).data as { readonly stress: CompactStress };
    expect({ ...stress, stress: expandStress(stress.stress) }).toEqual(tested.data);
  });

  it('is nothing to tell again after a version 1 with the same figures', () => {
    const full = readCorpus('FactorExposuresCalculated.v1.json');
    const { portfolioId, date, gaps, exposures } = upcasting.upcast(full).data as Extract<
      RiskEvent,
      { readonly type: 'FactorExposuresCalculated' }
    >['data'];
    const state = riskDecider.evolve(riskDecider.initial, upcasting.upcast(full) as never);
    const decided = riskDecider.decide(
      {
        type: 'RecordFactors',
        runId: 'another',
        portfolioId,
        date,
        gaps,
        exposures,
        volatility: { window21: null, window63: null, observations: 0, coverage: null },
      },
      state,
    );
    expect(decided.ok && decided.value.map(({ type }) => type)).toEqual(['PortfolioVolatilityCalculated']);
  });

  it('tells symbol, weight and event of a contribution once', () => {
    const full = readCorpus('FactorExposuresCalculated.v1.json');
    const text = canonicalJson(upcasting.upcast(full).data);
    expect(canonicalJson(full.data).split('"AAPL"')).toHaveLength(1 + FACTOR_IDS.length);
    expect(text.split('"AAPL"')).toHaveLength(2);
  });
});
