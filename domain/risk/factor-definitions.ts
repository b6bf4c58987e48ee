import type { FactorEtf, FactorId } from './factors.ts';

export type FactorDefinition = {
  readonly id: FactorId;
  readonly order: number;
  /** Display text: never a key. */
  readonly name: string;
  readonly type: 'market' | 'macro' | 'style';
  readonly method: 'ols_market' | 'provider' | 'ols_ir' | 'ridge_regression' | 'spread_regression';
  /** The ETF whose return stands for the factor, or the two whose difference does; null where none is needed. */
  readonly proxy: { readonly long: FactorEtf; readonly short: FactorEtf | null } | null;
  /** What a reader must know beside the number. */
  readonly note: string | null;
};

const RIDGE_NOTE =
  'Estimated jointly with the other style factors and without a market factor: do not add it to the market beta.';

/** The thirteen factors, in display order. */
export const FACTOR_DEFINITIONS: readonly FactorDefinition[] = [
  {
    id: 'market_beta_90d',
    order: 0,
    name: 'Market Beta (90D)',
    type: 'market',
    method: 'ols_market',
    proxy: { long: 'SPY', short: null },
    note: null,
  },
  {
    id: 'provider_beta_1y',
    order: 1,
    name: 'Provider Beta (1Y)',
    type: 'market',
    method: 'provider',
    proxy: null,
    note: 'As published by the data provider; 0 counts as not published.',
  },
  {
    id: 'ir_beta',
    order: 2,
    name: 'IR Beta',
    type: 'macro',
    method: 'ols_ir',
    proxy: { long: 'TLT', short: null },
    note: 'Sensitivity to the return of long Treasuries, which fall when yields rise: its sign is opposite to that of a yield move.',
  },
  ...(
    [
      ['momentum', 'Momentum', 'MTUM'],
      ['value', 'Value', 'VTV'],
      ['growth', 'Growth', 'VUG'],
      ['size', 'Size', 'IWM'],
      ['quality', 'Quality', 'QUAL'],
      ['low_volatility', 'Low Volatility', 'USMV'],
    ] as const
  ).map(
    ([id, name, etf], index): FactorDefinition => ({
      id,
      order: 3 + index,
      name,
      type: 'style',
      method: 'ridge_regression',
      proxy: { long: etf, short: null },
      note: RIDGE_NOTE,
    }),
  ),
  ...(
    [
      ['growth_value_spread', 'Growth-Value Spread', 'VUG', 'VTV'],
      ['momentum_spread', 'Momentum Spread', 'MTUM', 'SPY'],
      ['size_spread', 'Size Spread', 'IWM', 'SPY'],
      ['quality_spread', 'Quality Spread', 'QUAL', 'SPY'],
    ] as const
  ).map(
    ([id, name, long, short], index): FactorDefinition => ({
      id,
      order: 9 + index,
      name,
      type: 'style',
      method: 'spread_regression',
      proxy: { long, short },
      note: null,
    }),
  ),
];
