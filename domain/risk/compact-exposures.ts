import type { FactorExposure, FactorExposures } from './factor-exposure.ts';

type Contribution = FactorExposure['contributions'][number];

/**
 * Exposures as they are recorded: what a symbol contributes is told once and not once for every factor. For twenty
 * symbols a quarter of the bytes.
 */
export type CompactExposures = Omit<FactorExposures, 'exposures'> & {
  /** The factors, and the order of all lists by factor. */
  readonly exposures: readonly Omit<FactorExposure, 'contributions'>[];
  /** In the order of symbols. */
  readonly symbols: readonly (Pick<Contribution, 'symbol' | 'weight' | 'factorEventId'> & {
    /** By factor; null where the symbol has no beta and contributes nothing. */
    readonly betas: readonly (number | null)[];
    /** By factor; null with the beta. */
    readonly observations: readonly (number | null)[];
  })[];
};

/** Takes exposures whose contributions are in the order of symbols and of one weight per symbol: as they are made. */
export const compactExposures = (exposures: FactorExposures): CompactExposures => {
  const { equity, privateAllocation, quality } = exposures;
  const rows = new Map<
    string,
    Pick<Contribution, 'symbol' | 'weight' | 'factorEventId'> & {
      readonly betas: (number | null)[];
      readonly observations: (number | null)[];
    }
  >();
  const unknown = exposures.exposures.map(() => null);
  exposures.exposures.forEach(({ contributions }, column) => {
    for (const { symbol, weight, factorEventId, beta, observations } of contributions) {
      let row = rows.get(symbol);
      if (row === undefined) {
        row = { symbol, weight, factorEventId, betas: [...unknown], observations: [...unknown] };
        rows.set(symbol, row);
      }
      row.betas[column] = beta;
      row.observations[column] = observations;
    }
  });
  return {
    equity,
    exposures: exposures.exposures.map(({ contributions: _, ...exposure }) => exposure),
    symbols: [...rows.values()].sort((a, b) => (a.symbol < b.symbol ? -1 : 1)),
    privateAllocation,
    quality,
  };
};

/** What was compacted, with every contribution under its factor. */
export const expandExposures = (compact: CompactExposures): FactorExposures => {
  const { equity, exposures, symbols, privateAllocation, quality } = compact;
  return {
    equity,
    exposures: exposures.map((exposure, column) => ({
      ...exposure,
      contributions: symbols.flatMap(({ symbol, weight, factorEventId, betas, observations }) => {
        const beta = betas[column] ?? null;
        if (beta === null) return [];
        return [{ symbol, weight, beta, observations: observations[column] ?? 0, factorEventId }];
      }),
    })),
    privateAllocation,
    quality,
  };
};
