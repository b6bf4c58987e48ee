import { marketSymbols } from '../../../application/analytics/book.ts';
import { bookConcentration, bookSectors } from '../../../application/analytics/concentration.ts';
import { bookContributions } from '../../../application/analytics/contributions.ts';
import { bookCorrelation } from '../../../application/analytics/correlation.ts';
import { equitySeries } from '../../../application/analytics/equity-series.ts';
import { bookFactorIntervals } from '../../../application/analytics/factor-intervals.ts';
import { betaComparison, bookExposures, bookStress } from '../../../application/analytics/factors.ts';
import { bookGreeks } from '../../../application/analytics/greeks.ts';
import { historyOf } from '../../../application/analytics/portfolio-returns.ts';
import { bookReturns, RISK_WINDOW, returnStatistics } from '../../../application/analytics/risk-metrics.ts';
import { bookVolatility, volatilityOutlook } from '../../../application/analytics/volatility.ts';
import type { Figures } from '../../../domain/valuation/valuation.ts';
import type { Route } from '../route.ts';
import {
  breakdownBody,
  breakdownFields,
  factorBody,
  factorFields,
  overviewBody,
  overviewFields,
} from '../views/analytics/aggregate.ts';
import { betaBody, betaFields } from '../views/analytics/beta.ts';
import {
  concentrationBody,
  concentrationFields,
  sectorBody,
  sectorFields,
} from '../views/analytics/concentration.ts';
import { contributionsBody, contributionsFields } from '../views/analytics/contributions.ts';
import {
  correlationBody,
  correlationFields,
  correlationOptions,
  correlationQuery,
  correlationRule,
} from '../views/analytics/correlation.ts';
import { intervalBody, intervalFields } from '../views/analytics/factor-intervals.ts';
import { greeksBody, greeksFields } from '../views/analytics/greeks.ts';
import { riskMetricsBody, riskMetricsFields } from '../views/analytics/risk-metrics.ts';
import { seriesBody, seriesFields } from '../views/analytics/series.ts';
import { stressBody, stressFields } from '../views/analytics/stress.ts';
import { realisedBody, realisedFields } from '../views/analytics/volatility.ts';
import { rateParameter } from '../views/scalars.ts';
import { aggregateFigure } from './figure.ts';

const all =
  'Over all portfolios of the user together, or those asked for: weights on the equity of all of them';

