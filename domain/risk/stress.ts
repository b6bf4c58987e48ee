import { type Decimal, shareOf } from '../decimal.ts';
import { type CompactStress, expandStress } from './compact-stress.ts';
import { conditionalMoves } from './conditional-moves.ts';
import type { FactorCovariance } from './covariance.ts';
import { FACTOR_DEFINITIONS, type FactorDefinition } from './factor-definitions.ts';
import type { FactorExposure } from './factor-exposure.ts';
import { FACTOR_ETFS, type FactorEtf, type FactorId } from './factors.ts';
import { RATE_MODEL, treasuryReturn } from './rate-model.ts';
import { scenarioLosses } from './scenario-losses.ts';
import type { ShockedFactor, StressScenario } from './scenarios.ts';
import type { FactorSetId, StressResults } from './stress-results.ts';

type StressFactor = { readonly id: FactorId; readonly long: FactorEtf; readonly short: FactorEtf | null };

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

/** What `stressTest` takes of a book's exposures. */
export type StressedBook = {
  readonly equity: Decimal;
  readonly exposures: readonly Pick<FactorExposure, 'factor' | 'beta'>[];
};

/** What is the same for every portfolio on a date. */
export type StressedMarket = {
  readonly covariance: FactorCovariance | null;
  readonly scenarios: readonly StressScenario[];
  readonly factorSet?: FactorSetId;
};

/** Row-major scenarios × factors. */
const inRows = (rows: readonly Float64Array[]): Float64Array =>
  Float64Array.from(rows.flatMap((row) => [...row]));

const lossOf = (
  equity: Decimal,
  fraction: number | undefined,
): { readonly dollars: Decimal; readonly fractionOfEquity: number } | null =>
  fraction === undefined || Number.isNaN(fraction)
    ? null
    : { dollars: shareOf(equity, fraction), fractionOfEquity: fraction };

/**
 * `stressTest` of many portfolios, as it is recorded: what the scenarios do to the factors is worked out once, and
 * portfolios that lack the same factors share it.
 */
export const stressTester = ({
  covariance,
  scenarios,
  factorSet = 'market_rates_spreads',
}: StressedMarket): ((book: StressedBook) => CompactStress) => {
  const factors = FACTOR_SETS[factorSet];
  const allMoves = scenarioMoves(scenarios, covariance, factors);
  const allDirectMoves = inRows(allMoves.map(({ direct }) => direct));
  const allConditionalMoves = inRows(allMoves.flatMap(({ conditional }) => conditional ?? []));
  const failed = { status: 'failed', conditional: null, shocked: [], moves: [], dollars: [] } as const;

  /** Of the factors that the book has betas of. */
  const toldOf = (known: readonly number[]) =>
    allMoves.map(({ shocks, conditional }) => ({
      shocked: known.flatMap((i) => {
        const factor = factors[i] as StressFactor;
        return isShocked(factor, shocks) ? [factor.id] : [];
      }),
      moves: known.map((i) => conditional?.[i] as number),
    }));
  const told = new Map<string, ReturnType<typeof toldOf>>();
  const keptToldOf = (known: readonly number[]) => {
    const key = known.join();
    const kept = told.get(key) ?? toldOf(known);
    told.set(key, kept);
    return kept;
  };

  return ({ equity, exposures }) => {
    const byFactor = new Map(exposures.map(({ factor, beta }) => [factor, beta]));
    const betas = Float64Array.from(factors, ({ id }) => byFactor.get(id) ?? Number.NaN);
    const known = [...betas.keys()].filter((i) => !Number.isNaN(betas[i]));
    const missingFactors = factors.filter((_, i) => Number.isNaN(betas[i])).map(({ id }) => id);
    const status = missingFactors.length === 0 ? 'ok' : 'partial';
    const hasFailed = covariance === null || known.length === 0;
    const direct = scenarioLosses(betas, allDirectMoves, factors.length);
    const conditional = scenarioLosses(betas, allConditionalMoves, factors.length);
    const tellings = hasFailed ? [] : keptToldOf(known);
    return {
      factorSet,
      method: 'conditional',
      equity,
      observations: covariance?.observations ?? 0,
      covarianceAsOf: covariance?.asOf ?? null,
      factorEtfs: FACTOR_ETFS,
      rateModel: RATE_MODEL,
      missingFactors: scenarios.length === 0 ? [] : missingFactors,
      factors:
        hasFailed || scenarios.length === 0
          ? []
          : known.map((i) => ({ factor: (factors[i] as StressFactor).id, beta: betas[i] as number })),
      scenarios: allMoves.map(({ scenario, conditional: moves }, at) => {
        const { id: scenarioId, name, category, severity } = scenario;
        const about = { scenarioId, name, category, severity, direct: lossOf(equity, direct[at]) };
        const telling = tellings[at];
        if (moves === null || telling === undefined) return { ...about, ...failed };
        return {
          ...about,
          status,
          conditional: lossOf(equity, conditional[at]),
          ...telling,
          dollars: known.map((i) => shareOf(equity, (betas[i] as number) * (moves[i] as number))),
        };
      }),
    };
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
}: StressedMarket & { readonly exposures: StressedBook }): StressResults =>
  expandStress(stressTester(market)(exposures));
