import { ibkrFlexCsv } from '../../../adapters/brokers/interactive-brokers/flex-csv.ts';
import { ibkrFlexXml } from '../../../adapters/brokers/interactive-brokers/flex-xml.ts';
import { cellsOf, linesOf, positionsFile, sourceOf, statementOf } from './statement-of.ts';

describe('Interactive Brokers Flex query, XML', () => {
  test('reads securities and options, and names the option on a future that it leaves', async () => {
    const statement = await statementOf(ibkrFlexXml, positionsFile('ibkr_flex_options_future_2025.xml'));
    expect(cellsOf(statement, 'symbol', 'quantity', 'price', 'marketValue', 'currency', 'kind')).toEqual([
      ['FHZN', '10', '251.8', '2518', 'CHF', 'security'],
      ['SHIR', '1965', '4.305', '8459.33', 'CHF', 'security'],
      ['CL', '15', '79.02', '1185.3', 'USD', 'security'],
      ['ECH', '50', '40.4', '2020', 'USD', 'security'],
      ['NLCP', '100', '15.925', '1592.5', 'USD', 'security'],
      ['RIO', '50', '80.03', '4001.5', 'USD', 'security'],
      ['WY', '100', '23.69', '2369', 'USD', 'security'],
      ['ASML  260130P00930000', '1', '10.1834', '1018.34', 'USD', 'option'],
      ['ASML  260130C01170000', '1', '19.0218', '1902.18', 'USD', 'option'],
      ['WY    260717C00020000', '2', '4.605', '921', 'USD', 'option'],
    ]);
    expect(statement.skipped).toEqual([
      expect.objectContaining({ line: 18, symbol: 'CHUF6 C1290', code: 'future_option' }),
    ]);
    expect(statement.asOf).toBe('2025-12-31');
  });

  test('reads costs, a short option and the cash of each currency', async () => {
    const statement = await statementOf(ibkrFlexXml, positionsFile('ibkr_flex_short_options_2025.xml'));
    expect(cellsOf(statement, 'symbol', 'quantity', 'costPerShare', 'costTotal', 'marketValue')).toEqual([
      ['XXXX', '1200', '150.01', '180012', '204000'],
      ['YYYY', '50', '80.01', '4000.50', '4250'],
      ['XXXX  260220C00200000', '-12', '3.09', '-3701.60', '-1800'],
      [null, '96190.85', null, null, '96190.85'],
    ]);
    expect(statement.accounts).toEqual([{ key: 'U9999999', name: 'Interactive Brokers U9999999' }]);
  });

  const flex = (...positions: readonly string[]): string =>
    `<FlexQueryResponse><FlexStatements><FlexStatement accountId="U1" toDate="20260101"><OpenPositions>${positions
      .map((position) => `<OpenPosition ${position}/>`)
      .join('')}</OpenPositions></FlexStatement></FlexStatements></FlexQueryResponse>`;
  const lot =
    'symbol="A" assetCategory="STK" position="5" openDateTime="20250110;093000" levelOfDetail="LOT"';

  test('takes lots below a summary for its lots, and lots alone for holdings', async () => {
    const summary = 'symbol="A" assetCategory="STK" position="5" levelOfDetail="SUMMARY"';
    const both = await statementOf(ibkrFlexXml, flex(summary, lot));
    expect(both.holdings.map((holding) => holding.lot)).toEqual([false, true]);
    const alone = await statementOf(ibkrFlexXml, flex(lot));
    expect(alone.holdings.map(({ lot, entryDate }) => [lot, entryDate])).toEqual([
      [false, '20250110;093000'],
    ]);
  });

  test('tells lots by their missing share of the account where the level of detail is left out', async () => {
    const position = (share: string, size: number): string =>
      `symbol="A" assetCategory="STK" position="${size}" percentOfNAV="${share}"`;
    const xml = flex(position('3.14', 154), position('', 100), position('', 54));
    const { holdings } = await statementOf(ibkrFlexXml, xml);
    expect(holdings.map(({ quantity, lot: isLot }) => [quantity, isLot])).toEqual([
      ['154', false],
      ['100', true],
      ['54', true],
    ]);
  });

  test('reads the newest day of a query that is broken out by day', async () => {
    const day = (date: string, size: number): string =>
      `symbol="A" assetCategory="STK" position="${size}" reportDate="${date}"`;
    const { holdings, skipped, asOf } = await statementOf(
      ibkrFlexXml,
      flex(day('20251230', 4), day('20251231', 5)),
    );
    expect(holdings.map(({ quantity }) => quantity)).toEqual(['5']);
    expect(skipped.map(({ code }) => code)).toEqual(['older_snapshot']);
    expect(asOf).toBe('2025-12-31');
  });

  test('keeps the statements of several accounts apart', async () => {
    const statement = (account: string): string =>
      `<FlexStatement accountId="${account}"><OpenPositions><OpenPosition symbol="A" position="5"/></OpenPositions></FlexStatement>`;
    const { accounts, holdings } = await statementOf(
      ibkrFlexXml,
      `<FlexQueryResponse><FlexStatements>${statement('U1')}${statement('U2')}</FlexStatements></FlexQueryResponse>`,
    );
    expect(accounts.map(({ key }) => key)).toEqual(['U1', 'U2']);
    expect(holdings.map(({ account, lot: isLot }) => [account, isLot])).toEqual([
      ['U1', false],
      ['U2', false],
    ]);
  });

  test('puts lots that stand below all summaries under their own', async () => {
    const summary = (symbol: string): string =>
      `symbol="${symbol}" assetCategory="STK" position="5" levelOfDetail="SUMMARY"`;
    const stray = lot.replace('"A"', '"C"');
    const { holdings } = await statementOf(ibkrFlexXml, flex(summary('A'), summary('B'), lot, stray));
    expect(holdings.map((holding) => [holding.symbol, holding.lot])).toEqual([
      ['A', false],
      ['A', true],
      ['B', false],
      ['C', false],
    ]);
  });

  test('leaves futures, contracts for difference and contracts of another size, each with its reason', async () => {
    const { holdings, skipped } = await statementOf(
      ibkrFlexXml,
      flex(
        'symbol="ESH7" assetCategory="FUT" position="1" multiplier="50"',
        'symbol="AAPL" assetCategory="CFD" position="1"',
        'symbol="AAPL1 270115C00100000" assetCategory="OPT" position="1" multiplier="10"',
      ),
    );
    expect(holdings).toEqual([]);
    expect(skipped.map(({ code }) => code)).toEqual(['future', 'not_a_holding', 'unusual_multiplier']);
  });

  test('is not sure of a query without open positions', async () => {
    expect(ibkrFlexXml.recognise(await sourceOf(flex()))).toBeLessThan(0.5);
    expect(ibkrFlexXml.recognise(await sourceOf('<html2><body/></html2>'))).toBe(0);
  });
});

