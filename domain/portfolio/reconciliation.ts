import type { IsoDate } from '../dates.ts';
import type { Decimal } from '../decimal.ts';
import type { PositionId } from '../ids.ts';
import type { LotChange, LotClosure, SplitRatio, StatedLot } from './lot.ts';
import type { UnidentifiedPosition } from './position.ts';

/** A newer file of an account, and what the person has said about it. Symbols are those of the positions. */
export type ReimportedFile = {
  readonly positions: readonly UnidentifiedPosition[];
  /**
   * Whether the entry dates stand in the file: then lots are matched by security and entry date. Otherwise they are
   * matched by security alone, and what is known of their entry dates stays.
   */
  readonly dated: boolean;
  /** The day that the file speaks of. */
  readonly asOf: IsoDate;
  /** By symbol, for what looks like a split. */
  readonly splits: Readonly<Record<string, 'split' | 'trade'>>;
  /** By symbol, for what the file no longer has. The price is per share, positive. */
  readonly exits: Readonly<Record<string, { readonly date: IsoDate; readonly price: Decimal }>>;
};

/** What moved most: with a quantity the cost per share may have moved too. */
export type ReconciledChange = LotChange & { readonly what: 'quantity' | 'cost' | 'split' };

export type ReconciledClosure = LotClosure & {
  /** Where the exit's price came from: the person, the latest close, the stated value of cash, or the file itself. */
  readonly priceFrom: 'given' | 'last_close' | 'stated' | 'file';
};

/** What only the person can say, asked once for a symbol. */
export type ReconciliationQuestion =
  | {
      readonly id: 'split';
      readonly symbol: string;
      readonly ratio: SplitRatio;
      readonly quantityBefore: Decimal;
      readonly quantityAfter: Decimal;
      /** Per share. */
      readonly costBefore: Decimal;
      readonly costAfter: Decimal;
    }
  | {
      /** It was sold, or bought back, and no close of it is known: when, and at what price a share? */
      readonly id: 'exit';
      readonly symbol: string;
      readonly quantity: Decimal;
      readonly suggestedDate: IsoDate;
    };

/** How what a file shows differs from what is held. */
export type Difference = {
  readonly opened: readonly StatedLot[];
  readonly changed: readonly ReconciledChange[];
  readonly closed: readonly ReconciledClosure[];
  /** What the person said was a split and not a trade; its lots are among the changed ones. */
  readonly splits: readonly (SplitRatio & { readonly symbol: string })[];
};

export type Reconciliation = Difference & {
  readonly unchanged: readonly PositionId[];
  /** With open questions nothing can be applied yet. */
  readonly questions: readonly ReconciliationQuestion[];
};

export const isEmpty = ({ opened, changed, closed }: Difference): boolean =>
  opened.length + changed.length + closed.length === 0;
