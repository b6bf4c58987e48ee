import { canonicalSymbol } from '../../../domain/symbol/canonical-symbol.ts';

describe('the canonical spelling of a symbol', () => {
  it.each([
    ['BRK.B', 'BRK-B'],
    ['brk/b', 'BRK-B'],
    ['BRK B', 'BRK-B'],
    ['BRK-B', 'BRK-B'],
    [' aapl ', 'AAPL'],
    ['ABR^D', 'ABR-PD'],
    ['VOD.L', 'VOD.L'],
    ['SHOP.TO', 'SHOP.TO'],
    ['EQIX', 'EQIX'],
    ['SPY_C450_20240315', 'SPY_C450_20240315'],
  ])('of %j is %s', (symbol, canonical) => {
    expect(canonicalSymbol(symbol)).toBe(canonical);
  });

  it.each(['BRK.B', 'ABR^D', 'VOD.L', 'AAPL'])('of %s is not changed by asking twice', (symbol) => {
    expect(canonicalSymbol(canonicalSymbol(symbol))).toBe(canonicalSymbol(symbol));
  });
});
