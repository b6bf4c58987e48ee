import { jpMorganPositions } from '../../../adapters/brokers/jp-morgan/positions.ts';
import { m1Holdings } from '../../../adapters/brokers/m1/holdings.ts';
import { tastytradePositions } from '../../../adapters/brokers/tastytrade/positions.ts';
import { thinkorswimPositionStatement } from '../../../adapters/brokers/thinkorswim/position-statement.ts';
import { cellsOf, linesOf, statementOf } from './statement-of.ts';

describe('J.P. Morgan self-directed positions', () => {
  const header =
    'Asset Class,Asset Strategy,Description,Ticker,CUSIP,Quantity,Base CCY,Local CCY,Price,Pricing Date,Value,Cost,' +
    'Unit Cost,Unrealized G/L Amt.,Acquisition Date,As of';

  test('reads shares, an option, the sweep of cash, and skips the footnotes', async () => {
    const statement = await statementOf(
      jpMorganPositions,
      linesOf(
        header,
        'Equity,US Large Cap,"ACME CORP",ACME,000000001,"1,200",USD,USD,10.50,01/15/2026,"12,600.00","9,600.00",8.00,"3,000.00",10/15/2025 03:57:46,01/15/2026',
        'Equity,Options,"ACME CORP CALL 01/15/27 $17.50",ACME CALL 01/15/27 $17.50,,2,USD,USD,3.00,01/15/2026,600.00,480.00,2.40,120.00,11/03/2025,01/15/2026',
        'Fixed Income & Cash,Cash,CHASE DEPOSIT SWEEP,QCERQ,,845.12,USD,USD,1.00,01/15/2026,845.12,,,,,01/15/2026',
        'FOOTNOTES',
      ),
    );
    expect(
      cellsOf(statement, 'symbol', 'quantity', 'costPerShare', 'costTotal', 'entryDate', 'kind'),
    ).toEqual([
      ['ACME', '1,200', '8.00', '9,600.00', '10/15/2025 03:57:46', null],
      ['ACME 01/15/27 $17.50 CALL', '2', '2.40', '480.00', '11/03/2025', null],
      [null, '845.12', null, null, null, 'cash'],
    ]);
    expect(statement.asOf).toBe('2026-01-15');
    expect(statement.skipped).toEqual([expect.objectContaining({ line: 5, code: 'no_holding' })]);
  });
});

describe('J.P. Morgan positions without costs', () => {
  test('are read as well, with the sweep under its longer name', async () => {
    const statement = await statementOf(
      jpMorganPositions,
      linesOf(
        'Asset Class,Asset Strategy,Asset Strategy Detail,Description,Ticker,CUSIP,Quantity,Price,Value,As of',
        'Equity,US Large Cap,,SOME 500 ETF,ABCD,000000002,320,693.86,"222,035.20",07/11/2026',
        'Cash & Money Market Funds,Money Market Funds,,CHASE DEPOSIT SWEEP JPMORGAN CHASE BANK NA,QACDS,,1228.9,1,1228.9,07/11/2026',
        'FOOTNOTES,,,,,,,,,',
      ),
    );
    expect(cellsOf(statement, 'symbol', 'quantity', 'costTotal', 'marketValue', 'kind')).toEqual([
      ['ABCD', '320', null, '222,035.20', null],
      [null, '1228.9', null, '1228.9', 'cash'],
    ]);
    expect(statement.asOf).toBe('2026-07-11');
  });
});

describe('M1 holdings', () => {
  test('reads cost per share and in all, and cash by its value', async () => {
    const statement = await statementOf(
      m1Holdings,
      linesOf(
        'Symbol,Name,Quantity,Avg. Price,Cost Basis,Unrealized Gain ($),Unrealized Gain (%),Value',
        'VTI,"Vanguard, Total",14.83,100.00,"1,483.00",517.00,34.86,"2,000.00"',
        'CASH,Cash,1,15,15,0,0,15.25',
      ),
    );
    expect(cellsOf(statement, 'symbol', 'quantity', 'costPerShare', 'costTotal', 'marketValue')).toEqual([
      ['VTI', '14.83', '100.00', '1,483.00', '2,000.00'],
      [null, '15.25', null, null, '15.25'],
    ]);
  });
});

