import type { Decimal } from '../decimal.ts';
import type { FactorId } from './factors.ts';

/** A portfolio's sensitivity to one factor: Σ signed weight on equity × the symbol's beta. */
export type FactorExposure = {
  readonly factor: FactorId;
  /** Null when no held symbol has a beta: unknown is never zero. */
  readonly beta: number | null;
  /** beta × equity, dollars and cents. */
  readonly dollars: Decimal | null;
  /** Σ|exposure with a beta| / Σ|exposure of all public and option positions|, 0…1; null without such positions. */
  readonly coverage: number | null;
  /** |weight|-weighted mean R² over the symbols that have one. */
  readonly rSquared: number | null;
  /** The fewest observations behind any symbol's beta; null for published betas, which come without. */
  readonly observations: number | null;
  readonly contributions: readonly {
    readonly symbol: string;
    /** Signed dollar exposure / equity; options by dollar delta of the underlying. */
    readonly weight: number;
    readonly beta: number;
    readonly observations: number;
    readonly factorEventId: string;
  }[];
};

export type FactorExposures = {
  readonly equity: Decimal;
  readonly exposures: readonly FactorExposure[];
  /** Share of gross market value in private assets, which have value and no factor exposure. */
  readonly privateAllocation: number;
  readonly quality: 'full' | 'limited' | 'partial' | 'no_public_positions' | 'unavailable';
};
