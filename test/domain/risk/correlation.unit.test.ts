import fc from 'fast-check';
import { choleskyFactor } from '../../../domain/risk/cholesky.ts';
import { clipToSemiDefinite } from '../../../domain/risk/clip-to-semi-definite.ts';
import { completeBlock } from '../../../domain/risk/complete-block.ts';
import { correlationMatrix } from '../../../domain/risk/correlation.ts';
import { type ClusterMember, correlationClusters } from '../../../domain/risk/correlation-clusters.ts';
import { diversification } from '../../../domain/risk/diversification.ts';
import { symmetricEigen } from '../../../domain/risk/symmetric-eigen.ts';
import { varianceContributions } from '../../../domain/risk/variance-contribution.ts';
import { expectRelative, fixture, golden, goldenReturns, withGaps } from './reference-data.ts';

const reference = fixture('correlation');
const fixtureReturns: Float64Array[] = reference.returns.map(withGaps);
const names = fixtureReturns.map((_, i) => `S${i}`);
const member = (symbol: string, about: Partial<ClusterMember> = {}): ClusterMember => ({
  symbol,
  grossValue: 1000,
  tags: [],
  sector: null,
  ...about,
});
const flat = (rows: readonly (readonly (number | null)[])[]): Float64Array => withGaps(rows.flat());
const UNKNOWN = Number.NaN;

/** Every eigenvalue is at least −tolerance. */
const expectSemiDefinite = (matrix: Float64Array, n: number, tolerance = 1e-9): void => {
  const shifted = matrix.map((value, i) => (i % (n + 1) === 0 ? value + tolerance : value));
  expect(choleskyFactor(shifted, n)).not.toBeNull();
};

/** A ratio of prices less one: nothing, or no less than 1 is apart from the next number. */
const dailyReturn = fc.double({ min: -0.1, max: 0.1, noNaN: true }).map((move) => 1 + move - 1);
const cell = fc.oneof({ weight: 5, arbitrary: dailyReturn }, { weight: 1, arbitrary: fc.constant(UNKNOWN) });
const panel = fc
  .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 3, max: 40 }))
  .chain(([n, length]) =>
    fc.array(fc.array(cell, { minLength: length, maxLength: length }), { minLength: n, maxLength: n }),
  )
  .map((rows) => rows.map((row) => Float64Array.from(row)));