describe('tastytrade positions', () => {
  test('reads shares, options written whole or in columns, and leaves futures', async () => {
    const statement = await statementOf(
      tastytradePositions,
      linesOf(
        'Account,Symbol,Type,Quantity,Exp Date,DTE,Strike Price,Call/Put,Underlying Last Price,P/L Open,Trade Price,Net Liq',
        '5WT1234,ABC,STOCK,100,,,,,90.00,10.00,89.90,"9,000.00"',
        '5WT1234,ABC   270115C00090000,OPTION,-1,2027-01-15,300,90,CALL,90.00,5.00,2.50,-245.00',
        '5WT1234,DEF,Option,2,2027-01-15,300,45.5,Put,90.00,5.00,1.25,300.00',
        '5WT1234,/ESH7,FUTURE,1,,,,,5100,0,5000,0',
      ),
    );
    expect(cellsOf(statement, 'symbol', 'quantity', 'costPerShare', 'kind')).toEqual([
      ['ABC', '100', '89.90', 'security'],
      ['ABC   270115C00090000', '-1', '2.50', 'option'],
      ['DEF 01/15/2027 45.5 PUT', '2', '1.25', 'option'],
    ]);
    expect(statement.skipped).toEqual([expect.objectContaining({ line: 5, code: 'future' })]);
  });
});

describe('thinkorswim position statement', () => {
  test('reads the shares and options below each symbol, and leaves futures and what is closed', async () => {
    const statement = await statementOf(
      thinkorswimPositionStatement,
      linesOf(
        'Position Statement for 123456789 (someone) on 12/29/21 11:49:04',
        '',
        'None',
        'Instrument,Qty,Days,Trade Price,Mark,Mrk Chng,P/L Open,P/L Day,BP Effect',
        '/MES,+1,,4777.50,4776.25,-2.25,($6.25),($6.25),"($1,265.00)"',
        '"Micro E-mini S&P 500, Mar-22",+1,79,4777.50,4776.25,-2.25,($6.25),($6.25),',
        'SPX,,,,,,($330.00),($330.00),$0.00',
        'S&P 500 INDEX,0,,.00,4784.37,-1.98,$0.00,$0.00,',
        '100 (Weeklys) 31 MAY 22 4650 PUT,-3,153,179.90,181.20,N/A,($1.00),($1.00),',
        '100 21 JAN 22 4795 PUT,0,22,63.50,63.20,N/A,($30.00),($30.00),',
        'SPY,,,,,,$97.00,$97.00,"$23,828.00"',
        'SPDR S&P500 ETF TRUST TR UNIT ETF,+100,,476.74,476.56,-.31,($18.00),($18.00),',
        'DRAM,+200,,69.3705,61.11,+1.41,$5.00,$5.00,$0.00',
        'Subtotals,,,,,,$1.00,$1.00,$1.00',
        'Cash & Sweep Vehicle,"$3,456.78"',
      ),
    );
    expect(cellsOf(statement, 'symbol', 'quantity', 'costPerShare', 'price')).toEqual([
      ['SPX 31MAY22 4650 P', '-3', '179.90', '181.20'],
      ['SPY', '+100', '476.74', '476.56'],
      ['DRAM', '+200', '69.3705', '61.11'],
      [null, '$3,456.78', null, null],
    ]);
    expect(statement.asOf).toBe('2021-12-29');
    expect(statement.skipped.map(({ line, code }) => [line, code])).toEqual([
      [6, 'future'],
      [10, 'closed_position'],
      [14, 'total_row'],
    ]);
  });

  test('reads a statement of groups without days, whose sweep of cash is a row of the table', async () => {
    const statement = await statementOf(
      thinkorswimPositionStatement,
      linesOf(
        'Position Statement for account ...1234',
        '(Stocks)',
        'Instrument,Qty,Trade Price,Mark,Net Liq,P/L %,BP Effect',
        'Cash & Sweep Vehicle,100,1.00,1.00,$250.00,0.00%,$250.00',
        'AAPL,10,150.00,310.85,"$3,108.50",1.00%,"$3,108.50"',
        'OVERALL TOTALS,,,,"$3,358.50"',
      ),
    );
    expect(cellsOf(statement, 'account', 'symbol', 'quantity', 'costPerShare', 'marketValue')).toEqual([
      ['...1234', null, '$250.00', null, '$250.00'],
      ['...1234', 'AAPL', '10', '150.00', '$3,108.50'],
    ]);
    expect(statement.skipped.map(({ code }) => code)).toEqual(['total_row']);
  });
});
