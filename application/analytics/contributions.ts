import type { Decimal } from '../../domain/decimal.ts';
import { apportionCents } from '../../domain/risk/apportion-cents.ts';
import type { FactorId } from '../../domain/risk/factors.ts';
import { positionContributions } from '../../domain/risk/position-contributions.ts';
import type { StressScenario } from '../../domain/risk/scenarios.ts';
import type { ScenarioResult } from '../../domain/risk/stress-results.ts';
import {
  type VarianceContributions,
  varianceContributions,
} from '../../domain/risk/variance-contribution.ts';
import type { Queries } from '../ports/queries.ts';
import { type Book, marketSymbols, returnsOf } from './book.ts';
import { bookExposures, bookStress } from './factors.ts';

/** Returns behind the split of variance: those of the 63-day volatility, and some more for dates that do not count. */
export const VARIANCE_WINDOW = 63;
const VARIANCE_SESSIONS = 90;

export type Contributions = {
  /** Lots with a market exposure, in the order of every list below. */
  readonly positions: readonly {
    readonly positionId: string;
    /** The lot's own symbol; of an option its contract. */
    readonly name: string;
    /** Whose returns it follows. */
    readonly symbol: string;
    /** Signed exposure / equity; null where no delta is known. */
    readonly weight: number | null;
  }[];
  readonly factors: readonly {
    readonly factor: FactorId;
    readonly total: number;
    readonly contributions: readonly (number | null)[];
  }[];
  readonly variance: VarianceContributions;
  readonly stress: readonly {
    readonly scenario: ScenarioResult;
    readonly total: Decimal;
    readonly contributions: readonly (Decimal | null)[];
  }[];
};

/**
 * What each lot adds to every factor exposure, to the variance and to the conditional result of every scenario. Null
 * without positions that have a market price, or with equity of zero or less, on which weights mean nothing.
 */
export const bookContributions = async (
  queries: Queries,
  book: Book,
  scenarios: readonly StressScenario[],
): Promise<Contributions | null> => {
  const equity = Number(book.equity);
  const held = book.held.filter(({ holding }) => holding.kind === 'public' || holding.kind === 'option');
  if (held.length === 0 || equity <= 0) return null;
  const symbols = marketSymbols(book);
  const [rows, exposures, stress, { sessions, returns }] = await Promise.all([
    queries.symbolFactors(symbols, book.date),
    bookExposures(queries, book),
    bookStress(queries, book, scenarios),
    returnsOf(queries, symbols, book.date, VARIANCE_SESSIONS),
  ]);
  const loadings = new Map(rows.map(({ symbol, factors }) => [symbol, factors]));
  const positions = held.map(({ mark, holding }) => ({
    positionId: mark.positionId,
    name: mark.symbol,
    symbol: holding.symbol,
    exposure: holding.exposure,
  }));
  const split = (coefficients: ReadonlyMap<FactorId, number>): readonly (number | null)[] =>
    positionContributions({
      equity,
      positions,
      coefficients,
      betaOf: (symbol, factor) => loadings.get(symbol)?.[factor].beta ?? null,
    }).positions.map(({ contribution }) => contribution);

  const weights = positions.map(({ exposure }) => (exposure === null ? null : exposure / equity));
  const missing = new Float64Array(sessions.length).fill(Number.NaN);
  return {
    positions: positions.map(({ positionId, name, symbol }, i) => ({
      positionId,
      name,
      symbol,
      weight: weights[i] ?? null,
    })),
    factors: exposures.exposures.flatMap(({ factor, beta }) =>
      beta === null ? [] : [{ factor, total: beta, contributions: split(new Map([[factor, 1]])) }],
    ),
    variance: varianceContributions({
      weights: weights.map((weight) => weight ?? Number.NaN),
      returns: positions.map(({ symbol }) => returns.get(symbol) ?? missing),
      window: VARIANCE_WINDOW,
    }),
    stress: stress.scenarios.flatMap((scenario) => {
      if (scenario.conditional === null) return [];
      const total = scenario.conditional.dollars;
      const moves = split(new Map(scenario.impacts.map(({ factor, move }) => [factor, move])));
      const cents = apportionCents(
        total,
        moves.map((move) => (move ?? 0) * equity),
      );
      const contributions = moves.map((move, i) => (move === null ? null : (cents[i] ?? null)));
      return [{ scenario, total, contributions }];
    }),
  };
};
