import { hargreavesLansdownSummary } from '../../../adapters/brokers/hargreaves-lansdown/account-summary.ts';
import { interactiveInvestorHoldings } from '../../../adapters/brokers/interactive-investor/holdings.ts';
import { wealthsimpleHoldings } from '../../../adapters/brokers/wealthsimple/holdings.ts';
import { yahooPortfolio } from '../../../adapters/brokers/yahoo/portfolio.ts';
import { cellsOf, linesOf, statementOf } from './statement-of.ts';

describe('Wealthsimple holdings report', () => {
  test('reads the cost in the currency of the market, names the exchange of Toronto, and its day', async () => {
    const statement = await statementOf(
      wealthsimpleHoldings,
      linesOf(
        'Account Name,Account Type,Account Classification,Account Number,Symbol,Exchange,MIC,Name,Security Type,Quantity,Position Direction,Market Price,Market Price Currency,Book Value (CAD),Book Value Currency (CAD),Book Value (Market),Book Value Currency (Market),Market Value,Market Value Currency,Market Unrealized Returns,Market Unrealized Returns Currency',
        '"My TFSA","TFSA","Trade","DEMO0001CAD","AAPL","NASDAQ","XNAS","Apple Inc","EQUITY","10","LONG","100","USD","1000","CAD","750","USD","1000","USD","250","USD"',
        '"My TFSA","TFSA","Trade","DEMO0001CAD","XEQT","TSX","XTSE","iShares Core","EXCHANGE_TRADED_FUND","4","SHORT","25","CAD","100","CAD","100","CAD","100","CAD","0","CAD"',
        '',
        '"As of 2026-05-08 12:00 GMT-04:00"',
      ),
    );
    expect(cellsOf(statement, 'symbol', 'quantity', 'price', 'costTotal', 'currency')).toEqual([
      ['AAPL', '10', '100', '750', 'USD'],
      ['XEQT.TO', '-4', '25', '100', 'CAD'],
    ]);
    expect(statement.asOf).toBe('2026-05-08');
    expect(statement.accounts).toEqual([{ key: 'DEMO0001CAD', name: 'My TFSA DEMO0001CAD' }]);
    expect(statement.skipped).toEqual([]);
  });
});

describe('Interactive Investor portfolio', () => {
  test('reads value and book cost in pounds, and their sums', async () => {
    const statement = await statementOf(
      interactiveInvestorHoldings,
      linesOf(
        '\ufeffSymbol,Name,Qty,Price,Day Gain/Loss,Day Gain/Loss %,Market Value £,Market Value,Book Cost,Gain/Loss,Gain/Loss %,Average Price',
        'ABCD,Some Fund Acc,1000.5,120.5p,£5.89,0.02%,"£1,205.60","£1,205.60","£1,000.00",£205.60,20.56%,99.95p',
        '"","","","","","","£1,205.60","","£1,000.00","","",""',
      ),
    );
    expect(cellsOf(statement, 'symbol', 'quantity', 'price', 'marketValue', 'costTotal', 'currency')).toEqual(
      [['ABCD', '1000.5', null, '£1,205.60', '£1,000.00', 'GBP']],
    );
    expect(statement.totals.map(({ name, value }) => [name, value])).toEqual([
      ['market_value', '£1,205.60'],
      ['cost_basis', '£1,000.00'],
    ]);
    expect(statement.skipped.map(({ line, code }) => [line, code])).toEqual([[3, 'total_row']]);
  });
});

describe('Hargreaves Lansdown account summary', () => {
  test('reads units, values in pounds, the cash above the table and the totals with it', async () => {
    const text = linesOf(
      'HL Stocks & Shares ISA, , , ,',
      'Client Name:,Somebody, , ,',
      'Client Number:, 1234567, , ,',
      'Spreadsheet created at,01-04-2026 09:00, , ,',
      '',
      'Stock value:,"10,500.00", , ,',
      'Total cash:,"100.00", , ,',
      'Total value:,"10,600.00", , ,',
      '',
      'Code,Stock,Units held,Price (pence),Value (£),Cost (£),Gain/loss (£),Gain/loss (%),',
      '"ABCD","Some Funds Plc UCITS ETF *1","100","10,500.00","10,500.00","9,000.00","1,500.00","16.67"',
      '"","Totals","","","10,500.00","9,000.00","1,500.00","16.67"',
    );
    const statement = await statementOf(hargreavesLansdownSummary, Buffer.from(text, 'latin1'));
    expect(cellsOf(statement, 'symbol', 'quantity', 'marketValue', 'costTotal', 'kind')).toEqual([
      ['ABCD', '100', '10,500.00', '9,000.00', null],
      [null, '100.00', '100.00', null, 'cash'],
    ]);
    expect(statement.totals.map(({ name, value }) => [name, value])).toEqual([
      ['cost_basis', '9,000.00'],
      ['market_value', '10,600.00'],
    ]);
    expect(statement.asOf).toBe('2026-04-01');
    expect(statement.accounts).toEqual([{ key: 'HL Stocks & Shares ISA', name: 'HL Stocks & Shares ISA' }]);
  });
});

describe('Yahoo Finance portfolio', () => {
  test('reads lots with their days, and leaves sales, cash movements and what is only watched', async () => {
    const statement = await statementOf(
      yahooPortfolio,
      linesOf(
        'Symbol,Current Price,Date,Time,Change,Open,High,Low,Volume,Trade Date,Purchase Price,Quantity,Commission,High Limit,Low Limit,Comment,Transaction Type',
        'ABC,63.1,2026/09/02,16:00 EDT,0.56,62.29,63.52,61.45,1,20250303,20.33,25.0,3.03,,,,BUY',
        'DEF,51.98,2026/09/02,16:00 EDT,0.3,52,53,51,55,20260126,67.09,4.5,0.12,,,,SELL',
        '$$CASH_TX,,,,,,,,,20251127,,200.0,,,,,DEPOSIT',
        'GHI,11.5,2026/09/02,16:00 EDT,0,1,1,1,1,,,,,,,,',
      ),
    );
    expect(cellsOf(statement, 'symbol', 'quantity', 'costPerShare', 'entryDate')).toEqual([
      ['ABC', '25.0', '20.33', '20250303'],
    ]);
    expect(statement.asOf).toBe('2026-09-02');
    expect(statement.skipped.map(({ line, code }) => [line, code])).toEqual([
      [3, 'sale'],
      [4, 'cash_movement'],
      [5, 'watched_only'],
    ]);
  });
});
