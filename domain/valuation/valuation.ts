import type { IsoDate } from '../dates.ts';
import type { Decimal } from '../decimal.ts';
import type { PositionId } from '../ids.ts';

/**
 * Where a mark came from. `close` = that session's raw close; `last_close` = an older close, because that session has
 * none; `entry_price` = no close is known at all; `stated` = private assets and cash keep their entered value;
 * `intrinsic` = an option on its expiration date; `exit_price` = the price at which a lot was closed.
 */
export type MarkBasis = 'close' | 'last_close' | 'entry_price' | 'stated' | 'intrinsic' | 'exit_price';

/** The price at which one lot was valued, and the event that the price came from. */
export type Mark = {
  readonly positionId: PositionId;
  readonly symbol: string;
  /** Signed, in the shares of the valuation date (splits applied); zero for a lot closed on this date. */
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly basis: MarkBasis;
  /** The session of the price; null for entry prices and stated values. */
  readonly priceDate: IsoDate | null;
  /** Whose price it is: an option's is its underlying's; null where the price came with the position. */
  readonly priceSymbol: string | null;
  /** Event id of the SymbolPriced event, or null where the price came with the position. */
  readonly priceEventId: string | null;
  /** quantity × price × multiplier, exact, signed. */
  readonly marketValue: Decimal;
  /** Gain of the lot since entry, exact; for a lot closed on this date, its realised gain. */
  readonly gain: Decimal;
};

/** A portfolio at the close of one session. Money in dollars and cents, rounded half up once, here. */
export type Valuation = {
  readonly date: IsoDate;
  /** `reconstructed` before the day the person stated the equity, `recorded` from then on. */
  readonly basis: 'reconstructed' | 'recorded';
  readonly equity: Decimal;
  readonly previousDate: IsoDate | null;
  /** Equity at the previous session's close, to the cent; null on the first date. The daily return is on the unrounded one. */
  readonly previousEquity: Decimal | null;
  readonly dailyPnl: Decimal;
  readonly dailyRealized: Decimal;
  readonly dailyUnrealized: Decimal;
  /** Contributions less withdrawals dated after the previous session, up to this one; zero on the first date. */
  readonly netFlow: Decimal;
  /** dailyPnl / (previous equity + netFlow), so that a flow is no return; null on the first date or where the base is not positive. */
  readonly dailyReturn: number | null;
  readonly cumulativePnl: Decimal;
  readonly cumulativeRealized: Decimal;
  /** Gain since entry of the lots that are held. */
  readonly unrealizedPnl: Decimal;
  readonly longValue: Decimal;
  /** Negative or zero. */
  readonly shortValue: Decimal;
  readonly grossExposure: Decimal;
  /** Σ signed market value. */
  readonly netMarketValue: Decimal;
  /** equity − net market value; negative is margin. */
  readonly cash: Decimal;
  /** gross / equity; null where equity is not positive. */
  readonly leverage: number | null;
  readonly positions: {
    readonly total: number;
    readonly long: number;
    readonly short: number;
    readonly options: number;
  };
  /** True when any price used was made up by the simulated market. */
  readonly simulated: boolean;
  /** Of recorded days. A reconstructed one has none: `marksOn` works them out from the same facts. */
  readonly marks: readonly Mark[];
};

/** The figures of a date, whoever came to them. */
export type Figures = Omit<Valuation, 'marks'> | ImportedSnapshot;

/** A snapshot of the system before this one: what its table says of a date, and null where it says nothing. */
export type ImportedSnapshot = Omit<Valuation, 'basis' | 'unrealizedPnl' | 'positions' | 'marks'> & {
  readonly basis: 'imported';
  readonly unrealizedPnl: Decimal | null;
  readonly positions: (Omit<Valuation['positions'], 'options'> & { readonly options: number | null }) | null;
};
