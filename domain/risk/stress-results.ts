import type { IsoDate } from '../dates.ts';
import type { Decimal } from '../decimal.ts';
import type { FactorEtf, FactorId } from './factors.ts';

export const FACTOR_SET_IDS = ['market_rates_spreads', 'rates_styles'] as const;
export type FactorSetId = (typeof FACTOR_SET_IDS)[number];

export type ScenarioImpact = {
  readonly factor: FactorId;
  /** Return of the factor in the scenario (conditional on the shocks), decimal. */
  readonly move: number;
  /** The scenario names it, or for a spread one of its own legs. */
  readonly shocked: boolean;
  readonly beta: number;
  readonly dollars: Decimal;
};

export type ScenarioResult = {
  readonly scenarioId: string;
  readonly name: string;
  readonly category: string;
  readonly severity: string;
  readonly status: 'ok' | 'partial' | 'failed';
  readonly missingFactors: readonly string[];
  /** Shocked factors keep their own shock, the others move by conditional expectation. Null when failed. */
  readonly conditional: { readonly dollars: Decimal; readonly fractionOfEquity: number } | null;
  /** Shocked factors only. */
  readonly direct: { readonly dollars: Decimal; readonly fractionOfEquity: number } | null;
  readonly impacts: readonly ScenarioImpact[];
};

export type StressResults = {
  readonly factorSet: FactorSetId;
  readonly method: 'conditional';
  readonly equity: Decimal;
  /** Returns behind the factor covariance, and their last session. */
  readonly observations: number;
  readonly covarianceAsOf: IsoDate | null;
  readonly factorEtfs: readonly FactorEtf[];
  readonly rateModel: { readonly duration: number; readonly convexity: number };
  readonly scenarios: readonly ScenarioResult[];
};
