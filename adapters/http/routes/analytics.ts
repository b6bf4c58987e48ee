import { z } from 'zod';
import { loadBook } from '../../../application/analytics/book.ts';
import { bookStress } from '../../../application/analytics/factors.ts';
import { volatilityOutlook } from '../../../application/analytics/volatility.ts';
import type { Queries, SnapshotRow } from '../../../application/ports/queries.ts';
import { addDays, type IsoDate } from '../../../domain/dates.ts';
import { json } from '../reply.ts';
import { portfolioRoute, type Route, userRoute } from '../route.ts';
import { overviewSchema, overviewView } from '../views/overview.ts';
import {
  factorDefinitionSchema,
  factorDefinitionView,
  factorExposuresSchema,
  factorExposuresView,
  scenarioSchema,
  scenarioView,
  stressSchema,
  stressView,
  symbolFactorsSchema,
  symbolFactorsView,
  volatilitySchema,
  volatilityView,
} from '../views/risk.ts';
import {
  day,
  factorSetParameter,
  idParameter,
  notAvailable,
  pageFields,
  pagingParameters,
  unavailable,
  uuid,
} from '../views/scalars.ts';
import { pricedSymbols, riskOrigin } from './portfolio-data.ts';

const own = { parameter: 'id', foreign: 'ERR_NOT_FOUND' } as const;
const params = z.strictObject({ id: idParameter });

const lastBefore = async (
  queries: Queries,
  portfolioId: string,
  firstDay: IsoDate,
): Promise<SnapshotRow | null> => {
  const { items } = await queries.snapshots(portfolioId, { to: addDays(firstDay, -1), limit: 1, offset: 0 });
  return items[0] ?? null;
};

