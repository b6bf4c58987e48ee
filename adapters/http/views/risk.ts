import { z } from 'zod';
import type { VolatilityOutlook } from '../../../application/analytics/volatility.ts';
import type { RiskRow, SymbolFactorsRow } from '../../../application/ports/queries.ts';
import { FACTOR_DEFINITIONS, type FactorDefinition } from '../../../domain/risk/factor-definitions.ts';
import type { FactorExposure, FactorExposures } from '../../../domain/risk/factor-exposure.ts';
import { FACTOR_IDS, type FactorLoading } from '../../../domain/risk/factors.ts';
import type { PortfolioVolatility } from '../../../domain/risk/portfolio-volatility.ts';
import type { StressScenario } from '../../../domain/risk/scenarios.ts';
import type { ScenarioResult, StressResults } from '../../../domain/risk/stress-results.ts';
import { explainField, explainPaths } from './analytics/origin.ts';
import { outlookBody, outlookFields } from './analytics/volatility.ts';
import { day, decimalText, fraction, money, uuid } from './scalars.ts';

const factorId = z.enum(FACTOR_IDS);
const proxySchema = z.strictObject({ long: z.string(), short: z.string().nullable() }).nullable();

export const factorDefinitionSchema = z
  .strictObject({
    factor_id: factorId,
    display_order: z.int(),
    name: z.string().meta({ description: 'Display text, never a key' }),
    type: z.enum(['market', 'macro', 'style']),
    method: z.string(),
    proxy: proxySchema.meta({
      description: 'The ETF whose return stands for the factor, or the two of a spread',
    }),
    note: z.string().nullable(),
  })
  .meta({ id: 'FactorDefinition' });

export const factorDefinitionView = (
  definition: FactorDefinition,
): z.infer<typeof factorDefinitionSchema> => ({
  factor_id: definition.id,
  display_order: definition.order,
  name: definition.name,
  type: definition.type,
  method: definition.method,
  proxy: definition.proxy,
  note: definition.note,
});

export const scenarioSchema = z
  .strictObject({
    scenario_id: z.string(),
    name: z.string(),
    category: z.string(),
    severity: z.string(),
    active: z.boolean(),
    shocks: z.record(z.string(), z.number()).meta({
      description:
        'Decimal returns by factor; for `ir_beta` a change of the yield (0.0025 is 25 basis points)',
    }),
  })
  .meta({ id: 'StressScenario' });

export const scenarioView = (scenario: StressScenario): z.infer<typeof scenarioSchema> => ({
  scenario_id: scenario.id,
  name: scenario.name,
  category: scenario.category,
  severity: scenario.severity,
  active: scenario.active,
  shocks: { ...scenario.shocks } as Record<string, number>,
});

/** What every risk result says of itself. */
const originFields = {
  available: z.literal(true),
  portfolio_id: uuid,
  calculation_date: day,
  simulated: z.boolean().meta({ description: 'True when any price used was made up' }),
  engine_version: z.string().nullable(),
  event_id: uuid.nullable(),
};

type Origin = {
  readonly portfolioId: string;
  readonly simulated: boolean;
  readonly risk: RiskRow;
};

const originView = ({ portfolioId, simulated, risk }: Origin, eventId: string | null) => ({
  available: true as const,
  portfolio_id: portfolioId,
  calculation_date: risk.date,
  simulated,
  engine_version: risk.engineVersion,
  event_id: eventId,
});

export const factorExposureSchema = z
  .strictObject({
    factor_id: factorId,
    name: z.string(),
    type: z.enum(['market', 'macro', 'style']),
    method: z.string(),
    beta: z
      .number()
      .nullable()
      .meta({ description: 'Null when no held symbol has one: unknown is never zero' }),
    exposure_dollars: money.nullable(),
    coverage: fraction.nullable().meta({ description: 'Share of gross exposure that has a beta' }),
    r_squared: z.number().nullable(),
    observations: z.int().nullable(),
    note: z.string().nullable(),
    contributions: z.array(
      z.strictObject({
        symbol: z.string(),
        weight: z.number().meta({ description: 'Signed exposure / equity' }),
        beta: z.number(),
        observations: z.int(),
        factor_event_id: uuid,
      }),
    ),
  })
  .meta({ id: 'FactorExposure' });

export const factorExposuresSchema = z
  .strictObject({
    ...originFields,
    equity_balance: money,
    completeness: z.enum(['complete', 'partial']),
    factors_calculated: z.int(),
    total_active_factors: z.int(),
    quality: z.enum(['full', 'limited', 'partial', 'no_public_positions', 'unavailable']),
    private_allocation: fraction.meta({ description: 'Share of gross market value without factor exposure' }),
    factors: z.array(factorExposureSchema),
  })
  .meta({ id: 'FactorExposures' });

