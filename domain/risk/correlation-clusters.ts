import { sum } from './holdings.ts';

/** What is known of a symbol, beside its returns. */
export type ClusterMember = {
  readonly symbol: string;
  /** Dollars without a sign. */
  readonly grossValue: number;
  readonly tags: readonly string[];
  readonly sector: string | null;
};

export type CorrelationCluster = {
  /** Null for a symbol on its own. */
  readonly name: string | null;
  /** By value, the largest first. */
  readonly symbols: readonly string[];
  /** Of the gross value of all symbols, 0…1. */
  readonly shareOfGross: number;
  /** Mean |ρ| of its known pairs; null for a symbol on its own. */
  readonly meanAbsoluteCorrelation: number | null;
};

export type CorrelationClusters = {
  /** Every symbol is in exactly one; by share, the largest first. */
  readonly clusters: readonly CorrelationCluster[];
  /** Share of gross value in clusters of two or more, 0…1. */
  readonly concentration: number;
};

const CLUSTER_THRESHOLD = 0.7;
/** A name needs to fit this share of the members. */
const SHARED = 0.7;

/** The label that the most members have, when that is 70 % of them; of equals the first in the alphabet. */
const sharedLabel = (labels: readonly (readonly string[])[]): string | null => {
  const counts = new Map<string, number>();
  for (const own of labels) for (const label of new Set(own)) counts.set(label, (counts.get(label) ?? 0) + 1);
  const [best] = [...counts].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return best !== undefined && best[1] >= SHARED * labels.length - 1e-9 ? best[0] : null;
};

const byValue = (a: ClusterMember, b: ClusterMember): number =>
  b.grossValue - a.grossValue || (a.symbol < b.symbol ? -1 : 1);

/**
 * Groups of symbols that move alike: the connected components of the pairs with |ρ| ≥ 0.7. An unknown correlation
 * connects nothing, so that a symbol without data is on its own.
 *
 * A group of two or more is named by the tag that at least 70 % of its symbols share, else by their sector, else
 * "<largest symbol> lookalikes". `matrix` is row-major in the order of `members`, NaN = unknown.
 *
 * Reference: scipy `linkage(…, "single")` cut at 1 − 0.7. The result does not depend on the order of the members.
 *
 * @example two symbols with ρ = 0.8, both in Energy: one cluster "Energy"
 */
export const correlationClusters = (
  members: readonly ClusterMember[],
  matrix: Float64Array,
  threshold = CLUSTER_THRESHOLD,
): CorrelationClusters => {
  const n = members.length;
  const componentOf = new Int32Array(n).fill(-1);
  const components: number[][] = [];
  for (let seed = 0; seed < n; seed += 1) {
    if (componentOf[seed] !== -1) continue;
    const component = [seed];
    componentOf[seed] = components.length;
    for (const i of component) {
      for (let j = 0; j < n; j += 1) {
        if (componentOf[j] !== -1 || !(Math.abs(matrix[i * n + j] as number) >= threshold)) continue;
        componentOf[j] = components.length;
        component.push(j);
      }
    }
    components.push(component);
  }
  const gross = sum(members.map(({ grossValue }) => grossValue));
  const clusters = components.map((indices): CorrelationCluster => {
    const own = indices.map((i) => members[i] as ClusterMember).toSorted(byValue);
    const value = sum(own.map(({ grossValue }) => grossValue));
    const pairs = indices.flatMap((i) =>
      indices
        .filter((j) => j < i)
        .map((j) => Math.abs(matrix[i * n + j] as number))
        .filter((rho) => !Number.isNaN(rho)),
    );
    const [largest] = own;
    return {
      name:
        largest === undefined || own.length < 2
          ? null
          : (sharedLabel(own.map(({ tags }) => tags)) ??
            sharedLabel(own.map(({ sector }) => (sector === null ? [] : [sector]))) ??
            `${largest.symbol} lookalikes`),
      symbols: own.map(({ symbol }) => symbol),
      shareOfGross: gross === 0 ? 0 : value / gross,
      meanAbsoluteCorrelation: pairs.length === 0 ? null : sum(pairs) / pairs.length,
    };
  });
  const first = ({ symbols }: CorrelationCluster): string => symbols[0] ?? '';
  return {
    clusters: clusters.toSorted((a, b) => b.shareOfGross - a.shareOfGross || (first(a) < first(b) ? -1 : 1)),
    concentration: sum(
      clusters.filter(({ symbols }) => symbols.length > 1).map(({ shareOfGross }) => shareOfGross),
    ),
  };
};
