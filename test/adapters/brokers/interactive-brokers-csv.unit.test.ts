import { ibkrActivityStatement as format } from '../../../adapters/brokers/interactive-brokers/activity-statement.ts';
import { cellsOf, linesOf, positionsFile, statementOf } from './statement-of.ts';

const FACTS = [
  'Statement,Header,Field Name,Field Value',
  'Statement,Data,Title,Activity Statement',
  'Statement,Data,Period,"January 1, 2026 - January 31, 2026"',
  'Account Information,Header,Field Name,Field Value',
  'Account Information,Data,Account,U7654321',
  'Account Information,Data,Base Currency,USD',
];
const OPEN =
  'Open Positions,Header,DataDiscriminator,Asset Category,Currency,Symbol,Quantity,Mult,Cost Price,Cost Basis,' +
  'Close Price,Value,Unrealized P/L,Code';

describe('Interactive Brokers activity statement', () => {
  test('reads the positions of a mark to market, in the currency of each, and not their sum', async () => {
    const statement = await statementOf(format, positionsFile('ibkr_activity_mtm.csv'));
    expect(cellsOf(statement, 'symbol', 'quantity', 'price', 'marketValue', 'costTotal', 'currency')).toEqual(
      [
        ['EMIM', '100', '35.00', '3500', null, 'GBP'],
        ['PLTR', '50', '210', '10500', null, 'USD'],
      ],
    );
    expect(statement.skipped).toEqual([expect.objectContaining({ line: 4, code: 'total_row' })]);
    expect(statement.totals).toEqual([]);
  });

  test('reads open positions, short ones and options, and the cash of each currency', async () => {
    const statement = await statementOf(
      format,
      linesOf(
        ...FACTS,
        'Cash Report,Header,Currency Summary,Currency,Total,Securities,Futures,',
        'Cash Report,Data,Starting Cash,Base Currency Summary,900,900,0,',
        'Cash Report,Data,Ending Cash,Base Currency Summary,1500,1500,0,',
        'Cash Report,Data,Ending Cash,EUR,-250.5,-250.5,0,',
        'Cash Report,Data,Ending Cash,USD,1770.12,1770.12,0,',
        OPEN,
        'Open Positions,Data,Summary,Stocks,USD,AAPL,100,1,175.50,17550.00,180.00,18000.00,450.00,',
        'Open Positions,Data,Summary,Stocks,USD,GOOG,-50,1,140.00,-7000.00,145.00,-7250.00,-250.00,',
        'Open Positions,Total,,Stocks,USD,,,,,10550.00,,10750.00,200.00,',
        OPEN,
        'Open Positions,Data,Summary,Equity and Index Options,USD,AAPL 17JAN27 180 C,5,100,3.50,1750.00,4,2000,250,',
        'Open Positions,Data,Summary,Futures,USD,ESH7,1,50,5000,250000,5100,255000,5000,',
        'Open Positions,Total,,Equity and Index Options,USD,,,,,1750.00,,2000.00,250.00,',
        'Trades,Header,DataDiscriminator,Asset Category,Currency,Symbol,Date/Time,Quantity',
        'Trades,Data,Order,Stocks,USD,AAPL,"2026-01-05, 09:30:00",100',
      ),
    );
    expect(
      cellsOf(statement, 'symbol', 'quantity', 'costPerShare', 'costTotal', 'marketValue', 'kind'),
    ).toEqual([
      ['AAPL', '100', '175.50', '17550.00', '18000.00', 'security'],
      ['GOOG', '-50', '140.00', '-7000.00', '-7250.00', 'security'],
      ['AAPL 17JAN27 180 C', '5', '3.50', '1750.00', '2000', 'option'],
      [null, '-250.5', null, null, '-250.5', 'cash'],
      [null, '1770.12', null, null, '1770.12', 'cash'],
    ]);
    expect(statement.asOf).toBe('2026-01-31');
    expect(statement.accounts).toEqual([{ key: 'U7654321', name: 'Interactive Brokers U7654321' }]);
    expect(statement.skipped.map(({ line, code, symbol }) => [line, code, symbol])).toEqual([
      [18, 'future', 'ESH7'],
      [15, 'total_row', null],
      [19, 'total_row', null],
      [1, 'other_section', null],
      [4, 'other_section', null],
      [20, 'other_section', null],
    ]);
  });

  test('states the sum of a section that has only one, and its cost', async () => {
    const statement = await statementOf(
      format,
      linesOf(
        OPEN,
        'Open Positions,Data,Summary,Stocks,USD,AAPL,100,1,175.50,17550.00,180.00,18000.00,450.00,',
        'Open Positions,Total,,Stocks,USD,,,,,17550.00,,18000.00,450.00,',
      ),
    );
    expect(statement.totals).toEqual([
      { account: 'Interactive Brokers', name: 'market_value', value: '18000.00' },
      { account: 'Interactive Brokers', name: 'cost_basis', value: '17550.00' },
    ]);
  });

  test('takes lots for lots of their summary, with the day on which they were opened', async () => {
    const header = OPEN.replace('Symbol,', 'Symbol,Open,').replace('Open Positions', 'Long Open Positions');
    const statement = await statementOf(
      format,
      linesOf(
        header,
        'Long Open Positions,Data,Summary,Stocks,CAD,ENB,-,28,1,51,1428,49.35,1381.8,-46.2,',
        'Long Open Positions,Data,Lot,Stocks,CAD,ENB,"2023-07-07, 15:39:46",15,,50,750,49.35,740.25,-9.75,ST',
        'Long Open Positions,Data,Lot,Stocks,CAD,ENB,2023-02-10 (Vesting: 2024-02-10),13,,52,678,49.35,641.55,-36.45,LT',
      ),
    );
    expect(statement.holdings.map(({ lot, quantity, entryDate }) => [lot, quantity, entryDate])).toEqual([
      [false, '28', '-'],
      [true, '15', '2023-07-07, 15:39:46'],
      [true, '13', '2023-02-10'],
    ]);
  });

  test('reads lots as holdings where nothing sums them up', async () => {
    const statement = await statementOf(
      format,
      linesOf(OPEN, 'Open Positions,Data,Lot,Stocks,USD,LYB,90,1,50.533,4548.00,79.60,7164.00,2616.00,'),
    );
    expect(cellsOf(statement, 'symbol', 'quantity')).toEqual([['LYB', '90']]);
  });

  test('reads a mark to market in the layout of 2020, without its column of levels', async () => {
    const name = 'Positions and Mark-to-Market Profit and Loss';
    const statement = await statementOf(
      format,
      linesOf(
        `${name},Header,Asset Class,Currency,Symbol,Description,Prior Quantity,Quantity,Prior Price,Price,Prior Market Value,Market Value`,
        `${name},Data,Stocks,USD,ACWF,ISHARES GLOBAL,100,123,30.00,32.24,3000,3965.52`,
        `${name},Data,Total,USD,,,,,,,3000,3965.52`,
        `${name},Data,Forex,CHF,CHF,,100,100,1,1,100,100`,
      ),
    );
    expect(cellsOf(statement, 'symbol', 'quantity', 'price')).toEqual([['ACWF', '123', '32.24']]);
    expect(statement.skipped.map(({ line, code }) => [line, code])).toEqual([
      [4, 'cash_report'],
      [3, 'total_row'],
    ]);
  });

  test('spells symbols as everybody does, and names what has no ticker', async () => {
    const row = (category: string, symbol: string, multiplier = '1'): string =>
      `Open Positions,Data,Summary,${category},USD,${symbol},10,${multiplier},5,50,6,60,10,`;
    const options = 'Equity and Index Options';
    const statement = await statementOf(
      format,
      linesOf(
        OPEN,
        row('Bonds', 'T 4 1/4 11/15/34'),
        row('Stocks', 'BRK B'),
        row('Stocks', 'T PRA'),
        row('Stocks', 'XYZ WS'),
        row(options, 'BRK B 17JAN27 400 C', '100'),
        row(options, 'P LEG  20270317 69 M', '100'),
        row(options, 'AAPL1 17JAN27 400 C', '10'),
        row(options, 'SOMETHING ELSE', '100'),
      ),
    );
    expect(cellsOf(statement, 'symbol', 'description', 'kind')).toEqual([
      [null, 'T 4 1/4 11/15/34', 'private'],
      ['BRK B', null, 'security'],
      ['T^A', null, 'security'],
      ['XYZ-WS', null, 'security'],
      ['BRK/B 17JAN27 400 C', null, 'option'],
      ['LEG 03/17/2027 69 P', null, 'option'],
    ]);
    expect(statement.skipped.map(({ line, code }) => [line, code])).toEqual([
      [8, 'unusual_multiplier'],
      [9, 'unknown_contract'],
    ]);
  });

  test('keeps the accounts of a consolidated statement apart', async () => {
    const statement = await statementOf(
      format,
      linesOf(
        OPEN.replace('Currency,', 'Currency,Account,'),
        'Open Positions,Data,Summary,Stocks,USD,U1111111,AAPL,100,1,175.50,17550.00,180.00,18000.00,450.00,',
        'Open Positions,Data,Summary,Stocks,USD,U2222222,AAPL,10,1,175.50,1755.00,180.00,1800.00,45.00,',
      ),
    );
    expect(cellsOf(statement, 'account', 'quantity')).toEqual([
      ['U1111111', '100'],
      ['U2222222', '10'],
    ]);
  });
});
