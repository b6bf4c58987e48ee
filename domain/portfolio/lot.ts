import type { IsoDate } from '../dates.ts';
import type { ImportId } from '../ids.ts';
import type { Position } from './position.ts';

/** A lot, and the New York day on which its quantity was stated: it is in the shares of that day. */
export type StatedLot = { readonly position: Position; readonly statedOn: IsoDate };

/** A lot of a portfolio, and where it came from. */
export type PortfolioLot = StatedLot & {
  /** The import that brought it; null when it was entered by hand. A part that is split off keeps its lot's. */
  readonly importId: ImportId | null;
  /** The import that changed it last; null when that was by hand. An import is undone where this is still its own. */
  readonly changedBy: ImportId | null;
};

/** A lot before and after a change; its id stays. */
export type LotChange = { readonly before: PortfolioLot; readonly after: StatedLot };

/**
 * A lot that was sold, or bought back: `closed` has the exit. Closed in part, the closed part is a lot of its own and
 * the remainder keeps the lot's id; closed in full, there is no remainder and the closed lot keeps the id.
 */
export type LotClosure = {
  readonly before: PortfolioLot;
  readonly closed: StatedLot;
  readonly remainder: StatedLot | null;
};

/** `newShares` for `oldShares`: 10 for 1, 3 for 2, or 1 for 20 in a reverse split. */
export type SplitRatio = { readonly newShares: number; readonly oldShares: number };
