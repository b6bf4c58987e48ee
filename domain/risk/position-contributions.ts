import type { FactorId } from './factors.ts';

export type ContributingPosition = {
  readonly positionId: string;
  /** Whose betas it follows. */
  readonly symbol: string;
  /** Signed dollars that move with the symbol; null when unknown. */
  readonly exposure: number | null;
};

export type PositionContribution = {
  readonly positionId: string;
  /** Fraction of equity; null when the exposure or every beta of the symbol is unknown. */
  readonly contribution: number | null;
};

export type PositionContributions = {
  /** In the order of the positions. */
  readonly positions: readonly PositionContribution[];
  /** Σ of the contributions; null when none is known. */
  readonly total: number | null;
};

/** A symbol's beta to a factor; null when it has none. */
export type BetaOf = (symbol: string, factor: FactorId) => number | null;

/**
 * What each position adds to a figure that is linear in betas: (exposure / equity) × Σ_f coefficient_f × β_f. With the
 * single coefficient 1 it is the contribution to a factor exposure; with the moves of a scenario's factors, that to
 * its gain or loss (`fractionOfEquity` of the scenario). Contributions add up to the portfolio's figure, but for the
 * order of additions: lots of a symbol, its short ones and hedges included.
 *
 * A beta that is unknown adds nothing, as in the portfolio's figure. Null contributions for an unknown exposure, a
 * symbol without any of the betas, and all of them with equity of zero or less.
 *
 * @example exposure 50,000 on equity 100,000, market beta 1.2, market −10 %: contribution −0.06
 */
export const positionContributions = (input: {
  readonly equity: number;
  readonly positions: readonly ContributingPosition[];
  /** The factors and what one unit of beta to each adds. */
  readonly coefficients: ReadonlyMap<FactorId, number>;
  readonly betaOf: BetaOf;
}): PositionContributions => {
  const { equity, coefficients, betaOf } = input;
  const perUnit = (symbol: string): number | null => {
    let sum = 0;
    let known = false;
    for (const [factor, coefficient] of coefficients) {
      const beta = betaOf(symbol, factor);
      if (beta === null || !Number.isFinite(beta)) continue;
      known = true;
      sum += coefficient * beta;
    }
    return known ? sum : null;
  };
  let total: number | null = null;
  const positions = input.positions.map(({ positionId, symbol, exposure }) => {
    const unit = perUnit(symbol);
    const usable = unit !== null && exposure !== null && Number.isFinite(exposure) && equity > 0;
    const contribution = usable ? (exposure / equity) * unit : null;
    if (contribution !== null) total = (total ?? 0) + contribution;
    return { positionId, contribution };
  });
  return { positions, total };
};
