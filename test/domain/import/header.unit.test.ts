import fc from 'fast-check';
import { COLUMNS, HEADERS } from '../../../domain/import/columns.ts';
import { cellsOf, matchHeader } from '../../../domain/import/header.ts';

const REQUIRED = ['Symbol', 'Quantity', 'Entry Price Per Share', 'Entry Date'];
const ALL = COLUMNS.map((column) => HEADERS[column]);

describe('the header row', () => {
  it('needs only the four required columns', () => {
    const header = matchHeader(REQUIRED, 1);
    expect(header).toMatchObject({ ok: true, value: { width: 4, warnings: [] } });
    if (header.ok) {
      expect(cellsOf(header.value, ['AAPL', ' 1 '])).toMatchObject({
        symbol: 'AAPL',
        quantity: '1',
        exitDate: '',
      });
    }
  });

  it('is the same in any order, case and with any blanks', () => {
    const headers = fc.shuffledSubarray(ALL, { minLength: ALL.length });
    fc.assert(
      fc.property(
        headers,
        fc.constantFrom('upper', 'lower', 'same'),
        fc.constantFrom('', ' ', '\t', '\u00a0'),
        (names, style, blank) => {
          const written = names.map((name) => {
            const cased =
              style === 'upper' ? name.toUpperCase() : style === 'lower' ? name.toLowerCase() : name;
            return `${blank}${cased}${blank}`;
          });
          const header = matchHeader(written, 1);
          expect(header.ok).toBe(true);
          if (!header.ok) return;
          const cells = cellsOf(header.value, names);
          for (const column of COLUMNS) expect(cells[column]).toBe(HEADERS[column]);
        },
      ),
    );
  });

  it('names the required columns that are missing', () => {
    expect(matchHeader(['Symbol', 'Quantity'], 3)).toEqual({
      ok: false,
      error: {
        code: 'ERR_CSV_004',
        message: 'The header on line 3 lacks Entry Price Per Share, Entry Date.',
        details: { line: 3, missing: ['Entry Price Per Share', 'Entry Date'], required: REQUIRED },
      },
    });
  });

  it('is not recognised when it names none of them', () => {
    expect(matchHeader(['AAPL', '100', '158.00', '2024-01-16'], 1)).toMatchObject({
      error: { code: 'ERR_CSV_005' },
    });
  });

  it('must not name a column twice', () => {
    expect(matchHeader([...REQUIRED, 'symbol '], 1)).toMatchObject({
      error: { code: 'ERR_CSV_005', details: { line: 1, duplicated: 'Symbol' } },
    });
    expect(matchHeader([...REQUIRED, 'Exit Date', 'EXIT DATE'], 1)).toMatchObject({
      error: { code: 'ERR_CSV_005' },
    });
  });

  it('ignores columns that it does not know, with a warning each', () => {
    const header = matchHeader(['Notes', ...REQUIRED, '', 'Broker', ''], 7);
    expect(header).toMatchObject({
      ok: true,
      value: {
        width: 7,
        warnings: [
          { row: 7, field: 'Notes', code: 'unknown_column' },
          { row: 7, field: 'Broker', code: 'unknown_column' },
        ],
      },
    });
  });

  it('pollutes nothing with the names of prototypes', () => {
    const header = matchHeader([...REQUIRED, '__proto__', 'constructor', 'toString'], 1);
    expect(header).toMatchObject({ ok: true, value: { width: 7 } });
    if (header.ok) {
      const cells = cellsOf(header.value, [
        'AAPL',
        '1',
        '2',
        '2024-01-16',
        'polluted',
        'polluted',
        'polluted',
      ]);
      expect(Object.values(cells)).not.toContain('polluted');
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(matchHeader(['__proto__'], 1)).toMatchObject({ error: { code: 'ERR_CSV_005' } });
  });
});
