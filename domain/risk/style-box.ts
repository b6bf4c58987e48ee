import { sum } from './holdings.ts';

const SIZES = ['large', 'mid', 'small'] as const;
const STYLES = ['value', 'blend', 'growth'] as const;
export type StyleBoxCell = `${(typeof SIZES)[number]}_${(typeof STYLES)[number]}`;
export const STYLE_BOX_CELLS: readonly StyleBoxCell[] = SIZES.flatMap((size) =>
  STYLES.map((style) => `${size}_${style}` as const),
);

export type StyledHolding = {
  /** Dollars, signed. */
  readonly marketValue: number;
  /** Dollars; null for funds, private assets and companies of unknown size. */
  readonly marketCap: number | null;
  /** Beta to VUG − VTV; null when unknown. */
  readonly growthValueBeta: number | null;
};

export type StyleBox = {
  /** Σ|value| of a cell / Σ|value| of all that could be classified; null when nothing could. */
  readonly cells: Readonly<Record<StyleBoxCell, number | null>>;
  /** Share of gross value that could be classified, 0…1; null without any value. */
  readonly coverage: number | null;
};

/**
 * The cell of one holding. Size: large from 10 billion dollars, mid from 2, small below. Style: growth above a
 * growth–value spread beta of 0.2, value below −0.2, else blend. Null when size or beta is unknown.
 *
 * @example styleBoxCell({ marketValue: 1, marketCap: 5e9, growthValueBeta: -0.3 }) // 'mid_value'
 */
export const styleBoxCell = ({ marketCap, growthValueBeta }: StyledHolding): StyleBoxCell | null => {
  if (marketCap === null || growthValueBeta === null) return null;
  if (!(marketCap > 0 && Number.isFinite(marketCap) && Number.isFinite(growthValueBeta))) return null;
  const midOrSmall = marketCap >= 2e9 ? 'mid' : 'small';
  const blendOrValue = growthValueBeta < -0.2 ? 'value' : 'blend';
  return `${marketCap >= 10e9 ? 'large' : midOrSmall}_${growthValueBeta > 0.2 ? 'growth' : blendOrValue}`;
};

/**
 * The nine cells of size by style, by gross value; the cells add up to 1. What cannot be classified is left out and
 * lowers the coverage.
 *
 * @example styleBox([]) // every cell null, coverage null
 */
export const styleBox = (holdings: readonly StyledHolding[]): StyleBox => {
  const valued = holdings.filter(({ marketValue }) => Number.isFinite(marketValue));
  const size = ({ marketValue }: StyledHolding): number => Math.abs(marketValue);
  const gross = sum(valued.map(size));
  const classified = sum(valued.filter((holding) => styleBoxCell(holding) !== null).map(size));
  const share = (cell: StyleBoxCell): number | null =>
    classified === 0
      ? null
      : sum(valued.filter((holding) => styleBoxCell(holding) === cell).map(size)) / classified;
  return {
    cells: Object.fromEntries(STYLE_BOX_CELLS.map((cell) => [cell, share(cell)])) as Record<
      StyleBoxCell,
      number | null
    >,
    coverage: gross === 0 ? null : classified / gross,
  };
};
