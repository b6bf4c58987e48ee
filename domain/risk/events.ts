import type { IsoDate } from '../dates.ts';
import type { DomainEvent } from '../decider.ts';
import type { PortfolioId, RunId } from '../ids.ts';
import type { CompactExposures } from './compact-exposures.ts';
import type { CompactStress } from './compact-stress.ts';
import type { PortfolioVolatility } from './portfolio-volatility.ts';

/** What one symbol lacked on the calculation date, and what was used instead. */
export type CoverageGap = {
  readonly symbol: string;
  readonly lacks: 'price' | 'recent_price' | 'factors' | 'history' | 'option_quote' | 'profile';
  readonly used: string;
  readonly since: IsoDate | null;
};

export type FactorExposuresCalculated = DomainEvent<
  'FactorExposuresCalculated',
  {
    readonly runId: RunId;
    readonly portfolioId: PortfolioId;
    readonly date: IsoDate;
    readonly exposures: CompactExposures;
    readonly gaps: readonly CoverageGap[];
  }
>;

export type PortfolioVolatilityCalculated = DomainEvent<
  'PortfolioVolatilityCalculated',
  {
    readonly runId: RunId;
    readonly portfolioId: PortfolioId;
    readonly date: IsoDate;
    readonly volatility: PortfolioVolatility;
  }
>;

export type PortfolioStressTested = DomainEvent<
  'PortfolioStressTested',
  {
    readonly runId: RunId;
    readonly portfolioId: PortfolioId;
    readonly date: IsoDate;
    readonly stress: CompactStress;
  }
>;

/** Stream `risk-{portfolioId}`: the risk results of a date. */
export type RiskEvent = FactorExposuresCalculated | PortfolioVolatilityCalculated | PortfolioStressTested;