describe('the correlation matrix', () => {
  it('equals the golden one', () => {
    const { symbols, matrix } = golden.corr_90;
    const returns = goldenReturns();
    const result = correlationMatrix({
      symbols,
      returns: symbols.map((symbol: string) => returns.get(symbol)),
    });
    matrix.flat().forEach((wanted: number, i: number) => {
      expectRelative(result.matrix[i]!, wanted, 1e-12);
    });
    expect(result).toMatchObject({ psdCorrected: false, withoutData: [] });
    expect(result.observations[0]).toBe(90);
  });

  it('equals pandas with gaps and new listings: each pair over its own common dates', () => {
    const result = correlationMatrix({ symbols: names, returns: fixtureReturns });
    reference.matrix.flat().forEach((wanted: number | null, i: number) => {
      if (wanted === null) expect(result.matrix[i]).toBeNaN();
      else expectRelative(result.matrix[i]!, wanted, 1e-11);
    });
    expect(result.withoutData).toEqual(['S7']);
    expect(result.observations[6 * 8 + 6]).toBe(50);
    expect(result.psdCorrected).toBe(false);
  });

  it('does not know a pair with too few common returns or without variance, and never calls it 0', () => {
    const [a, b] = [fixtureReturns[0]!, fixtureReturns[1]!];
    const still = new Float64Array(120).fill(0.001);
    const empty = new Float64Array(120).fill(UNKNOWN);
    const result = correlationMatrix({ symbols: ['A', 'B', 'C', 'D'], returns: [a, b, still, empty] });
    expect(result.withoutData).toEqual(['C', 'D']);
    expect([...result.matrix].filter(Number.isNaN)).toHaveLength(10);
    expect(result.matrix[1]).toBeCloseTo(reference.matrix[0][1], 12);
    const short = correlationMatrix({ symbols: ['A', 'B'], returns: [a.slice(-29), b.slice(-29)] });
    expect(short.matrix).toEqual(Float64Array.of(1, UNKNOWN, UNKNOWN, 1));
    expect(correlationMatrix({ symbols: [], returns: [] }).matrix).toHaveLength(0);
    expect(() => correlationMatrix({ symbols: ['A'], returns: [] })).toThrow(RangeError);
    expect(() => correlationMatrix({ symbols: ['A', 'B'], returns: [a, b.slice(1)] })).toThrow(RangeError);
  });

  it('is symmetric with a unit diagonal, within ±1, and semi-definite where all pairs are known', () => {
    fc.assert(
      fc.property(panel, (returns) => {
        const n = returns.length;
        const symbols = returns.map((_, i) => `S${i}`);
        const { matrix } = correlationMatrix({ symbols, returns, minimum: 3 });
        for (let i = 0; i < n; i += 1) {
          expect(matrix[i * n + i]).toBe(1);
          for (let j = 0; j < n; j += 1) {
            expect(matrix[i * n + j]).toBe(matrix[j * n + i]);
            expect(Math.abs(matrix[i * n + j]!) > 1).toBe(false);
          }
        }
        const block = completeBlock(matrix, n);
        const inner = flat(block.map((i) => block.map((j) => matrix[i * n + j]!)));
        expect([...inner].some(Number.isNaN)).toBe(false);
        expectSemiDefinite(inner, block.length);
      }),
      { numRuns: 150 },
    );
  });

  it('follows a permutation of the symbols, and an unrelated symbol without gaps changes nothing', () => {
    const order = [3, 0, 6, 2, 5, 1, 4, 7];
    const straight = correlationMatrix({ symbols: names, returns: fixtureReturns });
    const turned = correlationMatrix({
      symbols: order.map((i) => names[i]!),
      returns: order.map((i) => fixtureReturns[i]!),
    });
    order.forEach((i, a) => {
      order.forEach((j, b) => {
        expect(turned.matrix[a * 8 + b]).toBe(straight.matrix[i * 8 + j]);
      });
    });
    const noise = Float64Array.from({ length: 120 }, (_, i) => Math.sin(i * i) / 100);
    const wider = correlationMatrix({ symbols: [...names, 'X'], returns: [...fixtureReturns, noise] });
    for (let i = 0; i < 8; i += 1) {
      for (let j = 0; j < 8; j += 1) expect(wider.matrix[i * 9 + j]).toBe(straight.matrix[i * 8 + j]);
    }
  });

  it('does not depend on the scale of returns, and a symbol and its short correlate by −1', () => {
    const a = fixtureReturns[0]!;
    const { matrix } = correlationMatrix({
      symbols: ['A', 'B', 'C'],
      returns: [a, a.map((value) => 3 * value + 0.01), a.map((value) => -value)],
    });
    [1, 1, -1, 1, 1, -1, -1, -1, 1].forEach((wanted, i) => {
      expect(matrix[i]).toBeCloseTo(wanted, 13);
    });
  });

  it('repairs pairs that contradict each other, and says so', () => {
    // Three thirds of a window, each seen by two symbols only: A with B, B with C, and A against C.
    const wave = (i: number): number => Math.sin(7 * i) / 100;
    const third = (i: number): number => Math.floor(i / 30);
    const column = (value: (i: number) => number) => Float64Array.from({ length: 90 }, (_, i) => value(i));
    const returns = [
      column((i) => (third(i) === 1 ? UNKNOWN : wave(i))),
      column((i) => (third(i) === 2 ? UNKNOWN : wave(i))),
      column((i) => [UNKNOWN, wave(i), -wave(i)][third(i)]!),
    ];
    const { matrix, psdCorrected } = correlationMatrix({ symbols: ['A', 'B', 'C'], returns });
    expect(psdCorrected).toBe(true);
    expectSemiDefinite(matrix, 3);
    [1, 0.5, -0.5, 0.5, 1, 0.5, -0.5, 0.5, 1].forEach((wanted, i) => {
      expect(matrix[i]).toBeCloseTo(wanted, 9);
    });
  });
});