export const analyticsRoutes: readonly Route[] = [
  userRoute({
    method: 'get',
    path: '/api/v1/analytics/factors',
    tag: 'Analytics',
    summary: 'Factor definitions',
    success: {
      status: 200,
      description: 'In display order',
      body: z.strictObject({ factors: z.array(factorDefinitionSchema) }).meta({ id: 'FactorDefinitions' }),
    },
    handle: async (_request, { definitions }) =>
      json({ factors: definitions.factors.map(factorDefinitionView) }),
  }),
  userRoute({
    method: 'get',
    path: '/api/v1/analytics/stress-scenarios',
    tag: 'Analytics',
    summary: 'Stress scenarios',
    success: {
      status: 200,
      description: 'All of them; the active ones are part of every calculation',
      body: z.strictObject({ scenarios: z.array(scenarioSchema) }).meta({ id: 'StressScenarios' }),
    },
    handle: async (_request, { definitions }) => json({ scenarios: definitions.scenarios.map(scenarioView) }),
  }),

  portfolioRoute(own, {
    method: 'get',
    path: '/api/v1/analytics/portfolio/{id}/overview',
    tag: 'Analytics',
    summary: 'Equity, exposures and P&L at the latest valued session',
    input: { params },
    success: {
      status: 200,
      description: 'The overview, or why there is none yet',
      body: z.union([overviewSchema, unavailable]),
    },
    handle: async ({ portfolioId }, { queries }) => {
      const { items } = await queries.snapshots(portfolioId, { limit: 1, offset: 0 });
      const [latest] = items;
      if (latest === undefined) return json(notAvailable(portfolioId, 'NO_SNAPSHOT'));
      const { date } = latest.valuation;
      const [month, year] = await Promise.all([
        lastBefore(queries, portfolioId, `${date.slice(0, 7)}-01`),
        lastBefore(queries, portfolioId, `${date.slice(0, 4)}-01-01`),
      ]);
      return json(overviewView(portfolioId, latest, { month, year }));
    },
  }),

  portfolioRoute(own, {
    method: 'get',
    path: '/api/v1/analytics/portfolio/{id}/factor-exposures',
    tag: 'Analytics',
    summary: 'Exposure to every factor',
    input: { params },
    success: {
      status: 200,
      description: 'Six ridge betas, four spreads, market, rates and the published beta, with their coverage',
      body: z.union([factorExposuresSchema, unavailable]),
    },
    handle: async ({ portfolioId }, { queries }) => {
      const origin = await riskOrigin(queries, portfolioId);
      const exposures = origin?.risk.exposures;
      return origin === null || exposures == null
        ? json(notAvailable(portfolioId, 'NO_FACTOR_CALCULATIONS'))
        : json(factorExposuresView(origin, exposures));
    },
  }),

  portfolioRoute(own, {
    method: 'get',
    path: '/api/v1/analytics/portfolio/{id}/positions/factor-exposures',
    tag: 'Analytics',
    summary: 'Factor betas of every symbol held',
    input: { params, query: z.strictObject(pagingParameters(50, 200)) },
    success: {
      status: 200,
      description: 'Per symbol, with R², observations and quality',
      body: z.union([
        z
          .strictObject({
            available: z.literal(true),
            portfolio_id: uuid,
            calculation_date: day,
            simulated: z.boolean(),
            symbols: z.array(symbolFactorsSchema),
            ...pageFields,
          })
          .meta({ id: 'PositionFactorExposures' }),
        unavailable,
      ]),
    },
    handle: async ({ portfolioId, query: { limit, offset } }, { queries }) => {
      const origin = await riskOrigin(queries, portfolioId);
      if (origin === null) return json(notAvailable(portfolioId, 'NO_FACTOR_CALCULATIONS'));
      const symbols = await pricedSymbols(queries, portfolioId, origin.risk.date);
      const page = symbols.slice(offset, offset + limit);
      const rows = await queries.symbolFactors(page, origin.risk.date);
      const bySymbol = new Map(rows.map((row) => [row.symbol, row]));
      return json({
        available: true as const,
        portfolio_id: portfolioId,
        calculation_date: origin.risk.date,
        simulated: origin.simulated,
        symbols: page.map((symbol) => symbolFactorsView(symbol, bySymbol.get(symbol))),
        total: symbols.length,
        limit,
        offset,
      });
    },
  }),

  portfolioRoute(own, {
    method: 'get',
    path: '/api/v1/analytics/portfolio/{id}/volatility',
    tag: 'Analytics',
    summary: 'Realised volatility, its forecast, trend and percentile',
    input: { params },
    success: {
      status: 200,
      description: 'Annualised, over 21 and 63 returns; what is to come is computed when it is read',
      body: z.union([volatilitySchema, unavailable]),
    },
    handle: async ({ portfolioId }, { queries, figureCache }) => {
      const origin = await riskOrigin(queries, portfolioId);
      const volatility = origin?.risk.volatility;
      if (origin === null || volatility == null) return json(notAvailable(portfolioId, 'NO_VOLATILITY'));
      const outlook = await figureCache.read(
        { scope: { portfolioIds: [portfolioId] }, name: 'volatility outlook' },
        async () => {
          const book = await loadBook(queries, portfolioId);
          return book === null ? null : volatilityOutlook(queries, book);
        },
      );
      return json(
        outlook === null
          ? notAvailable(portfolioId, 'NO_VOLATILITY')
          : volatilityView(origin, volatility, outlook.body),
      );
    },
  }),

  portfolioRoute(own, {
    method: 'get',
    path: '/api/v1/analytics/portfolio/{id}/stress-test',
    tag: 'Analytics',
    summary: 'Gain or loss in every active scenario',
    input: {
      params,
      query: z.strictObject({
        scenarios: z
          .string()
          .regex(/^[a-z0-9_]{1,64}(,[a-z0-9_]{1,64}){0,49}$/, 'Give scenario ids, separated by commas.')
          .transform((list) => list.split(','))
          .optional()
          .meta({ type: 'string', example: 'market_down_10,rates_up_100bp' }),
        factor_set: factorSetParameter,
      }),
    },
    success: {
      status: 200,
      description: 'By the conditional method, with the direct figure beside it',
      body: z.union([stressSchema, unavailable]),
    },
    handle: async ({ portfolioId, query }, { queries, definitions, figureCache }) => {
      const origin = await riskOrigin(queries, portfolioId);
      const recorded = origin?.risk.stress;
      const only = query.scenarios ?? null;
      if (origin === null || recorded == null)
        return json(notAvailable(portfolioId, 'NO_STRESS_TEST_RESULTS'));
      if (query.factor_set === recorded.factorSet) return json(stressView(origin, recorded, only));
      // The other set is worked out when it is asked for, from the same exposures: no event has recorded it.
      const stress = await figureCache.read(
        { scope: { portfolioIds: [portfolioId] }, name: `stress by ${query.factor_set}` },
        async () => {
          const book = await loadBook(queries, portfolioId);
          const active = definitions.scenarios.filter((scenario) => scenario.active);
          return book === null ? null : bookStress(queries, book, active, query.factor_set);
        },
      );
      if (stress === null) return json(notAvailable(portfolioId, 'NO_STRESS_TEST_RESULTS'));
      const unrecorded = { ...origin, risk: { ...origin.risk, stressEventId: null } };
      return json(stressView(unrecorded, stress.body, only));
    },
  }),
];
