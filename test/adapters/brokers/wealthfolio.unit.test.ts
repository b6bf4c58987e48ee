import { wealthfolioHoldings as format } from '../../../adapters/brokers/wealthfolio/holdings.ts';
import { cellsOf, linesOf, positionsFile, sourceOf, statementOf } from './statement-of.ts';

describe('Wealthfolio holdings', () => {
  test('reads the newest snapshot, its cash and a symbol of Toronto, and names what is older', async () => {
    const statement = await statementOf(format, positionsFile('wealthfolio_sample_holdings.csv'));
    expect(cellsOf(statement, 'symbol', 'quantity', 'price', 'currency', 'kind')).toEqual([
      ['AAPL', '55', '210.62', 'USD', null],
      ['MSFT', '30', '446.34', 'USD', null],
      ['VOO', '25', '495.89', 'USD', null],
      ['TD.TO', '100', '92.15', 'CAD', null],
      [null, '3200', null, 'USD', 'cash'],
      [null, '2500', null, 'CAD', 'cash'],
    ]);
    expect(statement.asOf).toBe('2024-06-30');
    expect(statement.skipped.map(({ line, code }) => [line, code])).toEqual(
      [2, 3, 4, 5, 6, 7].map((line) => [line, 'older_snapshot']),
    );
  });

  test('reads an average cost where the file has one', async () => {
    const source = await sourceOf(
      linesOf('date,symbol,quantity,avgCost,currency', '2024-06-30,AAPL,55,101.5,USD'),
    );
    expect(format.recognise(source)).toBeGreaterThan(0.5);
    expect(cellsOf(await format.read(source), 'symbol', 'costPerShare')).toEqual([['AAPL', '101.5']]);
  });

  test('does not take a list of activities for holdings', async () => {
    const source = await sourceOf(
      linesOf('date,symbol,quantity,activityType,unitPrice,currency,fee', '2024-06-30,AAPL,5,BUY,10,USD,0'),
    );
    expect(format.recognise(source)).toBe(0);
  });
});
