import type { IsoDate } from '../dates.ts';
import { type Decimal, shareOf } from '../decimal.ts';
import { conditionalMoves } from './conditional-moves.ts';
import type { FactorCovariance } from './covariance.ts';
import type { FactorExposures } from './exposures.ts';
import { FACTOR_DEFINITIONS, type FactorDefinition } from './factor-definitions.ts';
import { FACTOR_ETFS, type FactorEtf, type FactorId } from './factors.ts';
import { RATE_MODEL, treasuryReturn } from './rate-model.ts';
import { scenarioLosses } from './scenario-losses.ts';
import type { ShockedFactor, StressScenario } from './scenarios.ts';

export type ScenarioImpact = {
  readonly factor: FactorId;
  /** Return of the factor in the scenario (conditional on the shocks), decimal. */
  readonly move: number;
  /** The scenario names it, or for a spread one of its own legs. */
  readonly shocked: boolean;
  readonly beta: number;
  readonly dollars: Decimal;
};

export type ScenarioResult = {
  readonly scenarioId: string;
  readonly name: string;
  readonly category: string;
  readonly severity: string;
  readonly status: 'ok' | 'partial' | 'failed';
  readonly missingFactors: readonly string[];
  /** Shocked factors keep their own shock, the others move by conditional expectation. Null when failed. */
  readonly conditional: { readonly dollars: Decimal; readonly fractionOfEquity: number } | null;
  /** Shocked factors only. */
  readonly direct: { readonly dollars: Decimal; readonly fractionOfEquity: number } | null;
  readonly impacts: readonly ScenarioImpact[];
};

export type StressResults = {
  readonly factorSet: FactorSetId;
  readonly method: 'conditional';
  readonly equity: Decimal;
  /** Returns behind the factor covariance, and their last session. */
  readonly observations: number;
  readonly covarianceAsOf: IsoDate | null;
  readonly factorEtfs: readonly FactorEtf[];
  readonly rateModel: { readonly duration: number; readonly convexity: number };
  readonly scenarios: readonly ScenarioResult[];
};

type StressFactor = { readonly id: FactorId; readonly long: FactorEtf; readonly short: FactorEtf | null };

export const FACTOR_SET_IDS = ['market_rates_spreads', 'rates_styles'] as const;
export type FactorSetId = (typeof FACTOR_SET_IDS)[number];

const factorsWhere = (belongs: (method: FactorDefinition['method']) => boolean): readonly StressFactor[] =>
  FACTOR_DEFINITIONS.flatMap(({ id, method, proxy }) =>
    proxy === null || !belongs(method) ? [] : [{ id, ...proxy }],
  );

/**
 * Betas that may be added up. The default: market, rates and the four spreads. The alternative: rates and the six ridge
 * styles, which hold the market among them. Never both: each would count the market once more.
 */
const FACTOR_SETS: Readonly<Record<FactorSetId, readonly StressFactor[]>> = {
  market_rates_spreads: factorsWhere((method) => method !== 'ridge_regression'),
  rates_styles: factorsWhere((method) => method === 'ridge_regression' || method === 'ols_ir'),
};

export const STRESS_FACTORS = FACTOR_SETS.market_rates_spreads;

const ETF_OF = new Map(FACTOR_DEFINITIONS.map(({ id, proxy }) => [id, proxy?.long]));

/** The scenario's shocks as returns of ETFs; a yield change becomes the return of long Treasuries. */
export const etfShocks = ({ shocks }: StressScenario): ReadonlyMap<FactorEtf, number> => {
  const returns = new Map<FactorEtf, number>();
  for (const [factor, shock] of Object.entries(shocks) as [ShockedFactor, number][]) {
    const etf = ETF_OF.get(factor);
    if (etf !== undefined) returns.set(etf, factor === 'ir_beta' ? treasuryReturn(shock) : shock);
  }
  return returns;
};

const isShocked = ({ long, short }: StressFactor, shocks: ReadonlyMap<FactorEtf, number>): boolean =>
  shocks.has(long) || (short !== null && short !== 'SPY' && shocks.has(short));

/**
 * What the ETFs do when only the shocked factors move. Every other equity ETF moves as the market does, so that no
 * spread opens that the scenario did not ask for: a fall of SPY alone is a fall of the market and not a rise of
 * MTUM − SPY. Treasuries stand still.
 */
const directMoves = (shocks: ReadonlyMap<FactorEtf, number>): ReadonlyMap<FactorEtf, number> => {
  const market = shocks.get('SPY') ?? 0;
  return new Map(FACTOR_ETFS.map((etf) => [etf, shocks.get(etf) ?? (etf === 'TLT' ? 0 : market)]));
};

const moveOf = ({ long, short }: StressFactor, moves: ReadonlyMap<FactorEtf, number>): number =>
  (moves.get(long) ?? 0) - (short === null ? 0 : (moves.get(short) ?? 0));

type Moves = ReadonlyMap<FactorEtf, number>;

