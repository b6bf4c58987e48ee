import { riskDecider } from '../../../domain/risk/decider.ts';
import { compactFactorExposures } from '../../../domain/risk/exposures.ts';
import { portfolioVolatility } from '../../../domain/risk/portfolio-volatility.ts';
import { SCENARIOS } from '../../../domain/risk/scenarios.ts';
import { stressTester } from '../../../domain/risk/stress.ts';
import { given } from '../../support/given.ts';

const book = (equity: string) => ({ equity, holdings: [], factors: new Map(), returns: new Map() });
const factors = (runId: string, equity = '100000', date = '2024-06-28') =>
  ({
    type: 'RecordFactors',
    runId,
    portfolioId: 'portfolio',
    date,
    exposures: compactFactorExposures(book(equity)),
    volatility: portfolioVolatility(book(equity)),
    gaps: [],
  }) as const;
const stress = (runId: string) =>
  ({
    type: 'RecordStress',
    runId,
    portfolioId: 'portfolio',
    date: '2024-06-28',
    stress: stressTester({ covariance: null, scenarios: SCENARIOS })(compactFactorExposures(book('100000'))),
  }) as const;

const told = (...commands: (ReturnType<typeof factors> | ReturnType<typeof stress>)[]) =>
  commands.flatMap((command) => {
    const decided = riskDecider.decide(command, riskDecider.initial);
    return decided.ok ? decided.value : [];
  });

describe('recording risk', () => {
  it('tells exposures and volatility, and stress, as facts of their own', () => {
    given(riskDecider, [])
      .when(factors('1'))
      .thenTypes('FactorExposuresCalculated', 'PortfolioVolatilityCalculated');
    given(riskDecider, []).when(stress('1')).thenTypes('PortfolioStressTested');
  });

  it('has nothing to tell when another run finds the same', () => {
    given(riskDecider, told(factors('1'), stress('1')))
      .when(factors('2'))
      .thenNothing();
    given(riskDecider, told(factors('1'), stress('1')))
      .when(stress('2'))
      .thenNothing();
  });

  it('tells only the result that differs', () => {
    given(riskDecider, told(factors('1')))
      .when(factors('2', '90000'))
      .thenTypes('FactorExposuresCalculated');
  });

  it('tells the same figures again for another date: they are about that date', () => {
    given(riskDecider, told(factors('1')))
      .when(factors('2', '100000', '2024-07-01'))
      .thenTypes('FactorExposuresCalculated', 'PortfolioVolatilityCalculated');
  });
});
