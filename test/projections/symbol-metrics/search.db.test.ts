import type { SymbolSearch } from '../../../application/ports/queries.ts';
import { PROJECTIONS } from '../../../projections/all.ts';
import { prepareProjections } from '../../../projections/runner/prepare.ts';
import { queryable } from '../../../projections/runner/transaction.ts';
import { searchSymbols } from '../../../projections/symbol-metrics/search.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const page = { limit: 50, offset: 0 };
const bySymbol: SymbolSearch = { sort: 'symbol', descending: false };

describe('searching symbols', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await prepareProjections(database.pool, PROJECTIONS);
    await database.pool.query(`
      insert into read.symbol_metrics
        (symbol, date, close, company_name, asset_type, sector, industry, market_cap, pe_ratio, quality_score, last_position)
      values
        ('AAPL', '2024-06-28', '210.62', 'Apple Inc.', 'equity', 'Technology', 'Consumer Electronics', 3.2e12, 33, 100, 1),
        ('XOM', '2024-06-28', '115.12', 'Exxon Mobil', 'equity', 'Energy', 'Oil & Gas', 4.5e11, 14, 90, 1),
        ('SPY', '2024-06-28', '544.22', 'SPDR S&P 500 ETF Trust', 'etf', null, 'Large Blend', 5e11, null, 80, 1),
        ('PCT', '2024-06-28', '6.10', '100% Pure_Name', 'equity', 'Materials', null, null, null, 70, 1),
        ('NEW', null, null, 'No day yet', 'equity', 'Technology', null, 1e9, 20, 10, 1)`);
  });
  afterAll(() => database.close());

  const find = async (search: Partial<SymbolSearch>, paging = page) => {
    const { items, total } = await searchSymbols(queryable(database.pool))(
      { ...bySymbol, ...search },
      paging,
    );
    return { symbols: items.map(({ symbol }) => symbol), total };
  };

  it('finds a part of the symbol or of the name, in any case and taken literally', async () => {
    expect((await find({ text: 'apple' })).symbols).toEqual(['AAPL']);
    expect((await find({ text: 'sp' })).symbols).toEqual(['SPY']);
    expect((await find({ text: '100%' })).symbols).toEqual(['PCT']);
    expect((await find({ text: 'e_N' })).symbols).toEqual(['PCT']);
    expect((await find({ text: "'; drop table x; --" })).symbols).toEqual([]);
  });

  it('leaves out what has had no completed day', async () => {
    expect(await find({})).toEqual({ symbols: ['AAPL', 'PCT', 'SPY', 'XOM'], total: 4 });
  });

  it('filters by sectors, industries, kinds and ranges, all together', async () => {
    expect((await find({ sectors: ['Energy', 'Technology'] })).symbols).toEqual(['AAPL', 'XOM']);
    expect((await find({ industries: ['Large Blend'] })).symbols).toEqual(['SPY']);
    expect((await find({ assetTypes: ['etf'] })).symbols).toEqual(['SPY']);
    expect((await find({ marketCap: { min: 5e11 } })).symbols).toEqual(['AAPL', 'SPY']);
    expect((await find({ marketCap: { min: 4e11, max: 1e12 }, peRatio: { max: 14 } })).symbols).toEqual([
      'XOM',
    ]);
  });

  it('sorts all rows before it takes a page, and puts what is not known last in either direction', async () => {
    const up = { sort: 'market_cap', descending: false } as const;
    expect((await find(up)).symbols).toEqual(['XOM', 'SPY', 'AAPL', 'PCT']);
    expect((await find({ ...up, descending: true })).symbols).toEqual(['AAPL', 'SPY', 'XOM', 'PCT']);
    expect(await find(up, { limit: 2, offset: 1 })).toEqual({ symbols: ['SPY', 'AAPL'], total: 4 });
    expect(await find(up, { limit: 2, offset: 9 })).toEqual({ symbols: [], total: 4 });
  });
});
