import type { IsoDate } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/decimal.ts';
import type { CapitalFlow } from '../../domain/portfolio/capital-flow.ts';
import type { Lot } from '../../domain/valuation/mark.ts';
import type { Figures, Mark } from '../../domain/valuation/valuation.ts';
import type { Position } from './event-store.ts';

/** A portfolio as far as the read models know it: everything that its next valuation is made from. */
export type RefreshablePortfolio = {
  readonly portfolioId: string;
  readonly statedEquity: Decimal;
  readonly equityAsOf: IsoDate;
  readonly recordedFrom: IsoDate;
  /** In the order in which they came. */
  readonly lots: readonly Lot[];
  readonly flows: readonly CapitalFlow[];
  /** The newest snapshot, and the revision of the valuation stream that it is of; null before the first valuation. */
  readonly snapshot: {
    readonly valuation: Figures;
    readonly marks: readonly Mark[];
    readonly revision: bigint;
    /** Prices of this day or of earlier ones have changed since. */
    readonly repriced: boolean;
  } | null;
  /** The newest day with risk results, and the revision of the risk stream. */
  readonly risk: { readonly date: IsoDate; readonly revision: bigint } | null;
};

/** What a refresh of all portfolios asks the read models: sets, never one portfolio at a time. */
export type RefreshReads = {
  /**
   * Ids in ascending order, after `after`, of active portfolios that hold something and lack the valuation or the risk
   * of `date`, or hold what has other prices since: since their valuation, or since `pricedSince` where that is earlier
   * (a valuation may stand behind a price that it was not made from).
   */
  readonly behind: (range: {
    readonly date: IsoDate;
    readonly after: string | null;
    readonly upTo: string | null;
    readonly pricedSince: Position | null;
    readonly limit: number;
  }) => Promise<readonly string[]>;
  readonly countBehind: (date: IsoDate) => Promise<number>;
  readonly portfolios: (ids: readonly string[]) => Promise<readonly RefreshablePortfolio[]>;
};
