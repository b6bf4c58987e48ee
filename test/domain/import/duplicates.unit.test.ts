import { errorsOf, importRows, option, stock } from './rows.ts';

const merged = (rows: Parameters<typeof importRows>[0]) => {
  const imported = importRows(rows, { onDuplicate: 'merge' });
  if (!imported.ok) throw new Error(JSON.stringify(imported.error.details));
  return imported.value;
};

describe('rows of the same security and entry date', () => {
  const pair = [
    stock({ quantity: '100', entryPrice: '10' }),
    stock({ symbol: 'aapl', quantity: '50', entryPrice: '16' }),
  ];

  it('are refused, naming both lines', () => {
    expect(errorsOf(pair)).toEqual([
      expect.objectContaining({
        row: 3,
        symbol: 'aapl',
        field: 'Symbol',
        code: 'ERR_POS_023',
        message: 'Line 3 repeats line 2: the same symbol or contract and entry date.',
      }),
    ]);
  });

  it('are refused together with the other errors of their rows', () => {
    const rows = [stock({ quantity: 'x' }), stock({ entryPrice: '-1' })];
    expect(errorsOf(rows).map(({ row, code }) => [row, code])).toEqual([
      [2, 'ERR_POS_005'],
      [3, 'ERR_POS_023'],
      [3, 'ERR_POS_010'],
    ]);
  });

  it.each([
    ['another date', stock({ entryDate: '2024-01-17' })],
    ['another symbol', stock({ symbol: 'MSFT' })],
    ['an option on it', option({ underlying: 'AAPL', entryDate: '2024-01-16' })],
  ])('are not the same with %s', (_, other) => {
    expect(importRows([stock(), other]).ok).toBe(true);
  });

  it('are the same under two spellings of a share class', () => {
    expect(errorsOf([stock({ symbol: 'BRK.B' }), stock({ symbol: 'BRK-B' })])).toHaveLength(1);
  });

  it('are, for options, those of the same contract', () => {
    expect(importRows([option(), option({ strike: '460' }), option({ optionType: 'PUT' })]).ok).toBe(true);
    expect(errorsOf([option(), option({ symbol: 'SPY_C450_20270319' })])).toEqual([
      expect.objectContaining({ row: 3, code: 'ERR_POS_023' }),
    ]);
  });

  it('are all kept when asked for', () => {
    expect(importRows(pair, { onDuplicate: 'keep' })).toMatchObject({
      value: { positions: [{ quantity: '100' }, { quantity: '50' }], lines: [2, 3] },
    });
  });

  it('are merged when asked for: quantities added, cost averaged by quantity', () => {
    const { positions, lines, warnings } = merged([
      ...pair,
      stock({ symbol: 'MSFT' }),
      stock({ quantity: '50', entryPrice: '12' }),
    ]);
    expect(positions).toMatchObject([
      { symbol: 'AAPL', quantity: '200', entryPrice: '12' },
      { symbol: 'MSFT', quantity: '100' },
    ]);
    expect(lines).toEqual([2, 4]);
    expect(warnings.map(({ row, code }) => [row, code])).toEqual([
      [3, 'merged'],
      [5, 'merged'],
    ]);
  });

  it('are merged with the average rounded half up to six decimals, for shorts as for longs', () => {
    expect(
      merged([stock({ quantity: '-1', entryPrice: '10' }), stock({ quantity: '-2', entryPrice: '11' })])
        .positions,
    ).toMatchObject([{ quantity: '-3', entryPrice: '10.666667' }]);
  });

  it('are merged when both were closed on one day', () => {
    const closed = (quantity: string, exitPrice: string) =>
      stock({ quantity, exitDate: '2024-02-01', exitPrice });
    expect(merged([closed('1', '10'), closed('3', '14')]).positions).toMatchObject([
      { quantity: '4', exit: { date: '2024-02-01', price: '13' } },
    ]);
  });

  it.each([
    ['one is long and the other short', stock({ quantity: '-5' })],
    ['they were not closed on the same day', stock({ exitDate: '2024-02-01', exitPrice: '1' })],
    ['their class or subtype differs', stock({ investmentSubtype: 'ETF' })],
  ])('cannot be merged when %s', (why, other) => {
    expect(errorsOf([stock(), other], { onDuplicate: 'merge' })).toEqual([
      expect.objectContaining({ row: 3, code: 'ERR_POS_023', message: expect.stringContaining(why) }),
    ]);
  });

  it('cannot be merged into more than can be stored', () => {
    const huge = stock({ quantity: '99999999999999' });
    expect(errorsOf([huge, huge], { onDuplicate: 'merge' })).toEqual([
      expect.objectContaining({ row: 2, code: 'ERR_POS_030' }),
    ]);
  });
});

describe('a file with very many errors', () => {
  it('counts all and lists the first 1,000 in the order of the file', () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => stock({ symbol: `S${i}`, quantity: 'x' }));
    expect(importRows(rows)).toMatchObject({
      ok: false,
      error: {
        code: 'ERR_PORT_008',
        message: '10000 errors in 10000 rows; nothing was imported.',
        details: { total_errors: 10_000 },
      },
    });
    expect(errorsOf(rows).map(({ row }) => row)).toEqual(Array.from({ length: 1000 }, (_, i) => i + 2));
  });
});
