import Big from 'big.js';
import { etradePortfolioDownload as format } from '../../../adapters/brokers/etrade/portfolio-download.ts';
import type { Statement } from '../../../adapters/brokers/format.ts';
import { cellsOf, linesOf, positionsFile, statementOf } from './statement-of.ts';

const read = (name: string): Promise<Statement> => statementOf(format, positionsFile(name));

/** Each holding with the lots below it. */
const withLots = ({ holdings }: Statement): readonly { whole: string; lots: readonly string[] }[] => {
  const found: { whole: string; lots: string[] }[] = [];
  for (const { lot, quantity } of holdings) {
    if (lot) found.at(-1)?.lots.push(quantity);
    else found.push({ whole: quantity, lots: [] });
  }
  return found;
};

const sum = (numbers: readonly string[]): string =>
  numbers.reduce((total, number) => total.plus(number), new Big(0)).toString();

describe('E*TRADE portfolio download', () => {
  test('reads the holdings of 2019, one symbol twice, a short call and the cash', async () => {
    const statement = await read('etrade_2019_lots_option.csv');
    expect(cellsOf(statement, 'symbol', 'quantity', 'costPerShare', 'marketValue')).toEqual([
      ['HL', '158.0000', '0.00', '385.5200'],
      ['IGOI', '1250.0000', '50.86831', '3241.2500'],
      ['IGOI', '2666.0000', '0.00', '6912.9380'],
      ['NBGIF', '44000.0000', '3.13292', '47520.0000'],
      ['NBGIF', '7000.0000', '3.33571', '7560.0000'],
      ['SQBG', '1391.0000', '0.00', '1335.3600'],
      ['TWTR', '3500.0000', '45.4765', '116525.8500'],
      ["TWTR Feb 15 '19 $41 Call", '-35.0000', '0.20', '-927.5000'],
      ['UTSI', '999.0000', '31.8837', '3086.9100'],
      [null, '4302.58', null, '4302.58'],
    ]);
    expect(statement.totals).toEqual([
      { account: 'Individual -0000', name: 'market_value', value: '189942.91' },
    ]);
    expect(statement.accounts).toEqual([{ key: 'Individual -0000', name: 'Individual -0000' }]);
    expect(statement.asOf).toBe('2019-01-18');
    expect(statement.skipped.map(({ line, code }) => [line, code])).toEqual([[76, 'total_row']]);
  });

  test('takes the rows with a date for the lots of the holding above them, whose date may be unknown', async () => {
    const { holdings } = await read('etrade_2019_lots_option.csv');
    const lots = holdings.filter(({ lot, symbol }) => lot && symbol === 'UTSI');
    expect(lots.map(({ quantity, costPerShare, entryDate }) => [quantity, costPerShare, entryDate])).toEqual([
      ['.0003', '0.00', null],
      ['333.0000', '65.69832', '08/20/2004'],
      ['332.9997', '5.83275', '02/20/2005'],
      ['333.0000', '24.12003', '06/03/2005'],
    ]);
    expect(holdings.filter(({ lot }) => lot)).toHaveLength(58);
  });

  test.each(['etrade_2019_lots_option.csv', 'etrade_custom_view_2.csv', 'etrade_custom_view_3.csv'])(
    'finds in %s lots that add up to their holding, and holdings and cash that add up to the total',
    async (name) => {
      const statement = await read(name);
      for (const { whole, lots } of withLots(statement)) {
        // Each lot is printed with four decimals.
        if (lots.length > 0) expect(Number(new Big(sum(lots)).minus(whole))).toBeCloseTo(0, 3);
      }
      const values = cellsOf(statement, 'marketValue').map(([value]) => value ?? '');
      const total = statement.totals.find((one) => one.name === 'market_value');
      expect(new Big(sum(values)).toFixed(2)).toBe(total?.value);
    },
  );

  test('reads a view with other columns in another order, and no date where E*TRADE prints 1969', async () => {
    const statement = await read('etrade_custom_view_3.csv');
    expect(cellsOf(statement, 'symbol', 'quantity', 'costPerShare', 'entryDate')).toEqual([
      ['HL', '158.0000', '0.00', '10/04/2018'],
      ['IGOI', '1250.0000', '50.86831', '05/15/2003'],
      ['IGOI', '2666.0000', '13.39272', null],
      ['NBGIF', '44000.0000', '3.13293', '05/16/2018'],
      ['NBGIF', '11900.0000', '2.93975', '05/16/2018'],
      ['SQBG', '1391.0000', '32.00476', '10/23/2005'],
      ['TWTR', '3500.0000', '45.4765', '02/09/2015'],
      ['UTSI', '999.0000', '47.43945', '08/20/2004'],
      [null, '3667.41', null, null],
    ]);
    expect(statement.asOf).toBe('2020-01-24');
  });

  test('reads the view of 2026 below its block of filters', async () => {
    const statement = await read('etrade_2026_standard_view.csv');
    expect(cellsOf(statement, 'symbol', 'quantity', 'costPerShare', 'marketValue', 'entryDate')).toEqual([
      ['HHH', '10.0000', '80.00', '1000.0000', '01/01/2024'],
      ['III', '20.0000', '40.00', '1000.0000', '01/01/2024'],
      [null, '500.00', null, '500.00', null],
    ]);
    expect(statement.asOf).toBe('2026-01-01');
  });

  test('knows the account also where its total has another title, and a row of cash with every figure', async () => {
    const statement = await statementOf(
      format,
      linesOf(
        'Account Summary',
        'Account,Total Assets,Total Unrealized Gain $',
        '"Harbor Brokerage",45838.58,9217.43',
        'View Summary - All Positions',
        'Filters applied:',
        'Symbol,Security type(s),Sort by,Sort order,',
        ',All,Symbol,Asc,',
        '',
        'Symbol,Last Price $,Quantity,Price Paid $,Total Gain $,Value $',
        'ABC,58.72,10,42.15,165.70,587.20',
        'CASH,1.00,3421.77,1.00,0.00,3421.77',
      ),
    );
    expect(cellsOf(statement, 'account', 'symbol', 'marketValue')).toEqual([
      ['Harbor Brokerage', 'ABC', '587.20'],
      ['Harbor Brokerage', null, '3421.77'],
    ]);
  });

  test('reads a file that leaves the account blank', async () => {
    const statement = await statementOf(
      format,
      linesOf(
        'Account Summary',
        'Account,Net Account Value,Total Gain $',
        '',
        '',
        'View Summary - All Positions',
        'Filters applied:',
        'Symbol,Security type(s),Sort by,Sort order,',
        'Symbol,Last Price $,Quantity,Price Paid $,Total Gain $,Value $',
        'ABC,58.72,10,42.15,165.70,587.20',
      ),
    );
    expect(cellsOf(statement, 'account', 'symbol')).toEqual([['E*TRADE', 'ABC']]);
  });

  test('names a bond, which has no ticker, by what stands there', async () => {
    const statement = await statementOf(
      format,
      linesOf(
        'Account Summary',
        'Account,Net Account Value',
        '"Individual -1111",9950.00',
        'View Summary - All Positions',
        'Symbol,Last Price $,Quantity,Price Paid $,Total Gain $,Value $',
        'US TREASURY BOND 4.25% 11/15/2034,99.5,10000,98,150.00,9950.00',
        'BRK.B,400.00,1,300.00,100.00,400.00',
      ),
    );
    expect(cellsOf(statement, 'symbol', 'description', 'kind')).toEqual([
      [null, 'US TREASURY BOND 4.25% 11/15/2034', 'private'],
      ['BRK.B', null, null],
    ]);
  });

  test('keeps several accounts of one file apart, and says which rows it leaves', async () => {
    const block = (account: string, symbol: string): readonly string[] => [
      'Account Summary',
      'Account,Net Account Value',
      `"${account}",1000.00`,
      '',
      'View Summary - All Positions',
      'Symbol,Qty #,Last Price $,Price Paid $,Total Gain $,Value $',
      `${symbol},10,100.00,80.00,200.00,1000.00`,
      'WATCHED,,5.00,,,',
      'TOTAL,,,,200.00,1000.00',
      '',
    ];
    const statement = await statementOf(
      format,
      linesOf(...block('Individual -1111', 'ABC'), ...block('Roth -2222', 'DEF')),
    );
    expect(cellsOf(statement, 'account', 'symbol')).toEqual([
      ['Individual -1111', 'ABC'],
      ['Roth -2222', 'DEF'],
    ]);
    expect(statement.totals.map(({ account }) => account)).toEqual(['Individual -1111', 'Roth -2222']);
    expect(statement.skipped.map(({ symbol, code }) => [symbol, code])).toEqual([
      ['WATCHED', 'no_quantity'],
      ['TOTAL', 'total_row'],
      ['WATCHED', 'no_quantity'],
      ['TOTAL', 'total_row'],
    ]);
  });
});
