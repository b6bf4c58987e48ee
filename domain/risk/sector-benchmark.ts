import type { Sector } from './sectors.ts';

export type SectorBenchmark = {
  readonly name: string;
  /** The day or, as `YYYY-MM`, the month that the weights are of. */
  readonly asOf: string;
  /** Where the weights come from. */
  readonly source: string;
  /** Add up to 1, but for their rounding. */
  readonly weights: Readonly<Record<Sector, number>>;
};

/**
 * Sector weights of the S&P 500, an estimate. Method: the holdings' weights of the SPDR S&P 500 ETF in August 2025, each
 * with the GICS sector of the index's list of members of August 2026, summed by sector and divided by the share with a
 * sector (0.99004: members that had left the index by then, and cash, have none). Five decimals.
 */
export const SP500_SECTORS: SectorBenchmark = {
  name: 'S&P 500',
  asOf: '2025-08',
  source: 'SPDR S&P 500 ETF (SPY) holdings by GICS sector',
  weights: {
    'Communication Services': 0.0994,
    'Consumer Discretionary': 0.1013,
    'Consumer Staples': 0.05247,
    Energy: 0.02929,
    Financials: 0.13313,
    'Health Care': 0.09015,
    Industrials: 0.08696,
    'Information Technology': 0.34392,
    Materials: 0.01787,
    'Real Estate': 0.02027,
    Utilities: 0.02525,
  },
};
