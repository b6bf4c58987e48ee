import type { ScenarioImpact, ScenarioResult, StressResults } from './stress-results.ts';

/**
 * Stress results as they are recorded: the portfolio's betas and the factors that it lacks, which are the same in every
 * scenario, are told once. Moves and dollars stay: another release may come to others, and these were shown.
 */
export type CompactStress = Omit<StressResults, 'scenarios'> & {
  /** Without a beta in any scenario. */
  readonly missingFactors: ScenarioResult['missingFactors'];
  /** The others, and the order of all lists by factor. Empty when every scenario failed. */
  readonly factors: readonly Pick<ScenarioImpact, 'factor' | 'beta'>[];
  readonly scenarios: readonly (Omit<ScenarioResult, 'missingFactors' | 'impacts'> & {
    readonly shocked: readonly ScenarioImpact['factor'][];
    /** By factor, as `ScenarioImpact` says; both empty when the scenario failed. */
    readonly moves: readonly ScenarioImpact['move'][];
    readonly dollars: readonly ScenarioImpact['dollars'][];
  })[];
};

/** Takes results of one book: all scenarios have impacts of the same betas, or all have failed. */
export const compactStress = ({ scenarios, ...about }: StressResults): CompactStress => ({
  ...about,
  missingFactors: scenarios[0]?.missingFactors ?? [],
  factors: (scenarios[0]?.impacts ?? []).map(({ factor, beta }) => ({ factor, beta })),
  scenarios: scenarios.map(({ missingFactors: _, impacts, ...scenario }) => ({
    ...scenario,
    shocked: impacts.flatMap(({ factor, shocked }) => (shocked ? [factor] : [])),
    moves: impacts.map(({ move }) => move),
    dollars: impacts.map(({ dollars }) => dollars),
  })),
});

/** What was compacted, with every impact under its scenario. */
export const expandStress = ({
  scenarios,
  missingFactors,
  factors,
  ...about
}: CompactStress): StressResults => ({
  ...about,
  scenarios: scenarios.map(({ shocked, moves, dollars, ...scenario }) => ({
    ...scenario,
    missingFactors,
    impacts: factors.flatMap(({ factor, beta }, column) => {
      const [move, amount] = [moves[column], dollars[column]];
      if (move === undefined || amount === undefined) return [];
      return [{ factor, move, shocked: shocked.includes(factor), beta, dollars: amount }];
    }),
  })),
});
