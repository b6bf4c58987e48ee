import fc from 'fast-check';
import { factorSums } from '../../../domain/risk/factor-sums.ts';
import { FACTOR_IDS } from '../../../domain/risk/factors.ts';
import { packPanels, paddedColumns, panelGram, panelProducts } from '../../../domain/risk/panel-product.ts';
import { scenarioLosses } from '../../../domain/risk/scenario-losses.ts';

const value = fc.double({ min: -1, max: 1, noNaN: true });
const matrix = (columns: number, rows: number) =>
  fc.array(fc.array(value, { minLength: rows, maxLength: rows }), { minLength: columns, maxLength: columns });
const plainDot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((total, x, i) => total + x * b[i]!, 0);

describe('packed columns', () => {
  const shapes = fc
    .tuple(fc.integer({ min: 1, max: 11 }), fc.integer({ min: 0, max: 9 }))
    .chain(([columns, rows]) => fc.tuple(matrix(columns, rows), matrix(1, rows)));

  it('give the dot product of each column with a vector, however many columns there are', () => {
    fc.assert(
      fc.property(shapes, ([columns, [vector]]) => {
        const panels = packPanels(columns.map((column) => Float64Array.from(column)));
        const out = new Float64Array(paddedColumns(columns.length));
        panelProducts(panels, Float64Array.from([9, ...vector!]), out, 1);
        columns.forEach((column, j) => {
          expect(out[j]).toBeCloseTo(plainDot(column, vector!), 12);
        });
      }),
    );
  });

  it('give the dot product of each pair of columns in the lower half of their product', () => {
    fc.assert(
      fc.property(shapes, ([columns]) => {
        const gram = panelGram(packPanels(columns.map((column) => Float64Array.from(column))));
        expect(gram.length).toBe(columns.length ** 2);
        columns.forEach((left, i) => {
          for (let j = 0; j <= i; j += 1) {
            expect(gram[i * columns.length + j]).toBeCloseTo(plainDot(left, columns[j]!), 12);
          }
        });
      }),
    );
  });
});

describe('factor sums of many portfolios', () => {
  const factors = FACTOR_IDS.length;
  const betas = new Float64Array(2 * factors).fill(Number.NaN);
  const rSquared = new Float64Array(2 * factors).fill(Number.NaN);
  betas[0] = 1.5;
  rSquared[0] = 0.4;
  betas[factors] = -0.5;
  rSquared[factors] = 0.8;
  betas[factors + 1] = 2;
  const sums = factorSums(
    {
      starts: Int32Array.of(0, 2, 2, 3),
      symbols: Int32Array.of(0, 1, 0),
      exposures: Float64Array.of(100, -300, 50),
      gross: Float64Array.of(120, 300, 50),
    },
    { betas, rSquared },
  );
  const of = (portfolio: number, factor: number) => {
    const at = portfolio * factors + factor;
    return [sums.dollars[at], sums.covered[at], sums.rSquared[at]];
  };

  it('add signed dollars times betas, gross dollars covered, and weigh R² by size', () => {
    expect(of(0, 0)).toEqual([300, 420, expect.closeTo(0.7, 12)]);
    expect(of(2, 0)).toEqual([75, 50, 0.4]);
  });

  it('leave out a symbol without a beta, and say nothing about a fit that a published beta lacks', () => {
    expect(of(0, 1)).toEqual([-600, 300, Number.NaN]);
  });

  it('know nothing of an empty portfolio or of a factor to which nothing has a beta', () => {
    expect(of(1, 0)).toEqual([Number.NaN, 0, Number.NaN]);
    expect(of(0, 2)).toEqual([Number.NaN, 0, Number.NaN]);
  });
});

it('losses add beta times move per scenario, and are unknown without any beta', () => {
  const losses = scenarioLosses(
    Float64Array.of(1, 2, Number.NaN, 3, Number.NaN, Number.NaN),
    Float64Array.of(-0.1, 0.2, 0.3, -0.4),
    2,
  );
  expect([...losses]).toEqual([
    expect.closeTo(0.3, 12),
    expect.closeTo(-0.5, 12),
    expect.closeTo(0.6, 12),
    expect.closeTo(-1.2, 12),
    Number.NaN,
    Number.NaN,
  ]);
});
