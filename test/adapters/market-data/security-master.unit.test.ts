import {
  completedProfile,
  staticProfile,
  UNKNOWN_PROFILE,
} from '../../../adapters/market-data/profiles/security-master.ts';
import { SP500_MEMBERS } from '../../../adapters/market-data/profiles/sp500-members.ts';
import { US_ETFS } from '../../../adapters/market-data/profiles/us-etfs.ts';
import { isTicker } from '../../../adapters/market-data/ticker.ts';
import { FACTOR_ETFS } from '../../../domain/risk/factors.ts';
import { canonicalSymbol } from '../../../domain/symbol/canonical-symbol.ts';

const linesOf = (list: string): readonly (readonly string[])[] =>
  list
    .trim()
    .split('\n')
    .map((line) => line.split('|'));

describe('the security master', () => {
  it('knows the members of the S&P 500 with their sectors, and funds with their categories', () => {
    expect(linesOf(SP500_MEMBERS).length).toBeGreaterThan(500);
    expect(linesOf(US_ETFS).length).toBeGreaterThan(2000);
    expect(staticProfile('MMM')).toMatchObject({
      companyName: '3M',
      assetType: 'equity',
      sector: 'Industrials',
      industry: 'Industrial Conglomerates',
      currency: 'USD',
    });
    expect(staticProfile('BF-B')).toMatchObject({ assetType: 'equity', sector: 'Consumer Staples' });
    expect(staticProfile('AAAU')).toMatchObject({ assetType: 'etf', sector: null, industry: 'Commodities' });
    for (const etf of FACTOR_ETFS) expect(staticProfile(etf)?.assetType).toBe('etf');
  });

  it('prefers what was written down by hand', () => {
    expect(staticProfile('GE')).toMatchObject({
      companyName: 'GE Aerospace',
      industry: 'Aerospace & Defense',
    });
  });

  it('has one line per canonical symbol, each with a name, and never a word for "not known"', () => {
    for (const list of [linesOf(SP500_MEMBERS), linesOf(US_ETFS)]) {
      const symbols = list.map(([symbol = '']) => symbol);
      expect(new Set(symbols).size).toBe(symbols.length);
      expect(symbols.filter((symbol) => !isTicker(symbol) || canonicalSymbol(symbol) !== symbol)).toEqual([]);
      expect(new Set(list.map((fields) => fields.length)).size).toBe(1);
      for (const symbol of symbols) {
        const profile = staticProfile(symbol);
        expect(profile?.companyName).toBeTruthy();
        expect(Object.values(profile ?? {}).map(String)).not.toContain('Unknown');
      }
    }
  });

  it('names one sector in one way', () => {
    const sectors = new Set(linesOf(SP500_MEMBERS).map(([, , sector]) => sector));
    expect(sectors).toContain('Technology');
    expect(sectors).not.toContain('Information Technology');
    expect(sectors.size).toBe(11);
  });

  it('knows nothing of what nobody knows', () => {
    expect(staticProfile('ZZTOP')).toBeNull();
  });

  it('completes what a provider leaves open, and contradicts it in nothing', () => {
    const said = { ...UNKNOWN_PROFILE, companyName: '3M Company', marketCap: 7e10 };
    expect(completedProfile('MMM', said)).toEqual({
      ...UNKNOWN_PROFILE,
      companyName: '3M Company',
      marketCap: 7e10,
      assetType: 'equity',
      sector: 'Industrials',
      industry: 'Industrial Conglomerates',
    });
    expect(completedProfile('ZZTOP', UNKNOWN_PROFILE)).toEqual(UNKNOWN_PROFILE);
  });
});
