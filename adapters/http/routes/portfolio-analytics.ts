import { z } from 'zod';
import { loadBook, marketSymbols } from '../../../application/analytics/book.ts';
import { bookConcentration, bookSectors } from '../../../application/analytics/concentration.ts';
import { bookContributions } from '../../../application/analytics/contributions.ts';
import { bookCorrelation } from '../../../application/analytics/correlation.ts';
import { equitySeries } from '../../../application/analytics/equity-series.ts';
import { bookFactorIntervals } from '../../../application/analytics/factor-intervals.ts';
import { betaComparison, bookStress } from '../../../application/analytics/factors.ts';
import { bookGreeks } from '../../../application/analytics/greeks.ts';
import { historyOf } from '../../../application/analytics/portfolio-returns.ts';
import { riskMetrics } from '../../../application/analytics/risk-metrics.ts';
import { FACTOR_IDS } from '../../../domain/risk/factors.ts';
import { json } from '../reply.ts';
import { portfolioRoute, type Route } from '../route.ts';
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
  diversificationBody,
  diversificationFields,
} from '../views/analytics/correlation.ts';
import { intervalBody, intervalFields } from '../views/analytics/factor-intervals.ts';
import { greeksBody, greeksFields } from '../views/analytics/greeks.ts';
import { computedFields, computedView } from '../views/analytics/origin.ts';
import { riskMetricsSchema, riskMetricsView } from '../views/analytics/risk-metrics.ts';
import { seriesBody, seriesFields } from '../views/analytics/series.ts';
import { stressBody, userScenarios, userStressInput, userStressSchema } from '../views/analytics/stress.ts';
import { idParameter, notAvailable, rateParameter, unavailable } from '../views/scalars.ts';
import { portfolioFigure } from './figure.ts';

const own = { parameter: 'id', foreign: 'ERR_NOT_FOUND' } as const;
const params = z.strictObject({ id: idParameter });

