import fc from 'fast-check';
import { convertStatement } from '../../../adapters/brokers/convert/convert-statement.ts';
import { maskAccount, maskedKeys } from '../../../adapters/brokers/convert/mask-account.ts';
import type { PrintedHolding, Statement } from '../../../adapters/brokers/format.ts';
import { emptyStatement, printedHolding } from '../../../adapters/brokers/printed.ts';
import type { FileReading, ReadingOptions } from '../../../application/imports/reading.ts';
import { decimal } from '../../../domain/decimal.ts';
import { notesIn, positionsIn, questionsIn, TODAY } from './reading-of.ts';

const FORMAT = { id: 'x', broker: 'Broker', name: 'X', confidence: 1 };

const convert = (
  holdings: readonly Partial<PrintedHolding>[],
  options: Partial<ReadingOptions> = {},
  statement: Partial<Statement> = {},
): Promise<FileReading> =>
  convertStatement(
    {
      ...emptyStatement,
      holdings: holdings.map((holding, at) =>
        printedHolding({ line: at + 2, account: 'A', quantity: '', ...holding }),
      ),
      ...statement,
    },
    FORMAT,
    { today: TODAY, onDuplicate: 'refuse', ...options },
  );

const one = async (
  holding: Partial<PrintedHolding>,
  options: Partial<ReadingOptions> = {},
): Promise<string> => {
  const reading = await convert([holding], { entryDate: '2024-01-02', ...options });
  const [error] = reading.errors;
  return `${error === undefined ? positionsIn(reading).join() : error.code} ${reading.rows[0]?.code}`;
};

const AAPL = { symbol: 'AAPL', quantity: '10', price: '200', marketValue: '2000' };

describe('the cost of a holding', () => {
  it.each([
    ['is a total', { ...AAPL, costTotal: '$1,500.00' }, 'AAPL 10 150 taken'],
    ['is per share', { ...AAPL, costPerShare: '150.1234567' }, 'AAPL 10 150.123457 taken'],
    [
      'is a total beside a rounded price',
      { ...AAPL, costTotal: '1500.01', costPerShare: '150' },
      'AAPL 10 150.001 taken',
    ],
    [
      'contradicts itself',
      { ...AAPL, costTotal: '1500', costPerShare: '170' },
      'AAPL 10 150 cost_columns_differ',
    ],
    ['follows from the gain', { ...AAPL, gain: '(500.00)' }, 'AAPL 10 250 cost_from_gain'],
    ['is not printed', AAPL, 'AAPL 10 200 cost_missing'],
    ['is not printed and neither is a price', { ...AAPL, price: null }, 'AAPL 10 200 cost_missing'],
    ['is nowhere', { symbol: 'AAPL', quantity: '10' }, 'ERR_POS_008 has_errors'],
    ['is zero', { ...AAPL, costTotal: '0.00' }, 'AAPL 10 0.000001 cost_zero'],
    ['is below zero', { ...AAPL, costTotal: '-5' }, 'ERR_POS_010 has_errors'],
    ['is of a short position', { ...AAPL, quantity: '-10', costTotal: '-1500' }, 'AAPL -10 150 taken'],
    [
      'is of options',
      { symbol: 'AAPL 09/18/2027 190.00 C', quantity: '-2', costTotal: '-500' },
      'AAPL270918C00190000 -2 2.5 taken',
    ],
    [
      'is of bonds, quoted per hundred',
      { symbol: 'XS1', quantity: '10000', price: '98.5', marketValue: '9850', costPerShare: '97' },
      'XS1 10000 0.97 taken',
    ],
    ['is too large', { ...AAPL, quantity: '0.000001', costTotal: '99999999' }, 'ERR_POS_030 has_errors'],
  ])('that %s', async (_, holding, expected) => {
    expect(await one(holding)).toBe(expected);
  });

  const three = (cost: 'costPerShare' | 'costTotal', of: (quantity: number) => string) =>
    [10, 20, 30].map((quantity) => ({
      symbol: `S${quantity}`,
      quantity: String(quantity),
      price: '100',
      marketValue: String(quantity * 100),
      [cost]: of(quantity),
    }));

  it('is read as a total, and that is said, where per share it would be far from every price', async () => {
    const reading = await convert(three('costPerShare', (quantity) => String(quantity * 90)));
    expect(positionsIn(reading)).toEqual(['S10 10 90', 'S20 20 90', 'S30 30 90']);
    expect(notesIn(reading)[0]).toBe('2 assumed cost_was_total');
  });

  it('is read per share where as a total it would be far from every value', async () => {
    const reading = await convert(three('costTotal', () => '90'));
    expect(positionsIn(reading)).toEqual(['S10 10 90', 'S20 20 90', 'S30 30 90']);
    expect(notesIn(reading)[0]).toBe('2 assumed cost_was_per_share');
  });

  it('stays what its title says for one position that rose tenfold', async () => {
    expect(positionsIn(await convert([{ ...AAPL, costTotal: '200' }]))).toEqual(['AAPL 10 20']);
  });

  it('comes back to the cent for any quantity up to ten thousand', async () => {
    const cents = fc.integer({ min: 1, max: 100_000_000 });
    const quantities = fc.integer({ min: 1, max: 10_000_000 });
    await fc.assert(
      fc.asyncProperty(cents, quantities, async (cost, thousandths) => {
        const quantity = decimal(thousandths).div(1000).toFixed();
        const total = decimal(cost).div(100).toFixed();
        const { accounts, totals } = await convert([{ symbol: 'A', quantity, costTotal: total, price: '1' }]);
        const position = accounts[0]?.positions[0];
        const back = decimal(position?.entryPrice ?? '0').times(quantity);
        expect(back.minus(total).abs().lte('0.005')).toBe(true);
        expect(totals[1]?.read).toBe(decimal(total).toFixed());
      }),
      { numRuns: 200 },
    );
  });
});

