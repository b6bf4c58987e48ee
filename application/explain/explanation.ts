import type { IsoDate, IsoInstant } from '../../domain/dates.ts';

/** Where an input or a result was written down. */
export type EventReference = {
  readonly eventId: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: string;
  readonly position: string;
  readonly recordedAt: IsoInstant;
};

export type ExplainedPrice = {
  readonly symbol: string;
  readonly positionId: string;
  readonly quantity: string;
  readonly price: string;
  readonly basis: string;
  readonly priceDate: IsoDate | null;
  readonly marketValue: string;
  readonly source: string | null;
  /** Null where the price came with the position and not from a market. */
  readonly event: EventReference | null;
};

/** How one number of one date came to be: enough to compute it again by hand. */
export type Explanation = {
  readonly number: string;
  readonly date: IsoDate;
  /** Null when the number is not available, which `note` explains. */
  readonly value: string | number | null;
  readonly unit: string;
  readonly formula: string;
  readonly convention: string;
  readonly inputs: readonly { readonly name: string; readonly value: string | number | null }[];
  /** Observations behind a statistic, and the window they come from. */
  readonly observations: number | null;
  readonly window: string | null;
  readonly engineVersion: string | null;
  readonly simulated: boolean;
  readonly event: EventReference | null;
  readonly prices: readonly ExplainedPrice[];
  readonly note: string | null;
};
