import { aegonHoldings } from '../../../adapters/brokers/pensions/aegon-holdings.ts';
import { plan401k } from '../../../adapters/brokers/pensions/plan-401k.ts';
import { cellsOf, positionsFile, statementOf } from './statement-of.ts';

describe('pension plans, whose funds have no tickers', () => {
  test('reads the funds of a 401(k) plan as private positions at the price of the plan', async () => {
    const statement = await statementOf(plan401k, positionsFile('ms401k_2025.csv'));
    expect(cellsOf(statement, 'symbol', 'description', 'quantity', 'price', 'marketValue', 'kind')).toEqual([
      [null, 'Bond Fund', '100', '$11.000', '$1,100.00', 'private'],
    ]);
    expect(statement.asOf).toBe('2025-11-13');
    expect(statement.accounts).toEqual([{ key: '401(k) Plan', name: '401(k) Plan' }]);
  });

  test('reads each section of an Aegon pension as an account, in pounds, and names a sum without an amount', async () => {
    const statement = await statementOf(aegonHoldings, positionsFile('aegon_holdings.csv'));
    expect(
      cellsOf(statement, 'account', 'description', 'quantity', 'price', 'marketValue', 'currency'),
    ).toEqual([
      ['Main Portfolio', 'AGN BLK World (ex UK) Eq Idx (BLK)', '10000.000000', '2.000000', '20000.00', 'GBP'],
      ['Main Portfolio', 'AGN BLK UK Equity Index (BLK)', '5000.000000', '1.500000', '7500.00', 'GBP'],
      ['Main Portfolio', 'AGN BLK All Stock UK Gilt Idx (BLK)', '2500.000000', '1.000000', '2500.00', 'GBP'],
      ['BRSP Transfer In', 'BRSP Default Strategy 2046-2048', '8000.000000', '1.250000', '10000.00', 'GBP'],
    ]);
    expect(statement.totals).toEqual([]);
    expect(statement.skipped).toEqual([expect.objectContaining({ line: 5, code: 'total_row' })]);
  });
});