/** Figures that are computed when they are read, from what is in the read models. */
export const portfolioAnalyticsRoutes: readonly Route[] = [
  portfolioRoute(own, {
    method: 'get',
    path: '/api/v1/analytics/portfolio/{id}/risk-metrics',
    tag: 'Analytics',
    summary: 'Sharpe, Sortino, drawdown, value at risk and expected shortfall',
    input: { params, query: z.strictObject({ risk_free_rate: rateParameter }) },
    success: {
      status: 200,
      description: 'Of the constant-weight returns of what is held, and of the recorded daily returns',
      body: z.union([riskMetricsSchema, unavailable]),
    },
    handle: async ({ portfolioId, query }, { queries }) => {
      const book = await loadBook(queries, portfolioId);
      if (book === null) return json(notAvailable(portfolioId, 'NO_SNAPSHOT'));
      const statistics = await riskMetrics(queries, portfolioId, book, query.risk_free_rate);
      return json(riskMetricsView(portfolioId, book, query.risk_free_rate, statistics));
    },
  }),

  portfolioRoute(own, {
    method: 'get',
    path: '/api/v1/analytics/portfolio/{id}/series',
    tag: 'Analytics',
    summary: 'Equity, daily return and drawdown of every valued session',
    input: { params },
    success: {
      status: 200,
      description: 'In columns, oldest first',
      body: z.union([
        z.strictObject({ ...computedFields, ...seriesFields }).meta({ id: 'EquitySeries' }),
        unavailable,
      ]),
    },
    handle: async ({ portfolioId }, { queries }) => {
      const days = await historyOf(queries, portfolioId);
      const last = days.at(-1);
      if (last === undefined) return json(notAvailable(portfolioId, 'NO_SNAPSHOT'));
      const about = { date: last.date, simulated: days.some(({ simulated }) => simulated) };
      return json({
        ...computedView(portfolioId, about, ['equity_balance', 'daily_return', 'cumulative_pnl']),
        ...seriesBody(equitySeries([days])),
      });
    },
  }),

  portfolioFigure({
    path: 'factor-intervals',
    explained: FACTOR_IDS,
    id: 'FactorIntervals',
    summary: 'How well each factor exposure is known',
    description: 'Standard errors, intervals and R² of the regressions of the portfolio’s own returns',
    query: {},
    fields: intervalFields,
    none: 'NO_MARKET_POSITIONS',
    compute: async (queries, book) =>
      marketSymbols(book).length === 0 ? null : intervalBody(await bookFactorIntervals(queries, book)),
  }),

  portfolioFigure({
    path: 'concentration',
    explained: ['gross_exposure', 'net_market_value'],
    id: 'Concentration',
    summary: 'Herfindahl index, effective positions, size bands and style box',
    description: 'Of gross market value',
    query: {},
    fields: concentrationFields,
    none: 'NO_INVESTMENTS',
    compute: async (queries, book) => {
      const found = await bookConcentration(queries, book);
      return found === null ? null : concentrationBody(found);
    },
  }),

  portfolioFigure({
    path: 'sector-exposure',
    explained: ['gross_exposure', 'net_market_value', 'private_allocation'],
    id: 'SectorExposure',
    summary: 'Sectors, against the S&P 500',
    description: 'Every sector and the buckets that are none',
    query: {},
    fields: sectorFields,
    none: 'NO_INVESTMENTS',
    compute: async (queries, book) => {
      const found = await bookSectors(queries, book);
      return found === null ? null : sectorBody(found);
    },
  }),

  portfolioFigure({
    path: 'correlation-matrix',
    id: 'CorrelationMatrix',
    summary: 'How the largest symbols move together',
    description: 'Correlations of daily returns, and the clusters they form',
    query: correlationQuery,
    rule: correlationRule,
    fields: correlationFields,
    none: 'TOO_FEW_SYMBOLS',
    compute: async (queries, book, query) => {
      const options = correlationOptions(query);
      const found = await bookCorrelation(queries, book, options);
      return found === null ? null : correlationBody(found, options);
    },
  }),

  portfolioFigure({
    path: 'diversification-score',
    id: 'DiversificationScore',
    summary: 'How far positions move independently of each other',
    description:
      'The weighted absolute correlation, and how many unrelated positions would diversify as well',
    query: correlationQuery,
    rule: correlationRule,
    fields: diversificationFields,
    none: 'TOO_FEW_SYMBOLS',
    compute: async (queries, book, query) => {
      const options = correlationOptions(query);
      const found = await bookCorrelation(queries, book, options);
      return found === null ? null : diversificationBody(found, options);
    },
  }),

  portfolioFigure({
    path: 'beta-comparison',
    explained: ['market_beta_90d', 'provider_beta_1y'],
    id: 'BetaComparison',
    summary: 'Calculated beside published market beta',
    description: 'By signed weight on equity, with how many symbols have which',
    query: {},
    fields: betaFields,
    none: 'NO_MARKET_POSITIONS',
    compute: async (queries, book) => {
      const found = await betaComparison(queries, book);
      return found === null ? null : betaBody(found);
    },
  }),

  portfolioRoute(own, {
    method: 'post',
    impersonated: 'read',
    path: '/api/v1/analytics/portfolio/{id}/stress-test',
    tag: 'Analytics',
    summary: 'Gain or loss in scenarios of one’s own',
    description: 'Shocks by factor; computed and answered, and nothing is stored.',
    input: { params, body: userStressInput },
    success: {
      status: 200,
      description: 'By the conditional method, with the direct figure beside it, in the order of the request',
      body: z.union([userStressSchema, unavailable]),
    },
    handle: async ({ portfolioId, body }, { queries }) => {
      const book = await loadBook(queries, portfolioId);
      if (book === null) return json(notAvailable(portfolioId, 'NO_SNAPSHOT'));
      const stress = await bookStress(queries, book, userScenarios(body), body.factor_set);
      return json({
        ...computedView(portfolioId, book, ['equity_balance', ...FACTOR_IDS]),
        equity_balance: book.equity,
        ...stressBody(stress),
      });
    },
  }),

  portfolioFigure({
    path: 'contributions',
    explained: [...FACTOR_IDS, 'realized_volatility_63d'],
    id: 'Contributions',
    summary: 'What each position adds to factors, variance and stress results',
    description: 'Of every lot with a market exposure; each list adds up to its total',
    query: {},
    fields: contributionsFields,
    none: 'NO_MARKET_POSITIONS',
    compute: async (queries, book, _query, scenarios) => {
      const active = scenarios.filter((scenario) => scenario.active);
      const found = await bookContributions(queries, book, active);
      return found === null ? null : contributionsBody(found);
    },
  }),

  portfolioFigure({
    path: 'greeks',
    id: 'Greeks',
    summary: 'Sensitivities of options and shares, by position and by underlying',
    description: 'With the assumptions that they rest on',
    query: {},
    fields: greeksFields,
    none: 'NO_MARKET_POSITIONS',
    compute: async (_queries, book) => {
      const found = bookGreeks(book);
      return found === null ? null : greeksBody(found);
    },
  }),
];
