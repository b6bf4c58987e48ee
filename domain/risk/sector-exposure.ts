import { sum } from './holdings.ts';
import type { SectorBenchmark } from './sector-benchmark.ts';
import { normaliseSector, SECTORS, type Sector } from './sectors.ts';

/** The sectors and what has none. */
export const SECTOR_BUCKETS = [...SECTORS, 'ETF/Fund', 'Private', 'Unclassified'] as const;
export type SectorBucket = Sector | 'ETF/Fund' | 'Private' | 'Unclassified';

export type SectoredHolding = {
  /** An option has the class and the sector of its underlying. */
  readonly assetClass: 'equity' | 'fund' | 'private';
  /** As the provider writes it; null when unknown. */
  readonly sector: string | null;
  /** Dollars, signed. */
  readonly marketValue: number;
};

export type SectorExposure = {
  readonly bucket: SectorBucket;
  /** Dollars: signed sum, and sum of sizes. */
  readonly net: number;
  readonly gross: number;
  /** gross / gross of the portfolio: the buckets add up to 1. Null for a portfolio without any value. */
  readonly weight: number | null;
  /** Of the same sector; null for the buckets that are no sector, or without a benchmark. */
  readonly benchmarkWeight: number | null;
  /** weight − benchmark weight: positive is overweight. */
  readonly activeWeight: number | null;
};

/**
 * The bucket of one holding; a company whose sector is not known is `Unclassified` and never dropped.
 *
 * @example sectorBucket({ assetClass: 'equity', sector: 'Healthcare', marketValue: 1 }) // 'Health Care'
 */
export const sectorBucket = ({ assetClass, sector }: SectoredHolding): SectorBucket => {
  if (assetClass === 'fund') return 'ETF/Fund';
  if (assetClass === 'private') return 'Private';
  return normaliseSector(sector) ?? 'Unclassified';
};

/**
 * What a portfolio holds of each sector, against a benchmark when there is one. Weights are of gross value, so that they
 * add up to 1 as the benchmark's do, with shorts too. Every bucket is listed, in the order of `SECTOR_BUCKETS`. A holding
 * whose value is not a number is left out.
 *
 * @example a portfolio of one bank: Financials weight 1, every other sector underweight by the benchmark's weight
 */
export const sectorExposure = (
  holdings: readonly SectoredHolding[],
  benchmark: SectorBenchmark | null,
): readonly SectorExposure[] => {
  const valued = holdings.filter(({ marketValue }) => Number.isFinite(marketValue));
  const total = sum(valued.map(({ marketValue }) => Math.abs(marketValue)));
  const weightOf = (bucket: SectorBucket): number | null => {
    if (benchmark === null) return null;
    const sector = SECTORS.find((name) => name === bucket);
    return sector === undefined ? null : benchmark.weights[sector];
  };
  return SECTOR_BUCKETS.map((bucket) => {
    const own = valued.filter((holding) => sectorBucket(holding) === bucket);
    const gross = sum(own.map(({ marketValue }) => Math.abs(marketValue)));
    const weight = total === 0 ? null : gross / total;
    const benchmarkWeight = weightOf(bucket);
    return {
      bucket,
      net: sum(own.map(({ marketValue }) => marketValue)),
      gross,
      weight,
      benchmarkWeight,
      activeWeight: weight === null || benchmarkWeight === null ? null : weight - benchmarkWeight,
    };
  });
};
