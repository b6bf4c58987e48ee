import type { Row } from '../../../projections/projection.ts';
import { columnsOf, rowsAsJson } from '../../../projections/runner/rows-as-json.ts';

describe('rows in parts', () => {
  const rows: readonly (readonly Row[])[] = [
    [
      { symbol: 'A"\n\\' },
      { close: '1.10', beta: -0.1, note: null, more: { b: [1, 'x'], a: true } },
      { at: '7' },
    ],
    [{ symbol: 'B' }, { close: '2', beta: 1e-7, note: 'ü\u{2028}', more: [] }, { at: '8' }],
  ];

  it('are the JSON of the joined rows, to the byte', () => {
    expect(rowsAsJson(rows)).toBe(JSON.stringify(rows.map((parts) => Object.assign({}, ...parts))));
    expect(columnsOf(rows)).toEqual(['symbol', 'close', 'beta', 'note', 'more', 'at']);
  });

  it('have null for what is no number and for what is not there', () => {
    const odd = [[{ symbol: 'A', beta: Number.NaN }], [{ symbol: 'B' }], [{ symbol: 'C', beta: undefined }]];
    expect(JSON.parse(rowsAsJson(odd))).toEqual([
      { symbol: 'A', beta: null },
      { symbol: 'B', beta: null },
      { symbol: 'C', beta: null },
    ]);
  });

  it('may be none', () => {
    expect(rowsAsJson([])).toBe('[]');
    expect(columnsOf([])).toEqual([]);
  });
});
