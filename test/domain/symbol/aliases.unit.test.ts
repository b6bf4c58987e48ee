import { aliasesOf } from '../../../domain/symbol/aliases.ts';
import { canonicalSymbol } from '../../../domain/symbol/canonical-symbol.ts';

describe('the other spellings of a symbol', () => {
  it('are those of share classes and preferred shares, each of which leads back to it', () => {
    expect(aliasesOf('BRK-B')).toEqual(['BRK.B', 'BRK/B', 'BRK B']);
    expect(aliasesOf('ABR-PD')).toEqual(['ABR^D']);
    for (const symbol of ['BRK-B', 'ABR-PD'])
      expect(new Set(aliasesOf(symbol).map(canonicalSymbol))).toEqual(new Set([symbol]));
  });

  it('leave out what is a listing on another exchange', () => {
    expect(aliasesOf('VOD-L')).toEqual(['VOD/L', 'VOD L']);
  });

  it('are none for most', () => {
    expect(['AAPL', 'VOD.L', '^TNX', 'SHOP.TO'].flatMap(aliasesOf)).toEqual([]);
  });
});