export const exposureView = (exposure: FactorExposure): z.infer<typeof factorExposureSchema> => {
  const definition = FACTOR_DEFINITIONS.find(({ id }) => id === exposure.factor);
  return {
    factor_id: exposure.factor,
    name: definition?.name ?? exposure.factor,
    type: definition?.type ?? 'style',
    method: definition?.method ?? '',
    beta: exposure.beta,
    exposure_dollars: exposure.dollars,
    coverage: exposure.coverage,
    r_squared: exposure.rSquared,
    observations: exposure.observations,
    note: definition?.note ?? null,
    contributions: exposure.contributions.map(({ symbol, weight, beta, observations, factorEventId }) => ({
      symbol,
      weight,
      beta,
      observations,
      factor_event_id: factorEventId,
    })),
  };
};

export const factorExposuresView = (
  origin: Origin,
  exposures: FactorExposures,
): z.infer<typeof factorExposuresSchema> => {
  const calculated = exposures.exposures.filter(({ beta }) => beta !== null).length;
  return {
    ...originView(origin, origin.risk.exposuresEventId),
    equity_balance: exposures.equity,
    completeness: calculated === exposures.exposures.length ? 'complete' : 'partial',
    factors_calculated: calculated,
    total_active_factors: exposures.exposures.length,
    quality: exposures.quality,
    private_allocation: exposures.privateAllocation,
    factors: exposures.exposures.map(exposureView),
  };
};

const loadingSchema = z
  .strictObject({
    factor_id: factorId,
    beta: z.number().nullable(),
    raw_beta: z.number().nullable().meta({ description: 'Before it was capped at ±5' }),
    capped: z.boolean(),
    r_squared: z.number().nullable(),
    standard_error: z.number().nullable(),
    t_statistic: z.number().nullable(),
    p_value: z.number().nullable(),
    observations: z.int(),
    quality: z.enum(['full', 'limited', 'insufficient', 'degenerate', 'not_published']),
  })
  .meta({ id: 'FactorLoading' });

export const symbolFactorsSchema = z
  .strictObject({
    symbol: z.string(),
    date: day.nullable().meta({ description: 'Null when the symbol has no factors yet' }),
    event_id: uuid.nullable(),
    factors: z.array(loadingSchema),
  })
  .meta({ id: 'SymbolFactors' });

const loadingView = (id: (typeof FACTOR_IDS)[number], loading: FactorLoading) => ({
  factor_id: id,
  beta: loading.beta,
  raw_beta: loading.raw,
  capped: loading.capped,
  r_squared: loading.rSquared,
  standard_error: loading.standardError,
  t_statistic: loading.tStatistic,
  p_value: loading.pValue,
  observations: loading.observations,
  quality: loading.quality,
});

export const symbolFactorsView = (
  symbol: string,
  row: SymbolFactorsRow | undefined,
): z.infer<typeof symbolFactorsSchema> => ({
  symbol,
  date: row?.date ?? null,
  event_id: row?.eventId ?? null,
  factors: row === undefined ? [] : FACTOR_IDS.map((id) => loadingView(id, row.factors[id])),
});

export const volatilitySchema = z
  .strictObject({
    ...originFields,
    realized_volatility_21d: z.number().nullable(),
    realized_volatility_63d: z.number().nullable(),
    observations: z.int(),
    coverage: fraction.nullable(),
    convention: z.string(),
    explain: explainField,
    ...outlookFields,
  })
  .meta({ id: 'Volatility' });

export const volatilityView = (
  origin: Origin,
  volatility: PortfolioVolatility,
  outlook: VolatilityOutlook,
): z.infer<typeof volatilitySchema> => ({
  ...originView(origin, origin.risk.volatilityEventId),
  realized_volatility_21d: volatility.window21,
  realized_volatility_63d: volatility.window63,
  observations: volatility.observations,
  coverage: volatility.coverage,
  convention: 'Annualised (sd with ddof 1 × √252) simple daily returns of today’s weights on equity',
  explain: explainPaths(origin.portfolioId, origin.risk.date, [
    'realized_volatility_21d',
    'realized_volatility_63d',
  ]),
  ...outlookBody(outlook),
});

const lossSchema = z.strictObject({ pnl: money, fraction_of_equity: fraction }).nullable();

export const scenarioResultSchema = z
  .strictObject({
    scenario_id: z.string(),
    name: z.string(),
    category: z.string(),
    severity: z.string(),
    status: z.enum(['ok', 'partial', 'failed']),
    missing_factors: z.array(z.string()),
    conditional: lossSchema.meta({
      description: 'Shocked factors keep their own shock, the others move by conditional expectation',
    }),
    direct: lossSchema.meta({ description: 'Shocked factors only' }),
    impacts: z.array(
      z.strictObject({
        factor_id: factorId,
        move: fraction,
        shocked: z.boolean(),
        beta: z.number(),
        pnl: money,
      }),
    ),
  })
  .meta({ id: 'ScenarioResult' });

