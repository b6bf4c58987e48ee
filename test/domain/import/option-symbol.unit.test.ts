import fc from 'fast-check';
import { occSymbolOf, optionRootOf, readOptionSymbol } from '../../../domain/import/option-symbol.ts';
import type { OptionContract } from '../../../domain/portfolio/position.ts';

const spy: OptionContract = { underlying: 'SPY', strike: '460', expiration: '2025-09-19', right: 'CALL' };

describe('option symbols', () => {
  it('makes the OCC symbol of a contract', () => {
    expect(occSymbolOf(spy)).toBe('SPY250919C00460000');
    expect(occSymbolOf({ ...spy, underlying: 'BRK.B', strike: '452.5', right: 'PUT' })).toBe(
      'BRKB250919P00452500',
    );
    expect(occSymbolOf({ ...spy, strike: '0.001' })).toBe('SPY250919C00000001');
    expect(occSymbolOf({ ...spy, strike: '99999.999' })).toBe('SPY250919C99999999');
  });

  it.each([
    ['SPY250919C00460000', spy],
    ['SPY   250919C00460000', spy],
    ['SPY_C460_20250919', spy],
    ['SPY_C460.00_20250919', spy],
    ['-SPY250919C460', spy],
    ['-MU270115C600', { underlying: 'MU', strike: '600', expiration: '2027-01-15', right: 'CALL' }],
    ['AAPL240315P00160500', { underlying: 'AAPL', strike: '160.5', expiration: '2024-03-15', right: 'PUT' }],
    ['BRKB250919P00452500', { underlying: 'BRK-B', strike: '452.5', expiration: '2025-09-19', right: 'PUT' }],
  ])('reads %j', (symbol, contract) => {
    expect(readOptionSymbol(symbol)).toEqual({ kind: 'contract', contract });
  });

  it.each([
    ['SPY250230C00460000', /does not exist/],
    ['SPY_C460_20251399', /does not exist/],
    ['SPY250919C00000000', /no strike/],
    ['AAPL7250919C00150000', /mini or adjusted/],
    ['SPY_C460.0001_20250919', /out of range/],
  ])('knows %j for an option symbol that names no contract', (symbol, why) => {
    expect(readOptionSymbol(symbol)).toEqual({ kind: 'invalid', message: expect.stringMatching(why) });
  });

  it.each([
    'SPY',
    'BRK.B',
    'EQIX',
    'CASH_USD',
    'CORP_BOND_2025',
    'PRIVATE_FUND_A',
    '',
    'C',
    'TOOLONGROOT250919C00460000',
  ])('takes %j for no option symbol', (symbol) => {
    expect(readOptionSymbol(symbol)).toEqual({ kind: 'none' });
  });

  it('reads what it makes', () => {
    const contract = fc.record({
      underlying: fc.stringMatching(/^[A-Z]{1,6}$/).filter((root) => root !== 'BRKB' && root !== 'BFB'),
      strike: fc.integer({ min: 1, max: 99_999_999 }).map((thousandths) => String(thousandths / 1000)),
      expiration: fc
        .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
      right: fc.constantFrom('CALL' as const, 'PUT' as const),
    });
    fc.assert(
      fc.property(contract, (made) => {
        expect(readOptionSymbol(occSymbolOf(made))).toEqual({ kind: 'contract', contract: made });
      }),
    );
  });

  it('finds roots only in what can have one', () => {
    expect(optionRootOf('BRK-B')).toBe('BRKB');
    expect(optionRootOf('TOOLONG')).toBeNull();
    expect(optionRootOf('AAPL7')).toBeNull();
    expect(optionRootOf('')).toBeNull();
  });
});
