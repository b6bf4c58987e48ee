import { type HarVolatility, harVolatility } from '../../domain/risk/har-volatility.ts';
import { type PortfolioVolatility, portfolioVolatility } from '../../domain/risk/portfolio-volatility.ts';
import { TRADING_DAYS } from '../../domain/risk/volatility.ts';
import { type VolatilityPercentile, volatilityPercentile } from '../../domain/risk/volatility-percentile.ts';
import { type VolatilityTrend, volatilityTrend } from '../../domain/risk/volatility-trend.ts';
import type { Queries } from '../ports/queries.ts';
import { type Book, holdingsOf, marketSymbols, returnsOf } from './book.ts';
import { bookReturns } from './risk-metrics.ts';

/** A year of values of 21-day volatility needs 20 more returns. */
export const VOLATILITY_WINDOW = TRADING_DAYS + 20;
/** As the recorded volatility looks back. */
export const REALISED_SESSIONS = 90;

export type VolatilityOutlook = {
  readonly forecast: HarVolatility;
  readonly trend: VolatilityTrend;
  readonly percentile: VolatilityPercentile;
  /** Returns that there are, of the window. */
  readonly observations: number;
};

/** Where the volatility of what is held is going, from its constant-weight returns. */
export const volatilityOutlook = async (queries: Queries, book: Book): Promise<VolatilityOutlook> => {
  const { series } = await bookReturns(queries, book, VOLATILITY_WINDOW);
  const returns = series.map(({ value }) => value);
  return {
    forecast: harVolatility(returns),
    trend: volatilityTrend(returns),
    percentile: volatilityPercentile(returns),
    observations: returns.length,
  };
};

/** Volatility of the book's daily returns: of several portfolios together, from returns that add up day by day. */
export const bookVolatility = async (queries: Queries, book: Book): Promise<PortfolioVolatility> => {
  const { returns } = await returnsOf(queries, marketSymbols(book), book.date, REALISED_SESSIONS);
  return portfolioVolatility({ equity: book.equity, holdings: holdingsOf(book), returns });
};
