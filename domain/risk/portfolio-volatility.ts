/** Annualised volatility of today's weights held constant over past returns. Null where there are too few returns. */
export type PortfolioVolatility = {
  readonly window21: number | null;
  readonly window63: number | null;
  readonly observations: number;
  /** Share of gross exposure with returns on every date used, 0…1. */
  readonly coverage: number | null;
};
