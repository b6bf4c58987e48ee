import { notesIn, positionsIn, questionsIn, readFile, readingOf } from './reading-of.ts';

const GERMAN =
  'Ticker;Menge;Kaufkurs;Marktwert;Kaufdatum\nAAPL;10;150,25;2.000,00;15.01.2024\nMSFT;5,5;300,10;1.800,00;16.02.2023\nGesamt;;;3.800,00;\n';

describe('a layout that nobody has described', () => {
  it('gets a mapping of its columns proposed, with the decimal comma that it shows', async () => {
    const reading = await readingOf(GERMAN);
    expect(reading).toMatchObject({
      format: { id: 'mapped', broker: null },
      questions: [{ id: 'mapping' }],
      columns: ['Ticker', 'Menge', 'Kaufkurs', 'Marktwert', 'Kaufdatum'],
      proposedMapping: {
        columns: {
          symbol: 'Ticker',
          quantity: 'Menge',
          cost_per_share: 'Kaufkurs',
          market_value: 'Marktwert',
          entry_date: 'Kaufdatum',
        },
        decimalComma: true,
      },
    });
    expect(positionsIn(reading)).toEqual(['AAPL 10 150.25', 'MSFT 5.5 300.1']);
    expect(reading.totals[0]).toEqual({ name: 'market_value', stated: '3800', read: '3800' });
    expect(notesIn(reading)).toEqual(['2 taken taken', '3 taken taken', '4 skipped total_row']);
  });

  it('is read without a question by the mapping that was proposed and sent back', async () => {
    const proposed = await readingOf(GERMAN);
    const reading = await readingOf(GERMAN, { mapping: proposed.proposedMapping ?? { columns: {} } });
    expect(questionsIn(reading)).toEqual([]);
    expect(reading.format.confidence).toBe(1);
    expect(reading.accounts).toEqual(proposed.accounts);
  });

  it('is read by a mapping that the person has corrected', async () => {
    const file = 'My list\n\nthing,how many,paid,when\nAAPL,10,1500,01/02/2024\nMSFT,5,1200,03/04/2024\n';
    expect(await readFile(file)).toMatchObject({ ok: false, error: { code: 'ERR_CSV_005' } });
    const columns = { symbol: 'Thing', quantity: 'How Many', cost_total: 'paid', entry_date: 'when' };
    const asked = await readingOf(file, { mapping: { columns } });
    expect(asked.questions).toMatchObject([{ id: 'date_format', value: '01/02/2024' }]);
    const reading = await readingOf(file, { mapping: { columns, dateFormat: 'dmy' } });
    expect(positionsIn(reading)).toEqual(['AAPL 10 150', 'MSFT 5 240']);
    expect(reading.accounts[0]?.positions.map(({ entryDate }) => entryDate)).toEqual([
      '2024-02-01',
      '2024-04-03',
    ]);
  });

  it.each([
    ['that the file does not have', { symbol: 'Ticker', quantity: 'Nope' }, ['Ticker', 'Nope']],
    ['too few to say how much of what', { quantity: 'Menge' }, ['symbol']],
    ['none', {}, ['symbol', 'quantity']],
  ])('is refused with a mapping of columns %s', async (_, columns, missing) => {
    expect(await readFile(GERMAN, { mapping: { columns } })).toMatchObject({
      error: { code: 'ERR_CSV_004', details: { missing } },
    });
  });

  it('has its costs proposed as what the market values show them to be', async () => {
    const file = 'Symbol,Shares,Cost,Value\nAAPL,10,150,2000\nMSFT,5.5,310,1800\nVOO,20,400,9000\n';
    const reading = await readingOf(file);
    expect(reading.proposedMapping?.columns).toMatchObject({ cost_per_share: 'Cost' });
    expect(positionsIn(reading)).toEqual(['AAPL 10 150', 'MSFT 5.5 310', 'VOO 20 400']);
  });

  it.each([
    [
      'French',
      'Libellé;ISIN;Quantité;PRU;Cours;Devise\nTotal SE;FR0000120271;10;45,5;60,1;EUR\n',
      'FR0000120271 10 45.5',
    ],
    ['Spanish', 'Símbolo,Cantidad,Precio de compra\nSAN,100,3.5\n', 'SAN 100 3.5'],
    ['Italian', 'Titolo;Simbolo;Quantità;Prezzo medio\nEni;ENI;7;13,25\n', 'ENI 7 13.25'],
    ['Dutch', 'Naam;Symbool;Aantal;GAK\nASML;ASML;2;600,5\n', 'ASML 2 600.5'],
    ['Swedish', 'Namn;Kortnamn;Antal;GAV\nVolvo;VOLV-B;3;250,75\n', 'VOLV-B 3 250.75'],
  ])('is understood in %s', async (_, file, position) => {
    expect(positionsIn(await readingOf(file))).toEqual([position]);
  });

  it('is understood where a known title is among the words of one', async () => {
    const file =
      'Ticker / Symbol,Company Name,Shares owned,Purchase Price (USD),Market Value (USD)\nAAPL,Apple,10,$150.00,"$2,000.00"\n';
    expect(positionsIn(await readingOf(file))).toEqual(['AAPL 10 150']);
  });

  it('that is understood in part gets that part proposed, and nothing is read until the rest is said', async () => {
    const file = 'Ticker,Name,Held,Paid\nAAPL,Apple,10,150\n';
    const reading = await readingOf(file);
    expect(reading).toMatchObject({
      accounts: [],
      columns: ['Ticker', 'Name', 'Held', 'Paid'],
      proposedMapping: { columns: { symbol: 'Ticker', description: 'Name' } },
    });
    expect(questionsIn(reading)).toEqual(['mapping']);
    const columns = { symbol: 'Ticker', quantity: 'Held', cost_per_share: 'Paid' };
    expect(positionsIn(await readingOf(file, { mapping: { columns } }))).toEqual(['AAPL 10 150']);
  });

  it('keeps its total beside its rows, and cash that is named by its description', async () => {
    const file =
      'Holdings as of 1/2/2024\n\nSymbol,Description,Quantity,Market Value,Cost Basis\nAAPL,Apple,10,"2,000.00","1,500.00"\n,Cash,,500.00,\n,Total,,"2,500.00","1,500.00"\n';
    const reading = await readingOf(file);
    expect(positionsIn(reading)).toEqual(['AAPL 10 150', 'CASH_USD 1 500']);
    expect(reading.totals).toEqual([
      { name: 'market_value', stated: '2500', read: '2500' },
      { name: 'cost_basis', stated: '1500', read: '1500' },
      { name: 'cash', stated: null, read: '500' },
    ]);
  });

  it('keeps accounts apart by their column, and options and cash by their symbols', async () => {
    const file =
      'Account,Symbol,Qty,Avg Cost\n12345678,AAPL,1,10\n12345678,CASH,250.5,1\n87654321,SPY 01/15/2027 500 P,-1,4.5\n';
    const reading = await readingOf(file);
    expect(positionsIn(reading)).toEqual(['AAPL 1 10', 'CASH_USD 1 250.5', 'SPY270115P00500000 -1 4.5']);
    expect(reading.accounts.map(({ key }) => key)).toEqual(['...5678', '...4321']);
  });

  it('does not pollute anything with the names of its columns', async () => {
    const file = '__proto__,constructor,Symbol,Quantity,Avg Cost\nx,y,AAPL,1,10\n';
    const reading = await readingOf(file);
    expect(positionsIn(reading)).toEqual(['AAPL 1 10']);
    expect(reading.columns).toEqual(['__proto__', 'constructor', 'Symbol', 'Quantity', 'Avg Cost']);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});
