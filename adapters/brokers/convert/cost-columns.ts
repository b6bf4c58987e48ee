import { decimal } from '../../../domain/decimal.ts';
import type { PrintedHolding } from '../format.ts';
import { type Assumption, assumption } from './assumption.ts';
import { type Figures, figuresOf, unitsOf } from './figures.ts';

/** Whether the only column of costs of a file holds the other kind of cost than its title says. */
export type CostColumns = {
  readonly swapped: boolean;
  readonly assumptions: readonly Assumption[];
};

/** A cost is plausible within a factor of four of the market. */
const PLAUSIBLE = 4;
const isPlausible = (ratio: number): boolean => ratio > 1 / PLAUSIBLE && ratio < PLAUSIBLE;

/** Three positions must speak against the title, and none for it: one that rose tenfold proves nothing. */
const ENOUGH = 3;

type Vote = 'for' | 'against' | null;

const voteOf = (figures: Figures, isOption: boolean): Vote => {
  const { quantity, price, marketValue, costPerShare, costTotal } = figures;
  if (quantity.kind !== 'number' || (costPerShare === null) === (costTotal === null)) return null;
  const size = decimal(quantity.value).abs().times(unitsOf(figures, isOption)).toNumber();
  if (size > 0.5 && size < 2) return null;
  const value = Math.abs(Number(marketValue ?? Number(price) * size));
  const cost = Math.abs(Number(costTotal ?? costPerShare));
  if (!(value > 0) || !(cost > 0) || !(size > 0)) return null;
  const asTotal = isPlausible(cost / value);
  const asPrice = isPlausible((cost * size) / value);
  if (asTotal === asPrice) return null;
  return asTotal === (costTotal !== null) ? 'for' : 'against';
};

const NOT_SWAPPED: CostColumns = { swapped: false, assumptions: [] };

/** Checks the costs of a file against its market values. */
export const checkCostColumns = (
  holdings: readonly PrintedHolding[],
  decimalComma: boolean,
  isOption: (holding: PrintedHolding) => boolean,
): CostColumns => {
  let against = 0;
  let total = false;
  // A sample shows it as well as all rows of a large file do.
  for (const holding of holdings.slice(0, 2_000)) {
    if (holding.kind === 'cash' || holding.kind === 'money_market') continue;
    const figures = figuresOf(holding, decimalComma);
    const vote = voteOf(figures, isOption(holding));
    if (vote === 'for') return NOT_SWAPPED;
    if (vote === 'against') {
      against++;
      total = figures.costTotal !== null;
    }
  }
  if (against < ENOUGH) return NOT_SWAPPED;
  return {
    swapped: true,
    assumptions: [
      total
        ? assumption(
            'cost_was_per_share',
            'The cost was read as a cost per share: as a total it would be far from the market value.',
          )
        : assumption(
            'cost_was_total',
            'The cost was read as a total: as a cost per share it would be far from the price.',
          ),
    ],
  };
};

export const withColumns = (figures: Figures, { swapped }: CostColumns): Figures =>
  swapped && (figures.costPerShare === null) !== (figures.costTotal === null)
    ? { ...figures, costPerShare: figures.costTotal, costTotal: figures.costPerShare }
    : figures;
