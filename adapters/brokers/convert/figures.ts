import type { Decimal } from '../../../domain/decimal.ts';
import { type PrintedNumber, readPrintedNumber } from '../../../domain/import/printed-number.ts';
import type { PrintedHolding } from '../format.ts';

/** The numbers of a holding. Null where the file prints none, or something that is no number. */
export type Figures = {
  readonly quantity: PrintedNumber;
  readonly price: Decimal | null;
  readonly marketValue: Decimal | null;
  readonly costPerShare: Decimal | null;
  readonly costTotal: Decimal | null;
  readonly gain: Decimal | null;
};

const optional = (text: string | null, decimalComma: boolean): Decimal | null => {
  if (text === null) return null;
  const read = readPrintedNumber(text, decimalComma);
  return read.kind === 'number' ? read.value : null;
};

export const figuresOf = (holding: PrintedHolding, decimalComma: boolean): Figures => ({
  quantity: readPrintedNumber(holding.quantity, decimalComma),
  price: optional(holding.price, decimalComma),
  marketValue: optional(holding.marketValue, decimalComma),
  costPerShare: optional(holding.costPerShare, decimalComma),
  costTotal: optional(holding.costTotal, decimalComma),
  gain: optional(holding.gain, decimalComma),
});

/** How many of what the price is for one unit of quantity is: 100 for options; 0.01 for bonds quoted per hundred. */
export const unitsOf = (figures: Figures, isOption: boolean): number => {
  if (isOption) return 100;
  const { quantity, price, marketValue } = figures;
  if (quantity.kind !== 'number' || price === null || marketValue === null) return 1;
  // Only a ratio is looked at: no money is computed here.
  const ratio = Number(marketValue) / (Number(quantity.value) * Number(price));
  return ratio > 0.0098 && ratio < 0.0102 ? 0.01 : 1;
};