describe('what a holding is', () => {
  it.each([
    ['cash', { symbol: 'Cash & Cash Investments', marketValue: '$2,000.00' }, 'CASH_USD 1 2000 taken'],
    ['cash of nothing', { symbol: 'CASH', marketValue: '0.00' }, ' zero_cash'],
    ['cash that is owed', { symbol: 'CASH', marketValue: '-20.00' }, ' margin_debt'],
    ['a bank of that name', { ...AAPL, symbol: 'CASH', costTotal: '100' }, 'CASH 10 10 taken'],
    ['a core position', { symbol: 'SPAXX**', quantity: '3.33', price: '$1.00' }, 'SPAXX 3.33 1 taken'],
    ['dollars with stars', { symbol: 'USD***', marketValue: '55.10' }, 'CASH_USD 1 55.1 taken'],
    ['a money-market fund', { symbol: 'VMFXX', quantity: '250', price: '1.00' }, 'VMFXX 250 1 money_market'],
    [
      'a fund without a ticker',
      { kind: 'private' as const, description: 'Bond Fund (2040)', quantity: '3', price: '2' },
      'BOND_FUND_2040 3 2 named_by_description',
    ],
    ['nothing held', { ...AAPL, quantity: '0.000' }, ' zero_quantity'],
    ['no quantity', { ...AAPL, quantity: '--' }, ' no_quantity'],
    ['no number', { ...AAPL, quantity: 'LOTS' }, 'ERR_POS_005 has_errors'],
    ['no name', { ...AAPL, symbol: null }, ' no_symbol'],
    ['an ISIN', { ...AAPL, symbol: 'US0378331005', costTotal: '10' }, 'US0378331005 10 1 isin_for_symbol'],
    [
      'a name with other characters',
      { ...AAPL, symbol: 'AA\u202EPL', costTotal: '10' },
      'ERR_POS_003 has_errors',
    ],
    ['a mini contract', { ...AAPL, symbol: 'AAPL7270918C00190000' }, 'ERR_POS_031 has_errors'],
    [
      'more decimals than are stored',
      { ...AAPL, quantity: '1.23456789', costTotal: '10' },
      'AAPL 1.234568 8.099999 quantity_rounded',
    ],
  ])('%s', async (_, holding, expected) => {
    expect(await one(holding)).toBe(expected);
  });

  it('is said when it is of another currency', async () => {
    const cash = { kind: 'cash' as const, marketValue: '12,5', currency: 'EUR' };
    const reading = await convert([cash], {}, { decimalComma: true });
    expect(positionsIn(reading)).toEqual(['CASH_EUR 1 12.5']);
    expect(notesIn(reading)).toEqual(['2 assumed other_currency']);
    expect(reading.warnings).toMatchObject([{ row: 2, code: 'other_currency' }]);
  });
});