export const stressSchema = z
  .strictObject({
    ...originFields,
    method: z.literal('conditional'),
    factor_set: z.string(),
    convention: z.string(),
    equity_balance: decimalText,
    observations: z.int(),
    covariance_as_of: day.nullable(),
    factor_etfs: z.array(z.string()),
    rate_model: z.strictObject({ duration: z.number(), convexity: z.number() }),
    worst_scenario: z.string().nullable(),
    best_scenario: z.string().nullable(),
    scenarios: z.array(scenarioResultSchema),
  })
  .meta({ id: 'StressTest' });

const lossView = (loss: ScenarioResult['direct']): z.infer<typeof lossSchema> =>
  loss === null ? null : { pnl: loss.dollars, fraction_of_equity: loss.fractionOfEquity };

export const scenarioResultView = (result: ScenarioResult): z.infer<typeof scenarioResultSchema> => ({
  scenario_id: result.scenarioId,
  name: result.name,
  category: result.category,
  severity: result.severity,
  status: result.status,
  missing_factors: [...result.missingFactors],
  conditional: lossView(result.conditional),
  direct: lossView(result.direct),
  impacts: result.impacts.map(({ factor, move, shocked, beta, dollars }) => ({
    factor_id: factor,
    move,
    shocked,
    beta,
    pnl: dollars,
  })),
});

/** `only` limits the answer to these scenarios; worst and best are of all. */
export const stressView = (
  origin: Origin,
  stress: StressResults,
  only: readonly string[] | null,
): z.infer<typeof stressSchema> => {
  const ranked = stress.scenarios
    .flatMap(({ scenarioId, conditional }) => (conditional === null ? [] : [{ scenarioId, conditional }]))
    .sort((a, b) => a.conditional.fractionOfEquity - b.conditional.fractionOfEquity);
  return {
    ...originView(origin, origin.risk.stressEventId),
    method: stress.method,
    factor_set: stress.factorSet,
    convention:
      'Linear: gamma is ignored. Losses are not clipped: a leveraged book can lose more than its equity.',
    equity_balance: stress.equity,
    observations: stress.observations,
    covariance_as_of: stress.covarianceAsOf,
    factor_etfs: [...stress.factorEtfs],
    rate_model: { ...stress.rateModel },
    worst_scenario: ranked[0]?.scenarioId ?? null,
    best_scenario: ranked.at(-1)?.scenarioId ?? null,
    scenarios: stress.scenarios
      .filter(({ scenarioId }) => only === null || only.includes(scenarioId))
      .map(scenarioResultView),
  };
};

export const coverageSchema = z
  .strictObject({
    available: z.literal(true),
    portfolio_id: uuid,
    calculation_date: day,
    simulated: z.boolean(),
    symbols_total: z.int().meta({ description: 'Symbols whose market price the portfolio needs' }),
    symbols_with_recent_price: z.int(),
    price_coverage: fraction.nullable().meta({ description: 'Null when no symbol needs a price' }),
    ready: z.boolean().meta({ description: 'At least 80 % of the symbols have a recent price' }),
    needs_price_update: z.boolean(),
    pending_symbols: z.array(z.string()),
    gaps: z.array(
      z.strictObject({
        symbol: z.string(),
        lacks: z.enum(['price', 'recent_price', 'factors', 'history', 'option_quote', 'profile']),
        used: z.string().meta({ description: 'What was used instead' }),
        since: day.nullable(),
      }),
    ),
  })
  .meta({ id: 'DataCoverage' });

const READY_COVERAGE = 0.8;

export const coverageView = (
  { portfolioId, simulated, risk }: Origin,
  symbols: readonly string[],
  run: { readonly pendingSymbols: readonly string[]; readonly needsPriceUpdate: boolean },
): z.infer<typeof coverageSchema> => {
  const withoutPrice = new Set(
    risk.gaps
      .filter(({ lacks }) => lacks === 'price' || lacks === 'recent_price')
      .map(({ symbol }) => symbol),
  );
  const priced = symbols.filter((symbol) => !withoutPrice.has(symbol)).length;
  const coverage = symbols.length === 0 ? null : priced / symbols.length;
  return {
    available: true,
    portfolio_id: portfolioId,
    calculation_date: risk.date,
    simulated,
    symbols_total: symbols.length,
    symbols_with_recent_price: priced,
    price_coverage: coverage,
    ready: coverage === null || coverage >= READY_COVERAGE,
    needs_price_update: run.needsPriceUpdate,
    pending_symbols: [...run.pendingSymbols],
    gaps: risk.gaps.map(({ symbol, lacks, used, since }) => ({ symbol, lacks, used, since })),
  };
};