/** What a scenario does to the factors, whoever holds them. */
type ScenarioMoves = {
  readonly scenario: StressScenario;
  readonly shocks: Moves;
  readonly direct: Float64Array;
  /** Null without a covariance. */
  readonly conditional: Float64Array | null;
};

const movesOf = (moves: Moves, factors: readonly StressFactor[]): Float64Array =>
  Float64Array.from(factors, (factor) => moveOf(factor, moves));

/** The moves of the stress factors in each scenario, in their order: the same for every portfolio on a date. */
export const scenarioMoves = (
  scenarios: readonly StressScenario[],
  covariance: FactorCovariance | null,
  factors: readonly StressFactor[] = STRESS_FACTORS,
): readonly ScenarioMoves[] =>
  scenarios.map((scenario) => {
    const shocks = etfShocks(scenario);
    return {
      scenario,
      shocks,
      direct: movesOf(directMoves(shocks), factors),
      conditional: covariance === null ? null : movesOf(conditionalMoves(covariance, shocks), factors),
    };
  });

const lossOf = (
  equity: Decimal,
  betas: Float64Array,
  moves: Float64Array,
): { readonly dollars: Decimal; readonly fractionOfEquity: number } | null => {
  const [fraction] = scenarioLosses(betas, moves, betas.length);
  return fraction === undefined || Number.isNaN(fraction)
    ? null
    : { dollars: shareOf(equity, fraction), fractionOfEquity: fraction };
};

const runScenario = (
  { scenario, shocks, direct, conditional }: ScenarioMoves,
  equity: Decimal,
  betas: Float64Array,
  factors: readonly StressFactor[],
): ScenarioResult => {
  const missingFactors = factors.filter((_, i) => Number.isNaN(betas[i])).map(({ id }) => id);
  const about = {
    scenarioId: scenario.id,
    name: scenario.name,
    category: scenario.category,
    severity: scenario.severity,
    missingFactors,
    direct: lossOf(equity, betas, direct),
  };
  if (conditional === null || missingFactors.length === factors.length) {
    return { ...about, status: 'failed', conditional: null, impacts: [] };
  }
  return {
    ...about,
    status: missingFactors.length === 0 ? 'ok' : 'partial',
    conditional: lossOf(equity, betas, conditional),
    impacts: factors.flatMap((factor, i) => {
      const beta = betas[i] as number;
      const move = conditional[i] as number;
      if (Number.isNaN(beta)) return [];
      return [
        {
          factor: factor.id,
          move,
          shocked: isShocked(factor, shocks),
          beta,
          dollars: shareOf(equity, beta * move),
        },
      ];
    }),
  };
};

/**
 * What the portfolio would gain or lose in each scenario: Σ beta × move × equity over a factor set, by
 * default market, rates and the four spreads. Linear: gamma and convexity of the holdings are ignored. Losses are not clipped, since a leveraged book can
 * lose more than its equity.
 *
 * Shocks name ETFs' returns. Conditional: shocked ETFs keep exactly their shock, the others move by E[U | S = s] from
 * the EWMA covariance, and a spread moves by its long leg minus its short leg; so a shock to a style moves market,
 * rates and the other spreads as far as they went along with it lately. Direct: see `directMoves`; low volatility is
 * no leg of the default set, so its shock shows in the conditional figure only.
 *
 * Status: `partial` when the portfolio has no beta to some factors (named), `failed` when it has none at all or there
 * is no covariance; a figure that is not known is null, never 0.
 *
 * @example market beta 1.1 and no other exposure, market −10 %: conditional and direct −0.11 of equity
 */
export const stressTest = ({
  exposures,
  ...market
}: StressedMarket & { readonly exposures: FactorExposures }): StressResults =>
  stressTester(market)(exposures);

/** What is the same for every portfolio on a date. */
export type StressedMarket = {
  readonly covariance: FactorCovariance | null;
  readonly scenarios: readonly StressScenario[];
  readonly factorSet?: FactorSetId;
};

/** `stressTest` of many portfolios: what the scenarios do to the factors is worked out once. */
export const stressTester = ({
  covariance,
  scenarios,
  factorSet = 'market_rates_spreads',
}: StressedMarket): ((exposures: FactorExposures) => StressResults) => {
  const factors = FACTOR_SETS[factorSet];
  const allMoves = scenarioMoves(scenarios, covariance, factors);
  return (exposures) => {
    const byFactor = new Map(exposures.exposures.map(({ factor, beta }) => [factor, beta]));
    const betas = Float64Array.from(factors, ({ id }) => byFactor.get(id) ?? Number.NaN);
    return {
      factorSet,
      method: 'conditional',
      equity: exposures.equity,
      observations: covariance?.observations ?? 0,
      covarianceAsOf: covariance?.asOf ?? null,
      factorEtfs: FACTOR_ETFS,
      rateModel: RATE_MODEL,
      scenarios: allMoves.map((moves) => runScenario(moves, exposures.equity, betas, factors)),
    };
  };
};