describe('Interactive Brokers Flex query, CSV', () => {
  const titles =
    '"ClientAccountID","CurrencyPrimary","AssetClass","Symbol","Description","ReportDate","Quantity","MarkPrice",' +
    '"PositionValue","CostBasisPrice","CostBasisMoney","FifoPnlUnrealized","LevelOfDetail"';
  const apple =
    '"U123","USD","STK","AAPL","APPLE INC","20260224","10","270.5","2705","268","2680","25","SUMMARY"';
  const future =
    '"U123","USD","FUT","ESH7","E-MINI","20260224","1","5100","255000","5000","250000","5000","SUMMARY"';

  test('reads a bare table', async () => {
    const statement = await statementOf(ibkrFlexCsv, linesOf(titles, apple, future));
    expect(cellsOf(statement, 'account', 'symbol', 'quantity', 'costTotal')).toEqual([
      ['U123', 'AAPL', '10', '2680'],
    ]);
    expect(statement.asOf).toBe('2026-02-24');
    expect(statement.skipped).toEqual([expect.objectContaining({ line: 3, code: 'future' })]);
  });

  test('reads the table between the codes of a section, and no other section', async () => {
    const statement = await statementOf(
      ibkrFlexCsv,
      linesOf(
        '"BOF","U123","ACTIVITY","20260224","20260101","20260224"',
        '"BOS","POST","Open Positions"',
        titles,
        apple,
        '"EOS","POST","1"',
        '"BOS","TRNT","Trades"',
        '"ClientAccountID","Symbol","Quantity"',
        '"U123","MSFT","5"',
        '"EOF","U123"',
      ),
    );
    expect(cellsOf(statement, 'symbol')).toEqual([['AAPL']]);
  });

  test('reads records that start with their codes', async () => {
    const statement = await statementOf(
      ibkrFlexCsv,
      linesOf(
        'BOF,U123,ACTIVITY,20260224',
        `"HEADER","POST",${titles}`,
        `"DATA","POST",${apple}`,
        '"HEADER","TRNT","ClientAccountID","Symbol"',
        '"DATA","TRNT","U123","MSFT"',
      ),
    );
    expect(cellsOf(statement, 'account', 'symbol', 'quantity')).toEqual([['U123', 'AAPL', '10']]);
  });
});
