import type Big from 'big.js';
import { NYSE_CALENDAR_RANGE, sessionOnOrBefore } from '../calendar/nyse.ts';
import type { IsoDate } from '../dates.ts';
import { type Decimal, decimal, toDecimal } from '../decimal.ts';
import { multiplierOf, type OptionPosition, type Position, pricedSymbolOf } from '../portfolio/position.ts';
import { lastOnOrBefore, type PriceSeries, splitRatio, timesRatio } from './price-series.ts';
import type { Mark, MarkBasis } from './valuation.ts';

/** A lot, and the day its quantity was stated: the shares are those of that day, whatever splits before or after. */
export type Lot = { readonly position: Position; readonly statedOn: IsoDate };

export type Price = {
  readonly price: Decimal;
  readonly quantity: Decimal;
  readonly basis: MarkBasis;
  readonly priceDate: IsoDate | null;
  readonly priceSymbol: string | null;
  readonly priceEventId: string | null;
  readonly simulated: boolean;
};

/** quantity × price × multiplier, signed. */
const worthOf = (position: Position, quantity: Decimal, price: Decimal): Big => {
  const worth = decimal(quantity).times(price);
  const multiplier = multiplierOf(position);
  return multiplier === 1 ? worth : worth.times(multiplier);
};

/** Asked for on every day of a lot's life, and always the same. */
const costs = new WeakMap<Position, Big>();

/** What the lot cost: quantity × entry price × multiplier, signed. */
export const costOf = (position: Position): Big => {
  const known = costs.get(position);
  if (known !== undefined) return known;
  const cost = worthOf(position, position.quantity, position.entryPrice);
  costs.set(position, cost);
  return cost;
};

/** The session at whose close an option is settled: a contract that expires on a weekend settles on Friday. */
export const settlementSession = ({ contract: { expiration } }: OptionPosition): IsoDate =>
  // Dates that the calendar does not reach are compared as they are.
  expiration > NYSE_CALENDAR_RANGE.first && expiration <= NYSE_CALENDAR_RANGE.last
    ? sessionOnOrBefore(expiration)
    : expiration;

const carried = (position: Position, basis: 'entry_price' | 'stated'): Price => ({
  price: position.entryPrice,
  quantity: position.quantity,
  basis,
  priceDate: null,
  priceSymbol: null,
  priceEventId: null,
  simulated: false,
});

/** max(S − K, 0) for a call, max(K − S, 0) for a put, with S in the shares that the contract was stated in. */
const intrinsic = (
  lot: Lot & { readonly position: OptionPosition },
  series: PriceSeries,
  index: number,
): Price => {
  const { contract, quantity } = lot.position;
  const date = series.dates[index] ?? lot.statedOn;
  const spot = timesRatio(series.closes[index] ?? '0', splitRatio(series, lot.statedOn, date));
  const gap = decimal(spot)
    .minus(contract.strike)
    .times(contract.right === 'CALL' ? 1 : -1);
  return {
    price: toDecimal(gap.gt(0) ? gap : decimal(0)),
    quantity,
    basis: 'intrinsic',
    priceDate: date,
    priceSymbol: pricedSymbolOf(lot.position),
    priceEventId: series.eventIds[index] ?? null,
    simulated: series.simulated,
  };
};

/**
 * The price of a lot at the close of `session`: that session's close, else the last one known, else the entry price.
 * Private assets and cash keep their stated value. Options have no quotes here: they keep their premium until they
 * are settled at intrinsic value.
 */
const priceOf = (
  lot: Lot,
  session: IsoDate,
  seriesOf: (symbol: string) => PriceSeries | undefined,
): Price => {
  const { position } = lot;
  const symbol = pricedSymbolOf(position);
  if (symbol === null) return carried(position, 'stated');
  const series = seriesOf(symbol);
  const index = series ? lastOnOrBefore(series.dates, session) : -1;
  if (!series || index < 0) return carried(position, 'entry_price');
  if (position.investmentClass === 'OPTIONS') {
    return session >= settlementSession(position)
      ? intrinsic({ ...lot, position }, series, index)
      : carried(position, 'entry_price');
  }
  const priceDate = series.dates[index] ?? session;
  return {
    price: series.closes[index] ?? position.entryPrice,
    quantity: timesRatio(position.quantity, splitRatio(series, lot.statedOn, session)),
    basis: priceDate === session ? 'close' : 'last_close',
    priceDate,
    priceSymbol: symbol,
    priceEventId: series.eventIds[index] ?? null,
    simulated: series.simulated,
  };
};

/** A lot at a price: what it is worth, unrounded, or for a lot that was closed what closing it brought in. */
export type ExactMark = {
  readonly lot: Lot;
  readonly price: Price;
  readonly value: Big;
  readonly closed: boolean;
};

/** Values a lot that is held at the close of `session`. */
export const markHeld = (
  lot: Lot,
  session: IsoDate,
  seriesOf: (symbol: string) => PriceSeries | undefined,
): ExactMark => {
  const price = priceOf(lot, session, seriesOf);
  const value = worthOf(lot.position, price.quantity, price.price);
  return { lot, price, value, closed: false };
};

/** What closing the lot brought in: its exit price, or for an expired option its settlement. */
export const markClosed = (lot: Lot, seriesOf: (symbol: string) => PriceSeries | undefined): ExactMark => {
  const { position } = lot;
  if (position.exit === null && position.investmentClass === 'OPTIONS') {
    return { ...markHeld(lot, settlementSession(position), seriesOf), closed: true };
  }
  const price: Price = {
    ...carried(position, 'stated'),
    price: position.exit?.price ?? position.entryPrice,
    basis: 'exit_price',
  };
  const value = worthOf(position, position.quantity, price.price);
  return { lot, price, value, closed: true };
};

/** Since entry, exact; of a lot that was closed, what was realised. */
export const gainOf = ({ lot, value }: ExactMark): Big => value.minus(costOf(lot.position));

/** As it is written down. A closed lot has no quantity and no value any more; its gain is what was realised. */
export const toMark = (mark: ExactMark, gain = gainOf(mark)): Mark => {
  const { lot, price, value, closed } = mark;
  return {
    positionId: lot.position.positionId,
    symbol: lot.position.symbol,
    quantity: closed ? '0' : price.quantity,
    price: price.price,
    basis: price.basis,
    priceDate: price.priceDate,
    priceSymbol: price.priceSymbol,
    priceEventId: price.priceEventId,
    marketValue: closed ? '0' : toDecimal(value),
    gain: toDecimal(gain),
  };
};