export const aggregateAnalyticsRoutes: readonly Route[] = [
  aggregateFigure({
    path: 'overview',
    id: 'AggregateOverview',
    summary: 'Equity, exposures and P&L of all portfolios',
    description: all,
    query: {},
    fields: overviewFields,
    none: 'NO_SNAPSHOT',
    compute: async (_queries, { book }) => overviewBody(book),
  }),
  aggregateFigure({
    path: 'series',
    id: 'AggregateEquitySeries',
    summary: 'Equity, daily return and drawdown of all portfolios together',
    description: 'In columns, oldest first; a portfolio is part of it from its first snapshot on',
    query: {},
    fields: seriesFields,
    none: 'NO_SNAPSHOT',
    compute: async (queries, { portfolios }) => {
      const histories: (readonly Figures[])[] = [];
      // One after the other: the pool is everybody's.
      for (const { portfolio } of portfolios) {
        histories.push(await historyOf(queries, portfolio.portfolioId));
      }
      return seriesBody(equitySeries(histories));
    },
  }),
  aggregateFigure({
    path: 'risk-metrics',
    id: 'AggregateRiskMetrics',
    summary: 'Sharpe, Sortino, drawdown, value at risk and expected shortfall of all portfolios',
    description: 'Of the constant-weight returns of what is held by all of them together',
    query: { risk_free_rate: rateParameter },
    fields: riskMetricsFields,
    none: 'NO_MARKET_POSITIONS',
    compute: async (queries, { book }, { risk_free_rate: rate }) => {
      if (marketSymbols(book).length === 0) return null;
      const { series, coverage } = await bookReturns(queries, book, RISK_WINDOW);
      const statistics = [returnStatistics('constant_weights', series, coverage, rate)];
      return riskMetricsBody(book, rate, statistics);
    },
  }),
  aggregateFigure({
    path: 'factor-intervals',
    id: 'AggregateFactorIntervals',
    summary: 'How well each factor exposure of all portfolios is known',
    description: all,
    query: {},
    fields: intervalFields,
    none: 'NO_MARKET_POSITIONS',
    compute: async (queries, { book }) =>
      marketSymbols(book).length === 0 ? null : intervalBody(await bookFactorIntervals(queries, book)),
  }),
  aggregateFigure({
    path: 'greeks',
    id: 'AggregateGreeks',
    summary: 'Sensitivities of options and shares of all portfolios, by position and by underlying',
    description: all,
    query: {},
    fields: greeksFields,
    none: 'NO_MARKET_POSITIONS',
    compute: async (_queries, { book }) => {
      const found = bookGreeks(book);
      return found === null ? null : greeksBody(found);
    },
  }),
  aggregateFigure({
    path: 'contributions',
    id: 'AggregateContributions',
    summary: 'What each position of all portfolios adds to factors, variance and stress results',
    description: all,
    query: {},
    fields: contributionsFields,
    none: 'NO_MARKET_POSITIONS',
    compute: async (queries, { book }, _query, scenarios) => {
      const active = scenarios.filter((scenario) => scenario.active);
      const found = await bookContributions(queries, book, active);
      return found === null ? null : contributionsBody(found);
    },
  }),
  aggregateFigure({
    path: 'breakdown',
    id: 'AggregateBreakdown',
    summary: 'What each portfolio is of all of them',
    description: all,
    query: {},
    fields: breakdownFields,
    none: 'NO_SNAPSHOT',
    compute: async (_queries, aggregate) => breakdownBody(aggregate),
  }),
  aggregateFigure({
    path: 'beta',
    id: 'AggregateBeta',
    summary: 'Market beta of all portfolios, calculated and published',
    description: all,
    query: {},
    fields: betaFields,
    none: 'NO_MARKET_POSITIONS',
    compute: async (queries, { book }) => {
      const found = await betaComparison(queries, book);
      return found === null ? null : betaBody(found);
    },
  }),
  aggregateFigure({
    path: 'factor-exposures',
    id: 'AggregateFactorExposures',
    summary: 'Exposure of all portfolios to every factor',
    description: all,
    query: {},
    fields: factorFields,
    none: 'NO_FACTOR_CALCULATIONS',
    compute: async (queries, { book }) => factorBody(await bookExposures(queries, book)),
  }),
  aggregateFigure({
    path: 'volatility',
    id: 'AggregateVolatility',
    summary: 'Volatility of all portfolios together',
    description: 'From combined daily returns, not a mean of volatilities',
    query: {},
    fields: realisedFields,
    none: 'NO_VOLATILITY',
    compute: async (queries, { book }) =>
      realisedBody(await bookVolatility(queries, book), await volatilityOutlook(queries, book)),
  }),
  aggregateFigure({
    path: 'stress-test',
    id: 'AggregateStressTest',
    summary: 'Gain or loss of all portfolios in every active scenario',
    description: all,
    query: {},
    fields: stressFields,
    none: 'NO_STRESS_TEST_RESULTS',
    compute: async (queries, { book }, _query, scenarios) =>
      stressBody(
        await bookStress(
          queries,
          book,
          scenarios.filter(({ active }) => active),
        ),
      ),
  }),
  aggregateFigure({
    path: 'correlation-matrix',
    id: 'AggregateCorrelationMatrix',
    summary: 'How the largest symbols of all portfolios move together',
    description: all,
    query: correlationQuery,
    rule: correlationRule,
    fields: correlationFields,
    none: 'TOO_FEW_SYMBOLS',
    compute: async (queries, { book }, query) => {
      const options = correlationOptions(query);
      const found = await bookCorrelation(queries, book, options);
      return found === null ? null : correlationBody(found, options);
    },
  }),
  aggregateFigure({
    path: 'concentration',
    id: 'AggregateConcentration',
    summary: 'Concentration of all portfolios, symbols of several merged',
    description: all,
    query: {},
    fields: concentrationFields,
    none: 'NO_INVESTMENTS',
    compute: async (queries, { book }) => {
      const found = await bookConcentration(queries, book);
      return found === null ? null : concentrationBody(found);
    },
  }),
  aggregateFigure({
    path: 'sector-exposure',
    id: 'AggregateSectorExposure',
    summary: 'Sectors of all portfolios, against the S&P 500',
    description: all,
    query: {},
    fields: sectorFields,
    none: 'NO_INVESTMENTS',
    compute: async (queries, { book }) => {
      const found = await bookSectors(queries, book);
      return found === null ? null : sectorBody(found);
    },
  }),
];
