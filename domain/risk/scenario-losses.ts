/**
 * Σ beta × move for each of many portfolios in each scenario, as a fraction of equity: betas row-major portfolios ×
 * `factors`, moves row-major scenarios × `factors`, the result row-major portfolios × scenarios. A beta that is not known
 * (NaN) adds nothing; a portfolio that has none at all gives NaN.
 *
 * @example scenarioLosses(Float64Array.of(1.1, NaN), Float64Array.of(-0.1, 0.05), 2) // [-0.11]
 */
export const scenarioLosses = (betas: Float64Array, moves: Float64Array, factors: number): Float64Array => {
  const portfolios = betas.length / factors;
  const scenarios = moves.length / factors;
  const losses = new Float64Array(portfolios * scenarios);
  for (let portfolio = 0; portfolio < portfolios; portfolio += 1) {
    const row = portfolio * factors;
    for (let scenario = 0; scenario < scenarios; scenario += 1) {
      let total = 0;
      let known = false;
      for (let factor = 0; factor < factors; factor += 1) {
        const beta = betas[row + factor] as number;
        if (Number.isNaN(beta)) continue;
        known = true;
        total += beta * (moves[scenario * factors + factor] as number);
      }
      losses[portfolio * scenarios + scenario] = known ? total : Number.NaN;
    }
  }
  return losses;
};