describe('the repair', () => {
  it("equals numpy's clipping, and its eigenvalues numpy's", () => {
    const broken = flat(reference.broken);
    const { values, vectors } = symmetricEigen(broken, 4);
    values.toSorted().forEach((value, i) => {
      expect(value).toBeCloseTo(reference.eigenvalues[i], 13);
    });
    for (let i = 0; i < 4; i += 1) {
      for (let j = 0; j < 4; j += 1) {
        let rebuilt = 0;
        for (let k = 0; k < 4; k += 1) rebuilt += values[k]! * vectors[k * 4 + i]! * vectors[k * 4 + j]!;
        expect(rebuilt).toBeCloseTo(broken[i * 4 + j]!, 13);
      }
    }
    const repaired = clipToSemiDefinite(broken, 4)!;
    reference.repaired.flat().forEach((wanted: number, i: number) => {
      expect(repaired[i]).toBeCloseTo(wanted, 12);
    });
    expectSemiDefinite(repaired, 4);
  });

  it('rests on eigenvectors that rebuild any symmetric matrix', () => {
    const entry = fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.constantFrom(0, 1));
    const matrices = fc
      .integer({ min: 1, max: 12 })
      .chain((n) => fc.tuple(fc.constant(n), fc.array(entry, { minLength: n * n, maxLength: n * n })));
    fc.assert(
      fc.property(matrices, ([n, entries]) => {
        const matrix = Float64Array.from(entries, (_, at) => {
          const [i, j] = [Math.floor(at / n), at % n];
          return entries[Math.max(i, j) * n + Math.min(i, j)]!;
        });
        const { values, vectors } = symmetricEigen(matrix, n);
        for (let i = 0; i < n; i += 1) {
          for (let j = 0; j < n; j += 1) {
            let rebuilt = 0;
            let product = 0;
            for (let k = 0; k < n; k += 1) {
              rebuilt += values[k]! * vectors[k * n + i]! * vectors[k * n + j]!;
              product += vectors[i * n + k]! * vectors[j * n + k]!;
            }
            expect(Math.abs(rebuilt - matrix[i * n + j]!)).toBeLessThan(1e-13 * n);
            expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-13 * n);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('leaves alone what is semi-definite, singular matrices too', () => {
    expect(clipToSemiDefinite(Float64Array.of(1, 1, 1, 1), 2)).toBeNull();
    expect(clipToSemiDefinite(Float64Array.of(1, -0.3, -0.3, 1), 2)).toBeNull();
    expect(clipToSemiDefinite(new Float64Array(0), 0)).toBeNull();
  });
});

describe('correlation clusters', () => {
  it('equal the golden components', () => {
    const { symbols, matrix } = golden.corr_90;
    const { clusters } = correlationClusters(
      symbols.map((symbol: string) => member(symbol)),
      flat(matrix),
    );
    const sorted = (groups: readonly (readonly string[])[]) =>
      groups.map((group) => group.toSorted().join()).toSorted();
    expect(sorted(clusters.map((cluster) => cluster.symbols))).toEqual(
      sorted(golden.clusters_70.connected_components),
    );
  });

  it("equal scipy's single linkage: unknown pairs connect nothing, opposite ones do", () => {
    const { clusters } = correlationClusters(
      names.map((symbol) => member(symbol)),
      flat(reference.matrix),
    );
    const together = (i: number, j: number) =>
      clusters.some(({ symbols }) => symbols.includes(names[i]!) && symbols.includes(names[j]!));
    for (let i = 0; i < 8; i += 1) {
      for (let j = 0; j < 8; j += 1) {
        expect(together(i, j)).toBe(reference.labels[i] === reference.labels[j]);
      }
    }
    expect(clusters.flatMap(({ symbols }) => symbols).toSorted()).toEqual(names);
  });

  it('are named by a tag of 70 %, else the sector, else the largest member', () => {
    const ones = (n: number) => new Float64Array(n * n).fill(1);
    const nameOf = (...members: ClusterMember[]) =>
      correlationClusters(members, ones(members.length)).clusters.map(({ name }) => name);
    const energy = { sector: 'Energy' };
    expect(nameOf(member('A', { ...energy, tags: ['oil'] }), member('B', { tags: ['oil', 'oil'] }))).toEqual([
      'oil',
    ]);
    expect(nameOf(member('A', energy), member('B', energy), member('C', energy), member('D'))).toEqual([
      'Energy',
    ]);
    expect(nameOf(member('A', energy), member('B', { grossValue: 2000 }))).toEqual(['B lookalikes']);
    expect(nameOf(member('A', { tags: ['oil'] }))).toEqual([null]);
    const seven = Array.from({ length: 10 }, (_, i) => member(`S${i}`, { tags: i < 7 ? ['gas'] : [] }));
    expect(nameOf(...seven)).toEqual(['gas']);
  });

  it('share out the gross value, the largest first; alone is no cluster', () => {
    const members = [
      member('A', { grossValue: 100 }),
      member('B', { grossValue: 300 }),
      member('C', { grossValue: 600 }),
    ];
    const matrix = Float64Array.of(1, -0.7, UNKNOWN, -0.7, 1, 0.1, UNKNOWN, 0.1, 1);
    const result = correlationClusters(members, matrix);
    expect(result.concentration).toBeCloseTo(0.4, 12);
    expect(result.clusters.map(({ symbols }) => symbols)).toEqual([['C'], ['B', 'A']]);
    expect(result.clusters.map((cluster) => cluster.meanAbsoluteCorrelation)).toEqual([null, 0.7]);
    expect(correlationClusters([], new Float64Array(0))).toEqual({ clusters: [], concentration: 0 });
    expect(correlationClusters([member('A', { grossValue: 0 })], Float64Array.of(1)).concentration).toBe(0);
  });
});

describe('diversification', () => {
  it('equals numpy, whatever the signs and the scale of the positions', () => {
    const full = correlationMatrix({ symbols: ['A', 'B', 'C'], returns: fixtureReturns.slice(0, 3) }).matrix;
    const wanted = reference.diversification;
    for (const values of [wanted.weights, [-50, 30, -20]]) {
      const result = diversification(full, values);
      expectRelative(result.weightedAbsoluteCorrelation, wanted.weighted_absolute, 1e-12);
      expectRelative(result.effectivePositions, wanted.effective_equal, 1e-12);
      expectRelative(result.effectivePositionsByWeight, wanted.effective_by_weight, 1e-12);
      expect(result).toMatchObject({ coverage: 1, symbols: 3 });
    }
  });

  it('leaves out unknown pairs and says how much is known', () => {
    const matrix = Float64Array.of(1, 0.5, UNKNOWN, 0.5, 1, UNKNOWN, UNKNOWN, UNKNOWN, 1);
    const result = diversification(matrix, [1, 1, 2]);
    expect(result).toMatchObject({
      weightedAbsoluteCorrelation: 0.5,
      meanAbsoluteCorrelation: 0.5,
      symbols: 2,
    });
    expect(result.coverage).toBeCloseTo(1 / 5, 12);
    expect(result.effectivePositions).toBeCloseTo(4 / 3, 12);
  });

  it('is unknown without pairs, and unrelated equal positions count in full', () => {
    expect(diversification(Float64Array.of(1), [5])).toMatchObject({
      weightedAbsoluteCorrelation: null,
      coverage: null,
      effectivePositions: 1,
    });
    expect(diversification(new Float64Array(0), [])).toMatchObject({ effectivePositions: null, symbols: 0 });
    expect(diversification(Float64Array.of(1, 0, 0, 1), [1, 1]).effectivePositions).toBe(2);
    expect(diversification(Float64Array.of(1, -1, -1, 1), [1, 1]).effectivePositions).toBeNull();
    expect(diversification(Float64Array.of(1, 0, 0, 1), [0, UNKNOWN])).toMatchObject({
      weightedAbsoluteCorrelation: null,
      effectivePositionsByWeight: null,
    });
    expect(() => diversification(Float64Array.of(1), [1, 2])).toThrow(RangeError);
  });
});

describe('contributions to variance', () => {
  it('equal numpy', () => {
    const wanted = reference.variance;
    const result = varianceContributions({
      weights: wanted.weights,
      returns: fixtureReturns.slice(0, 3),
      window: 90,
    });
    expectRelative(result.variance, wanted.total, 1e-12);
    expectRelative(result.volatility, Math.sqrt(wanted.total), 1e-12);
    result.contributions.forEach(({ variance, share }, i) => {
      expectRelative(variance, wanted.contributions[i], 1e-11);
      expectRelative(share, wanted.contributions[i] / wanted.total, 1e-11);
    });
  });

  it('add up to the whole, with gaps too; a position and its short cancel; scaling scales by the square', () => {
    const weight = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(panel, fc.array(weight, { minLength: 7, maxLength: 7 }), (returns, all) => {
        const weights = all.slice(0, returns.length);
        const { variance, contributions, observations } = varianceContributions({
          weights,
          returns,
          window: 60,
        });
        expect(variance === null).toBe(observations < 2);
        if (variance === null) return;
        const parts = contributions.map((part) => part.variance!);
        const size = parts.reduce((sum, part) => sum + Math.abs(part), 0);
        const total = parts.reduce((sum, part) => sum + part, 0);
        expect(Math.abs(total - variance)).toBeLessThanOrEqual(1e-12 * size + 1e-300);
        const twice = varianceContributions({ weights: weights.map((w) => 2 * w), returns, window: 60 });
        expect(twice.variance!).toBeCloseTo(4 * variance, 10);
        const hedged = varianceContributions({
          weights: [...weights, ...weights.map((w) => -w)],
          returns: [...returns, ...returns],
          window: 60,
        });
        expect(hedged.variance!).toBeLessThanOrEqual(1e-12 * (1 + size));
      }),
      { numRuns: 100 },
    );
  });

  it('are unknown with fewer than two dates, and refuse arrays that do not fit', () => {
    const a = Float64Array.of(0.01, UNKNOWN);
    const none = { variance: null, volatility: null, quality: 'insufficient' };
    expect(varianceContributions({ weights: [1], returns: [a], window: 60 })).toMatchObject({
      ...none,
      contributions: [{ variance: null, share: null }],
      observations: 1,
    });
    expect(varianceContributions({ weights: [], returns: [], window: 60 })).toMatchObject(none);
    expect(varianceContributions({ weights: [UNKNOWN], returns: [a], window: 60 })).toMatchObject(none);
    expect(() => varianceContributions({ weights: [1, 2], returns: [a], window: 60 })).toThrow(RangeError);
  });
});
