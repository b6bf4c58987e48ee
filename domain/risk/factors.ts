/** The factors every symbol is measured against. Ids are stable; names are display text and never a key. */
export const FACTOR_IDS = [
  'market_beta_90d',
  'provider_beta_1y',
  'ir_beta',
  'momentum',
  'value',
  'growth',
  'size',
  'quality',
  'low_volatility',
  'growth_value_spread',
  'momentum_spread',
  'size_spread',
  'quality_spread',
] as const;
export type FactorId = (typeof FACTOR_IDS)[number];

/**
 * `full` = enough observations to lean on, `limited` = between the minimum and that, `insufficient` = below the
 * minimum (beta is null), `degenerate` = the regressor does not vary (beta is null), `not_published` = the provider
 * has none.
 */
export type FactorQuality = 'full' | 'limited' | 'insufficient' | 'degenerate' | 'not_published';

/** One symbol's sensitivity to one factor. `beta` is `raw` clipped to ±5; statistics belong to the unclipped fit. */
export type FactorLoading = {
  readonly beta: number | null;
  readonly raw: number | null;
  readonly capped: boolean;
  readonly rSquared: number | null;
  readonly standardError: number | null;
  readonly tStatistic: number | null;
  readonly pValue: number | null;
  readonly observations: number;
  readonly quality: FactorQuality;
};

export type SymbolFactors = Readonly<Record<FactorId, FactorLoading>>;

/** The ETFs whose returns are the regressors; every calculation needs their prices. */
export const FACTOR_ETFS = ['SPY', 'TLT', 'VTV', 'VUG', 'MTUM', 'QUAL', 'IWM', 'USMV'] as const;
export type FactorEtf = (typeof FACTOR_ETFS)[number];
