import type Big from 'big.js';
import type { IsoDate } from '../dates.ts';
import { type Decimal, decimal } from '../decimal.ts';
import { multiplierOf, type Position, type PositionType } from '../portfolio/position.ts';
import {
  directionOf,
  type Horizon,
  isOptionType,
  type TargetKey,
  type TargetPrice,
  targetKeyOf,
} from './target-price.ts';

/** A lot that is held, as the latest snapshot has it; `marketValue` is null before the first one. */
export type HeldLot = {
  readonly position: Position;
  /** What a target must have to be about it. */
  readonly key: TargetKey;
  /** Signed, in the shares of the day. */
  readonly quantity: Decimal;
  readonly marketValue: Decimal | null;
};

export const heldLot = (position: Position, quantity: Decimal, marketValue: Decimal | null): HeldLot => ({
  position,
  key: targetKeyOf(position),
  quantity,
  marketValue,
});

/** The latest raw close of a symbol at or before a date. */
export type LatestClose = {
  readonly date: IsoDate;
  readonly close: Decimal;
  readonly eventId: string;
  readonly simulated: boolean;
};

/** The price that a target is measured from: the market's, else the one that the person gave. */
export type OutlookPrice =
  | ({ readonly source: 'market'; readonly value: Decimal } & Omit<LatestClose, 'close'>)
  | { readonly source: 'user'; readonly value: Decimal };

export type TargetOutlook = {
  readonly target: TargetPrice;
  readonly price: OutlookPrice | null;
  /** The lots that the target is about: of its symbol and its position type. */
  readonly lots: readonly HeldLot[];
  /** The types in which its symbol is held otherwise: a target typed LONG says nothing of a SHORT. */
  readonly heldOtherwise: readonly PositionType[];
  /** Decimal fraction, positive when the holder gains. */
  readonly returns: Readonly<Record<Horizon, Big | null>>;
  /** US dollars over all its lots, unrounded, positive when the holder gains. Null where nothing is held. */
  readonly dollars: Readonly<Record<Horizon, Big | null>>;
  /** The downside is better for the holder than a target: kept as it was given, and said. */
  readonly inconsistent: boolean;
};

const perHorizon = <Value>(of: (horizon: Horizon) => Value): Readonly<Record<Horizon, Value>> => ({
  eoy: of('eoy'),
  nextYear: of('nextYear'),
  downside: of('downside'),
});

/** An option has no quote here, and its underlying's price is not its own. */
const priceOf = (target: TargetPrice, close: LatestClose | undefined): OutlookPrice | null => {
  if (close !== undefined && !isOptionType(target.positionType)) {
    const { close: value, ...about } = close;
    return { source: 'market', value, ...about };
  }
  return target.userPrice === null ? null : { source: 'user', value: target.userPrice };
};

/**
 * What a target says of what is held. `held` are lots of the portfolio, at least those of the target's symbol; `close` is the market's price of the
 * target's symbol, where there is one.
 *
 *   return  = direction × (target − price) / price                  direction −1 for SHORT, SC, SP
 *   dollars = Σ signed quantity × (target − price) × multiplier     the multiplier is 100 for options, else 1
 *
 * A signed quantity is |quantity| × direction. Long 10 at 100 with a target of 130: 0.3 and 300 dollars; short 10: −0.3
 * and −300.
 */
export const outlookOf = (
  target: TargetPrice,
  held: readonly HeldLot[],
  close: LatestClose | undefined,
): TargetOutlook => {
  const sameSymbol = held.filter(({ key }) => key.symbol === target.symbol);
  const lots = sameSymbol.filter(({ key }) => key.positionType === target.positionType);
  const price = priceOf(target, close);
  const gapOf = (horizon: Horizon): Big | null => {
    const wanted = target.prices[horizon];
    return price === null || wanted === null ? null : decimal(wanted).minus(price.value);
  };
  const direction = directionOf(target.positionType);
  const { eoy, nextYear, downside } = target.prices;
  return {
    target,
    price,
    lots,
    heldOtherwise: [...new Set(sameSymbol.map(({ key }) => key.positionType))]
      .filter((type) => type !== target.positionType)
      .sort(),
    returns: perHorizon((horizon) => {
      const gap = gapOf(horizon);
      return gap === null || price === null ? null : gap.div(price.value).times(direction);
    }),
    dollars: perHorizon((horizon) => {
      const gap = gapOf(horizon);
      if (gap === null || lots.length === 0) return null;
      return lots.reduce(
        (sum, { position, quantity }) => sum.plus(gap.times(quantity).times(multiplierOf(position))),
        decimal(0),
      );
    }),
    inconsistent:
      downside !== null &&
      [eoy, nextYear].some((goal) => goal !== null && decimal(downside).minus(goal).times(direction).gt(0)),
  };
};

export type HorizonTotal = {
  /** Decimal fraction of equity: Σ |market value| / equity × return. Null where nothing counts or equity is not positive. */
  readonly fraction: Big | null;
  readonly dollars: Big | null;
  /** Lots that have a target for this horizon and a price to measure it from. */
  readonly positions: number;
};

export type TargetSummary = {
  readonly horizons: Readonly<Record<Horizon, HorizonTotal>>;
  /** Lots held, and those of them that some target is about. */
  readonly positions: number;
  readonly positionsWithTarget: number;
  /** positionsWithTarget / positions; null where nothing is held. */
  readonly coverage: number | null;
  /** The share of gross market value that some target is about; null where that value is zero. */
  readonly coverageByValue: number | null;
};

const grossOf = (lots: readonly HeldLot[]): Big =>
  lots.reduce((sum, { marketValue }) => sum.plus(decimal(marketValue ?? '0').abs()), decimal(0));

/** A portfolio's outlook from those of its targets. Lots without a target add nothing, and lower the coverage. */
export const summarise = (
  outlooks: readonly TargetOutlook[],
  held: readonly HeldLot[],
  equity: Decimal,
): TargetSummary => {
  const totalOf = (horizon: Horizon): HorizonTotal => {
    const counted = outlooks.filter(({ lots, returns }) => lots.length > 0 && returns[horizon] !== null);
    if (counted.length === 0) return { fraction: null, dollars: null, positions: 0 };
    const weighted = counted.reduce(
      (sum, { lots, returns }) => sum.plus(grossOf(lots).times(returns[horizon] ?? 0)),
      decimal(0),
    );
    return {
      fraction: decimal(equity).gt(0) ? weighted.div(equity) : null,
      dollars: counted.reduce((sum, { dollars }) => sum.plus(dollars[horizon] ?? 0), decimal(0)),
      positions: counted.reduce((count, { lots }) => count + lots.length, 0),
    };
  };
  const covered = outlooks.flatMap(({ lots }) => lots);
  const gross = grossOf(held);
  return {
    horizons: perHorizon(totalOf),
    positions: held.length,
    positionsWithTarget: covered.length,
    coverage: held.length === 0 ? null : covered.length / held.length,
    coverageByValue: gross.eq(0) ? null : Number(grossOf(covered).div(gross).toFixed(8)),
  };
};
