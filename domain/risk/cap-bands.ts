import { sum } from './holdings.ts';

/** Companies by market capitalisation in dollars, the lower bound inclusive; and what has none. */
export const CAP_BANDS = [
  'mega',
  'large',
  'mid',
  'small',
  'micro',
  'fund',
  'private',
  'unclassified',
] as const;
export type CapBand = (typeof CAP_BANDS)[number];

const LOWER_BOUNDS = [
  ['mega', 200e9],
  ['large', 10e9],
  ['mid', 2e9],
  ['small', 0.3e9],
] as const;

/** What sorts a position into bands and sectors. An option has the class of its underlying. */
export type ClassifiedHolding = {
  readonly assetClass: 'equity' | 'fund' | 'private';
  /** Dollars, signed. */
  readonly marketValue: number;
  /** Dollars; null when unknown. */
  readonly marketCap: number | null;
};

/**
 * The band of one holding: mega from 200 billion dollars, large from 10, mid from 2, small from 0.3, micro below.
 * Funds and private assets are bands of their own; a company of unknown or impossible size is `unclassified`.
 *
 * @example capBand({ assetClass: 'equity', marketValue: 1, marketCap: 10e9 }) // 'large'
 */
export const capBand = ({ assetClass, marketCap }: ClassifiedHolding): CapBand => {
  if (assetClass !== 'equity') return assetClass;
  if (marketCap === null || !Number.isFinite(marketCap) || marketCap <= 0) return 'unclassified';
  return LOWER_BOUNDS.find(([, bound]) => marketCap >= bound)?.[0] ?? 'micro';
};

/**
 * Σ|value| of each band as a share of gross value; the shares add up to 1, or are all null without any value. A holding
 * whose value is not a number is left out.
 *
 * @example capBands([{ assetClass: 'fund', marketValue: -50, marketCap: null }]).fund // 1
 */
export const capBands = (
  holdings: readonly ClassifiedHolding[],
): Readonly<Record<CapBand, number | null>> => {
  const valued = holdings.filter(({ marketValue }) => Number.isFinite(marketValue));
  const size = ({ marketValue }: ClassifiedHolding): number => Math.abs(marketValue);
  const gross = sum(valued.map(size));
  const share = (band: CapBand): number | null =>
    gross === 0 ? null : sum(valued.filter((holding) => capBand(holding) === band).map(size)) / gross;
  return Object.fromEntries(CAP_BANDS.map((band) => [band, share(band)])) as Record<CapBand, number | null>;
};
