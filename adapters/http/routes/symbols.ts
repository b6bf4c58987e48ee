import { z } from 'zod';
import { symbolMetrics } from '../../../application/analytics/symbol-metrics.ts';
import { type PriceColumns, SYMBOL_SORTS, type SymbolRow } from '../../../application/ports/queries.ts';
import type { SymbolJob } from '../../../application/ports/symbol-queue.ts';
import { mostRecentCompletedSession } from '../../../domain/calendar/nyse.ts';
import { addDays } from '../../../domain/dates.ts';
import { refuse } from '../../../domain/errors/refusal.ts';
import { fail } from '../../../domain/result.ts';
import { canonicalSymbol } from '../../../domain/symbol/canonical-symbol.ts';
import { json } from '../reply.ts';
import { type Route, userRoute } from '../route.ts';
import type { RouteServices } from '../services.ts';
import { symbolMetricsSchema, symbolMetricsView } from '../views/returns.ts';
import { countParameter, day } from '../views/scalars.ts';
import {
  foundSymbolSchema,
  foundSymbolView,
  symbolDetailSchema,
  symbolDetailView,
  symbolParameter,
  symbolStatusSchema,
  symbolStatusView,
  unknownSymbol,
} from '../views/symbol.ts';

const params = z.strictObject({ symbol: symbolParameter });
/** Of prices that a detail shows unless it is asked for others. */
const USUAL_DAYS = 365;

const list = z
  .string()
  .max(1000)
  .transform((text) => text.split(',').map((item) => item.trim()))
  .pipe(z.array(z.string().min(1)).max(50))
  .optional()
  .meta({ description: 'Several with commas between them', example: 'Technology,Energy' });
const number = z
  .string()
  .regex(/^-?\d{1,16}(\.\d{1,6})?$/, 'Give a plain number.')
  .transform(Number)
  .optional();

/** What is known of a symbol, in whichever spelling it is asked for; also of one that only waits. */
const known = async (
  asked: string,
  { queries, symbolQueue }: Pick<RouteServices, 'queries' | 'symbolQueue'>,
): Promise<{ readonly row: SymbolRow; readonly job: SymbolJob | undefined } | null> => {
  const symbol = canonicalSymbol(asked);
  const [row, jobs] = await Promise.all([queries.symbol(symbol), symbolQueue.latest([symbol])]);
  const job = jobs.get(symbol);
  if (row !== null) return { row, job };
  return job === undefined ? null : { row: unknownSymbol(job), job };
};

export const symbolRoutes: readonly Route[] = [
  userRoute({
    method: 'get',
    path: '/api/v1/symbols',
    tag: 'Symbols',
    summary: 'Search symbols',
    description:
      'Symbols that have had a completed day. All filters that are given hold together; sorting is over all that ' +
      'match, and what is not known comes last in either direction.',
    input: {
      query: z.strictObject({
        q: z
          .string()
          .trim()
          .min(1)
          .max(100)
          .optional()
          .meta({ description: 'A part of the symbol or of the name', example: 'berkshire' }),
        sectors: list,
        industries: list,
        asset_types: list,
        market_cap_min: number,
        market_cap_max: number,
        pe_min: number,
        pe_max: number,
        sort: z.enum(SYMBOL_SORTS).default('symbol'),
        order: z.enum(['asc', 'desc']).default('asc'),
        limit: countParameter({ atLeast: 1, atMost: 200, usually: 50 }),
        offset: countParameter({ atLeast: 0, atMost: 1_000_000, usually: 0 }),
      }),
    },
    success: {
      status: 200,
      description: 'One page',
      body: z
        .strictObject({
          symbols: z.array(foundSymbolSchema),
          total: z.int().nonnegative(),
          limit: z.int(),
          offset: z.int(),
        })
        .meta({ id: 'FoundSymbols' }),
    },
    handle: async ({ query }, { queries }) => {
      const { limit, offset } = query;
      const found = await queries.searchSymbols(
        {
          text: query.q,
          sectors: query.sectors,
          industries: query.industries,
          assetTypes: query.asset_types,
          marketCap: { min: query.market_cap_min, max: query.market_cap_max },
          peRatio: { min: query.pe_min, max: query.pe_max },
          sort: query.sort,
          descending: query.order === 'desc',
        },
        { limit, offset },
      );
      return json({ symbols: found.items.map(foundSymbolView), total: found.total, limit, offset });
    },
  }),

  userRoute({
    method: 'get',
    path: '/api/v1/symbols/{symbol}',
    tag: 'Symbols',
    summary: 'All that is known of a symbol: profile, factors and prices',
    description: 'Prices of the last year, newest first, unless `from` and `to` say otherwise.',
    input: {
      params,
      query: z.strictObject({
        from: day.optional(),
        to: day.optional(),
        limit: countParameter({ atLeast: 1, atMost: 500, usually: 100 }),
        offset: countParameter({ atLeast: 0, atMost: 100_000, usually: 0 }),
      }),
    },
    success: {
      status: 200,
      description: 'Its state, factors and one page of prices',
      body: symbolDetailSchema,
    },
    handle: async ({ params, query }, services) => {
      const found = await known(params.symbol, services);
      if (found === null) return fail(refuse('ERR_NOT_FOUND'));
      const { symbol, lastPriceDate } = found.row;
      const { queries, clock } = services;
      const to = query.to ?? mostRecentCompletedSession(clock());
      const from = query.from ?? addDays(to, -USUAL_DAYS);
      const [prices, factors] = await Promise.all([
        lastPriceDate === null ? new Map<string, PriceColumns>() : queries.prices([symbol], { from, to }),
        queries.symbolFactors([symbol], to),
      ]);
      const { limit, offset } = query;
      return json(
        symbolDetailView(symbolStatusView(found.row, found.job), factors[0], prices.get(symbol), {
          from,
          to,
          limit,
          offset,
        }),
      );
    },
  }),

  userRoute({
    method: 'get',
    path: '/api/v1/symbols/{symbol}/status',
    tag: 'Symbols',
    summary: 'What is known of a symbol',
    input: { params },
    success: {
      status: 200,
      description: 'Prices, factors and profile: how far they reach',
      body: symbolStatusSchema,
    },
    handle: async ({ params }, services) => {
      const found = await known(params.symbol, services);
      return found === null ? fail(refuse('ERR_NOT_FOUND')) : json(symbolStatusView(found.row, found.job));
    },
  }),

  userRoute({
    method: 'get',
    path: '/api/v1/symbols/{symbol}/metrics',
    tag: 'Symbols',
    summary: 'Returns, volatility and drawdown of a symbol',
    input: { params },
    success: { status: 200, description: 'As of its last session with a price', body: symbolMetricsSchema },
    handle: async (request, { queries }) => {
      const symbol = canonicalSymbol(request.params.symbol);
      const row = await queries.symbol(symbol);
      const metrics =
        row?.lastPriceDate == null ? null : await symbolMetrics(queries, symbol, row.lastPriceDate);
      return metrics === null ? fail(refuse('ERR_NOT_FOUND')) : json(symbolMetricsView(metrics));
    },
  }),
];