describe('the day of a holding', () => {
  const dated = (entryDate: string | null) => ({ ...AAPL, costTotal: '1500', entryDate });

  it('is asked for once per file, and never invented', async () => {
    const reading = await convert([
      dated(null),
      { ...dated(null), symbol: 'B' },
      { ...dated('2024-01-15'), symbol: 'C' },
    ]);
    expect(reading.questions).toMatchObject([{ id: 'entry_date', rows: 2 }]);
    expect(reading.accounts[0]?.undated).toEqual([0, 1]);
    const answered = await convert([dated(null)], { entryDate: '2023-05-05' });
    expect(questionsIn(answered)).toEqual([]);
    expect(answered.accounts[0]?.positions[0]?.entryDate).toBe('2023-05-05');
  });

  it('with two readings is an error that shows both, and a question', async () => {
    const reading = await convert([dated('01/02/2024')]);
    expect(reading.errors).toMatchObject([{ row: 2, code: 'ERR_POS_032', value: '01/02/2024' }]);
    expect(reading.errors[0]?.message).toMatch(/2024-01-02.*2024-02-01/);
    expect(reading.questions).toMatchObject([{ id: 'date_format', readings: ['2024-01-02', '2024-02-01'] }]);
    const answered = await convert([dated('01/02/2024')], { dateFormat: 'dmy' });
    expect(answered.accounts[0]?.positions[0]?.entryDate).toBe('2024-02-01');
  });

  it('is read as another row of the file shows it', async () => {
    const reading = await convert([dated('01/02/2024'), { ...dated('15/01/2024'), symbol: 'B' }]);
    expect(reading.accounts[0]?.positions.map(({ entryDate }) => entryDate)).toEqual([
      '2024-02-01',
      '2024-01-15',
    ]);
  });

  it.each([
    ['2027-01-01', 'ERR_POS_014'],
    ['1901-01-01', 'ERR_POS_015'],
    ['2024-02-30', 'ERR_POS_013'],
  ])('%s is refused with %s', async (day, code) => {
    expect((await convert([dated(day)])).errors).toMatchObject([{ row: 2, code }]);
  });

  it('is not after the expiry of an option', async () => {
    const option = { symbol: 'AAPL 09/18/2020 190.00 C', quantity: '1', costTotal: '100' };
    expect(await one(option, { entryDate: '2024-01-02' })).toBe('ERR_POS_029 has_errors');
    const undated = await convert([option]);
    expect(undated.warnings).toMatchObject([{ code: 'expired_option' }]);
  });
});

describe('lots and rows that repeat', () => {
  const holding = { symbol: 'AAPL', quantity: '30', costPerShare: '20' };
  const lot = (quantity: string, costPerShare: string, entryDate: string) => ({
    symbol: 'AAPL',
    quantity,
    costPerShare,
    entryDate,
    lot: true,
  });
  const lots = [holding, lot('10', '10', '2020-01-02'), lot('20', '25', '2021-01-04')];

  it('are asked about, kept or merged', async () => {
    expect(questionsIn(await convert(lots))).toEqual(['lots']);
    expect(positionsIn(await convert(lots, { lots: 'keep' }))).toEqual(['AAPL 10 10', 'AAPL 20 25']);
    const merged = await convert(lots, { lots: 'merge' });
    expect(positionsIn(merged)).toEqual(['AAPL 30 20']);
    expect(merged.accounts[0]?.positions[0]?.entryDate).toBe('2020-01-02');
    expect(notesIn(merged)).toEqual(['2 skipped has_lots', '3 taken taken', '4 assumed merged']);
  });

  it('are taken as one whole where they do not add up', async () => {
    const reading = await convert([holding, lot('10', '10', '2020-01-02')]);
    expect(positionsIn(reading)).toEqual(['AAPL 30 20']);
    expect(notesIn(reading)).toEqual(['2 assumed lots_incomplete', '3 skipped lots_incomplete']);
  });

  it('of equal lots on one day are no duplicates', async () => {
    const equal = [
      { ...holding, quantity: '20' },
      lot('10', '10', '2020-01-02'),
      lot('10', '10', '2020-01-02'),
    ];
    expect((await convert(equal, { lots: 'keep' })).totalErrors).toBe(0);
  });

  it('are refused, merged or kept when they are no lots', async () => {
    const twice = [
      { ...AAPL, costTotal: '1000', entryDate: '2024-01-02' },
      { ...AAPL, costTotal: '2000', entryDate: '2024-01-02' },
    ];
    expect((await convert(twice)).errors).toMatchObject([{ row: 3, code: 'ERR_POS_023' }]);
    expect(positionsIn(await convert(twice, { onDuplicate: 'merge' }))).toEqual(['AAPL 20 150']);
    expect(positionsIn(await convert(twice, { onDuplicate: 'keep' }))).toEqual([
      'AAPL 10 100',
      'AAPL 10 200',
    ]);
  });

  it('of cash are one balance', async () => {
    const cash = { kind: 'cash' as const, marketValue: '100.50' };
    expect(positionsIn(await convert([cash, cash]))).toEqual(['CASH_USD 1 201']);
  });
});

describe('numbers of accounts', () => {
  it.each([
    ['X12345678', '...5678'],
    ['Individual X12345678', 'Individual ...5678'],
    ['1234-5678', '...5678'],
    ['Brokerage XXXX-1234', 'Brokerage XXXX-1234'],
    ['Roth IRA ...77', 'Roth IRA ...77'],
    ['Trust 2024', 'Trust 2024'],
  ])('%s is shown as %s', (text, shown) => {
    expect(maskAccount(text)).toBe(shown);
  });

  it('that end alike keep keys of their own', () => {
    expect([...maskedKeys(['11115678', '22225678', '11115678']).values()]).toEqual([
      '...5678',
      '...5678 (2)',
    ]);
  });
});
