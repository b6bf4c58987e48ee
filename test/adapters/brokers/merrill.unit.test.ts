import { merrillHoldings as format } from '../../../adapters/brokers/merrill/holdings.ts';
import { cellsOf, linesOf, positionsFile, statementOf } from './statement-of.ts';

const HEADER =
  '"COB Date","Security #","Symbol","CUSIP #","Security Description","Account Nickname","Account Registration",' +
  '"Account #","Quantity","Price ($)","Value ($)","Unrealized Gain/Loss ($)","Unrealized Gain/Loss (%)"';

describe('Merrill holdings', () => {
  test('reads quantities in parentheses, option symbols and the gain from which the cost follows', async () => {
    const statement = await statementOf(format, positionsFile('merrill_2026_holdings.csv'));
    expect(
      cellsOf(statement, 'account', 'symbol', 'quantity', 'price', 'marketValue', 'gain', 'kind'),
    ).toEqual([
      ['AA-11111', 'IIAXX', '2,486.98', '1.00', '2,486.98', null, 'money_market'],
      ['AA-11111', 'XYZ#B1326C425000', '(3)', '4.55', '(1,365.00)', '202.05', 'option'],
      ['AA-11111', 'ABC#N1326D130000', '(1)', '0.06', '(6.00)', '93.35', 'option'],
      ['AA-11111', 'DEF#N2026D190000', '(1)', '1.32', '(132.00)', '(2.65)', 'option'],
      ['AA-11111', 'XYZ', '500', '417.32', '208,660.00', '96,347.46', null],
      ['BB-22222', 'IIAXX', '1,258.53', '1.00', '1,258.53', null, 'money_market'],
    ]);
    expect(statement.asOf).toBe('2026-02-09');
    expect(statement.accounts).toEqual([
      { key: 'AA-11111', name: 'IRA-Edge AA-11111' },
      { key: 'BB-22222', name: 'Roth IRA-Edge BB-22222' },
    ]);
  });

  test('names an account by its nickname, and a security without a symbol by its CUSIP', async () => {
    const row =
      '"2/9/2026","X1","--","912828YK0","US TREASURY NOTE","Joint","CMA","CC-3","5","99.5","4,975.00","--","--"';
    const statement = await statementOf(format, linesOf(HEADER, row));
    expect(cellsOf(statement, 'symbol', 'gain')).toEqual([['912828YK0', null]]);
    expect(statement.accounts).toEqual([{ key: 'CC-3', name: 'Joint CC-3' }]);
  });

  test('tells cash and funds without a symbol by their descriptions', async () => {
    const row = (description: string): string =>
      `"2/9/2026","X1","--","--","${description}","--","CMA","CC-3","100.00","1.00","100.00","--"`;
    const statement = await statementOf(
      format,
      linesOf(HEADER, row('CASH BALANCE'), row('SOME TRUST UNITS'), row('MERRILL BANK DEPOSIT')),
    );
    expect(cellsOf(statement, 'kind')).toEqual([['cash'], ['private'], ['money_market']]);
  });

  test('skips a footnote', async () => {
    const statement = await statementOf(format, linesOf(HEADER, '"Prices are delayed."'));
    expect(statement.holdings).toEqual([]);
    expect(statement.skipped).toEqual([expect.objectContaining({ line: 2, code: 'no_holding' })]);
  });
});
