import { readFileSync } from 'node:fs';
import { FACTOR_IDS, type FactorLoading, type SymbolFactors } from '../../../domain/risk/factors.ts';
import { factorsFrom, textOf } from '../../../projections/symbol-factors/columns.ts';

const loading: FactorLoading = {
  beta: -5,
  raw: -7.25,
  capped: true,
  rSquared: 0.1,
  standardError: 1e-300,
  tStatistic: null,
  pValue: 0,
  observations: 61,
  quality: 'limited',
};

describe('factors in one array', () => {
  it('come back as they were told, in every quality', () => {
    const qualities = ['full', 'limited', 'insufficient', 'degenerate', 'not_published'] as const;
    const factors = Object.fromEntries(
      FACTOR_IDS.map((id, i) => [
        id,
        { ...loading, quality: qualities[i % 5], capped: i % 2 === 0, observations: i },
      ]),
    ) as SymbolFactors;
    expect(factorsFrom(textOf(factors))).toEqual(factors);
  });

  it('come back from an event of the corpus', () => {
    const { data } = JSON.parse(
      readFileSync(new URL('../../corpus/SymbolFactorsCalculated.v1.json', import.meta.url), 'utf8'),
    ) as { readonly data: { readonly factors: SymbolFactors } };
    expect(factorsFrom(textOf(data.factors))).toEqual(data.factors);
  });

  it('lack what the event lacked', () => {
    const told = { ir_beta: loading };
    expect(factorsFrom(textOf(told))).toEqual(told);
  });
});
