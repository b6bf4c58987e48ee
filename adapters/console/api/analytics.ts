import type { z } from 'zod';
import type { breakdownFields, overviewFields } from '../../http/views/analytics/aggregate.ts';
import type { betaFields } from '../../http/views/analytics/beta.ts';
import type { concentrationFields, sectorFields } from '../../http/views/analytics/concentration.ts';
import type { contributionsFields } from '../../http/views/analytics/contributions.ts';
import type { correlationFields, diversificationFields } from '../../http/views/analytics/correlation.ts';
import type { intervalFields } from '../../http/views/analytics/factor-intervals.ts';
import type { greeksFields } from '../../http/views/analytics/greeks.ts';
import type { riskMetricsFields } from '../../http/views/analytics/risk-metrics.ts';
import type { seriesFields } from '../../http/views/analytics/series.ts';
import type { stressFields } from '../../http/views/analytics/stress.ts';
import type { realisedFields } from '../../http/views/analytics/volatility.ts';
import type { whatIfInput, whatIfResultFields } from '../../http/views/analytics/what-if.ts';
import type { overviewSchema } from '../../http/views/overview.ts';
import type { changedPositionsSchema, positionSchema } from '../../http/views/position.ts';
import type { coverageSchema, factorExposureSchema } from '../../http/views/risk.ts';

type Of<Shape extends z.ZodRawShape> = z.infer<z.ZodObject<Shape>>;

/** What a figure says of itself, of one portfolio or of all of them. */
export type Computed = {
  readonly available: true;
  readonly calculation_date: string;
  readonly simulated: boolean;
  readonly engine_version: string | null;
};

/** Why there is none. */
export type NotAvailable = { readonly available: false; readonly reason: string; readonly message: string };

export type Overview = z.infer<typeof overviewSchema>;
export type AggregateOverview = Computed & {
  readonly equity_balance: string;
  readonly missing_portfolios: readonly { readonly portfolio_name: string }[];
  readonly stale_portfolios: readonly { readonly portfolio_name: string }[];
} & Of<typeof overviewFields>;
export type Breakdown = Computed & Of<typeof breakdownFields>;
export type EquitySeries = Computed & Of<typeof seriesFields>;
export type Volatility = Computed & Of<typeof realisedFields>;
export type RiskMetrics = Computed & Of<typeof riskMetricsFields>;
export type Tail = RiskMetrics['returns'][number]['historical'][number];
export type BetaComparison = Computed & Of<typeof betaFields>;
export type Sectors = Computed & Of<typeof sectorFields>;
export type Concentration = Computed & Of<typeof concentrationFields>;
export type Correlation = Computed & Of<typeof correlationFields>;
export type Diversification = Computed & Of<typeof diversificationFields>;
export type Greeks = Computed & Of<typeof greeksFields>;
export type Contributions = Computed & Of<typeof contributionsFields>;
export type FactorIntervals = Computed & Of<typeof intervalFields>;
export type FactorExposure = z.infer<typeof factorExposureSchema>;
export type FactorExposures = Computed & {
  readonly quality: string;
  readonly private_allocation: number;
  readonly factors: readonly FactorExposure[];
};
export type Stress = Computed & Of<typeof stressFields>;
export type Scenario = Stress['scenarios'][number];
export type WhatIf = Computed & Of<typeof whatIfResultFields>;
export type WhatIfRequest = z.input<typeof whatIfInput>;
export type Coverage = z.infer<typeof coverageSchema>;
export type Position = z.infer<typeof positionSchema>;
export type PositionPage = { readonly positions: readonly Position[]; readonly total: number };
export type ChangedPositions = z.infer<typeof changedPositionsSchema>;
