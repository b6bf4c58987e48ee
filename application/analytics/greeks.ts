import {
  greeksByUnderlying,
  type PositionGreeks,
  positionGreeks,
  shareGreeks,
  type UnderlyingGreeks,
} from '../../domain/risk/position-greeks.ts';
import type { Book, HeldLot } from './book.ts';

export type BookGreeks = {
  readonly positions: readonly {
    readonly lot: HeldLot;
    readonly underlying: string;
    readonly greeks: PositionGreeks | null;
  }[];
  readonly underlyings: readonly UnderlyingGreeks[];
};

const greeksOf = ({ lot: { position }, mark, option }: HeldLot): PositionGreeks | null =>
  position.investmentClass === 'OPTIONS'
    ? positionGreeks(option, Number(position.quantity))
    : shareGreeks(Number(mark.quantity), Number(mark.price));

/** The sensitivities of shares and options, by position and by underlying. Null where nothing has a market price. */
export const bookGreeks = (book: Book): BookGreeks | null => {
  const positions = book.held
    .filter(({ holding }) => holding.kind === 'public' || holding.kind === 'option')
    .map((lot) => ({ lot, underlying: lot.holding.symbol, greeks: greeksOf(lot) }));
  return positions.length === 0 ? null : { positions, underlyings: greeksByUnderlying(positions) };
};
