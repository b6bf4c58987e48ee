import { decimal } from '../../../domain/decimal.ts';
import { readPrintedNumber } from '../../../domain/import/printed-number.ts';
import type { PrintedHolding } from '../format.ts';

/** What is done with each holding, in the order of the file. */
export type Step =
  | { readonly take: true; readonly holding: PrintedHolding; readonly note: string | null }
  | {
      readonly take: false;
      readonly holding: PrintedHolding;
      readonly code: string;
      readonly message: string;
    };

/** Quantities of lots are printed rounded: their sum may miss the holding's by this share of it. */
const TOLERANCE = '0.0005';

const quantityOf = (holding: PrintedHolding, decimalComma: boolean) => {
  const read = readPrintedNumber(holding.quantity, decimalComma);
  return read.kind === 'number' ? decimal(read.value) : null;
};

const areComplete = (
  parent: PrintedHolding,
  lots: readonly PrintedHolding[],
  decimalComma: boolean,
): boolean => {
  const whole = quantityOf(parent, decimalComma);
  if (whole === null) return false;
  let sum = decimal(0);
  for (const lot of lots) {
    const quantity = quantityOf(lot, decimalComma);
    if (quantity === null) return false;
    sum = sum.plus(quantity);
  }
  return sum.minus(whole).abs().lte(whole.abs().times(TOLERANCE));
};

const stepsOf = (
  parent: PrintedHolding,
  lots: readonly PrintedHolding[],
  decimalComma: boolean,
): readonly Step[] => {
  if (lots.length === 0) return [{ take: true, holding: parent, note: null }];
  if (areComplete(parent, lots, decimalComma)) {
    const message = 'Its lots, on the lines below it, were taken instead.';
    return [
      { take: false, holding: parent, code: 'has_lots', message },
      ...lots.map((holding) => ({ take: true as const, holding, note: null })),
    ];
  }
  const note = 'The lots below do not add up to the holding; the holding was taken as a whole.';
  return [
    { take: true, holding: parent, note },
    ...lots.map((holding) => ({
      take: false as const,
      holding,
      code: 'lots_incomplete',
      message: 'The lots do not add up to their holding.',
    })),
  ];
};

/** Takes the lots of a holding instead of it, where they add up to it. */
export function* planLots(holdings: readonly PrintedHolding[], decimalComma: boolean): Generator<Step> {
  let at = 0;
  while (at < holdings.length) {
    const parent = holdings[at];
    if (parent === undefined) return;
    at++;
    if (parent.lot) {
      yield { take: true, holding: parent, note: null };
      continue;
    }
    const lots: PrintedHolding[] = [];
    for (let lot = holdings[at]; lot?.lot === true; lot = holdings[at]) {
      lots.push(lot);
      at++;
    }
    yield* stepsOf(parent, lots, decimalComma);
  }
}
