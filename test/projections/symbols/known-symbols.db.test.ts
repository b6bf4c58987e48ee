import { PROJECTIONS } from '../../../projections/all.ts';
import { prepareProjections } from '../../../projections/runner/prepare.ts';
import { queryable } from '../../../projections/runner/transaction.ts';
import { knownSymbols } from '../../../projections/symbols/queries.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

describe('the symbols that anybody has asked for', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await prepareProjections(database.pool, PROJECTIONS);
    await database.pool.query(`
      insert into read.symbols
        (symbol, status, attempts, failure, last_price_date, profile, simulated, uploaded_dates, refused, revision,
         priced_position, last_position)
      values
        ('AAPL', 'active', 1, null, '2024-06-28', '{"companyName": "Apple Inc."}', false, '[]', '[]', 3, 7, 7),
        ('NOPE', 'error', 3, '{"kind": "unknown-symbol", "reason": "not found"}', null, null, false, '[]', '[]', 1, null, 8),
        ('XOM', 'active', 1, null, '2024-06-28', '{"companyName": "100% Oil"}', true, '[]', '[]', 1, 9, 9)`);
  });
  afterAll(() => database.close());

  const find = async (filter: Parameters<ReturnType<typeof knownSymbols>>[0], offset = 0, limit = 50) => {
    const { items, total } = await knownSymbols(queryable(database.pool))(filter, { limit, offset });
    return { symbols: items.map(({ symbol }) => symbol), total };
  };

  it('are found by a part of symbol or name, taken literally, and by status, also those that came to nothing', async () => {
    expect(await find({})).toEqual({ symbols: ['AAPL', 'NOPE', 'XOM'], total: 3 });
    expect(await find({ text: 'apple' })).toEqual({ symbols: ['AAPL'], total: 1 });
    expect(await find({ text: '100%' })).toEqual({ symbols: ['XOM'], total: 1 });
    expect(await find({ status: 'error' })).toEqual({ symbols: ['NOPE'], total: 1 });
    expect(await find({ status: 'active', text: 'o' })).toEqual({ symbols: ['XOM'], total: 1 });
    expect(await find({ status: 'delisted' })).toEqual({ symbols: [], total: 0 });
  });

  it('come a page at a time with how many there are, also behind the last page', async () => {
    expect(await find({}, 1, 1)).toEqual({ symbols: ['NOPE'], total: 3 });
    expect(await find({}, 9)).toEqual({ symbols: [], total: 3 });
  });

  it('say all that is known of each', async () => {
    const { items } = await knownSymbols(queryable(database.pool))(
      { status: 'error' },
      { limit: 1, offset: 0 },
    );
    expect(items).toMatchObject([
      {
        symbol: 'NOPE',
        status: 'error',
        attempts: 3,
        failure: { kind: 'unknown-symbol', reason: 'not found' },
        lastPriceDate: null,
        revision: 1n,
        pricedAt: null,
      },
    ]);
  });
});
