import { bookConcentration, bookSectors } from '../../../application/analytics/concentration.ts';
import { bookCorrelation } from '../../../application/analytics/correlation.ts';
import { betaComparison, bookExposures, bookStress } from '../../../application/analytics/factors.ts';
import { bookVolatility, volatilityOutlook } from '../../../application/analytics/volatility.ts';
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
import {
  correlationBody,
  correlationFields,
  correlationOptions,
  correlationQuery,
  correlationRule,
} from '../views/analytics/correlation.ts';
import { stressBody, stressFields } from '../views/analytics/stress.ts';
import { realisedBody, realisedFields } from '../views/analytics/volatility.ts';
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
