import { notesIn, positionsIn, questionsIn, readFile, readingOf } from './reading-of.ts';
import { positionsFile } from './statement-of.ts';

const totalsOf = async (name: string) =>
  (await readingOf(positionsFile(name))).accounts.map(({ totals }) => totals);

describe('positions of Schwab', () => {
  it('of 2025 have the costs that are printed as totals, and add up to the totals of the file', async () => {
    const reading = await readingOf(positionsFile('schwab_2025_robo_advisor.csv'));
    expect(positionsIn(reading)).toEqual(expect.arrayContaining(['CMF 54 55.26537', 'VOO 20 231.7585']));
    expect(positionsIn(reading)).toHaveLength(25);
    expect(positionsIn(reading).at(-1)).toBe('CASH_USD 1 16267.62');
    expect(reading.accounts[0]).toMatchObject({
      name: 'Living Trust ...000',
      totals: [
        { name: 'market_value', stated: '160529.26', read: '160529.26' },
        { name: 'cost_basis', stated: '97236.01', read: '97236.01' },
        { name: 'cash', stated: null, read: '16267.62' },
      ],
    });
    expect(reading.asOf).toBe('2025-11-16');
    expect(reading.counts).toEqual({ taken: 25, assumed: 0, skipped: 1 });
    expect(reading.questions).toMatchObject([{ id: 'entry_date', rows: 25 }]);
  });

  it('of 2020 come account by account, with an option and an account that is empty', async () => {
    const reading = await readingOf(positionsFile('schwab_2020_all_accounts.csv'));
    expect(reading.accounts.map(({ name, positions }) => [name, positions.length])).toEqual([
      ['Brokerage XXXX-1234', 0],
      ['Intelligent XXXX-4321', 4],
    ]);
    expect(positionsIn(reading)).toEqual([
      'FNDA 100 30',
      'SCHA 100 70',
      'SMAL200401P00032000 1 12.53',
      'CASH_USD 1 2000',
    ]);
    expect(notesIn(reading)).toEqual([
      '5 skipped zero_cash',
      '6 skipped total_row',
      '11 taken taken',
      '12 taken taken',
      '13 taken taken',
      '14 taken taken',
      '15 skipped total_row',
    ]);
    // One account has positions: there is nothing to choose.
    expect(questionsIn(reading)).toEqual(['entry_date']);
  });

  it.each([
    ['schwab_2020_single_0825.csv', ['FNDA 1 34.89', 'SCHA 10 71.35', 'CASH_USD 1 10']],
    ['schwab_2020_single_0925.csv', ['FNDA 1 34.89', 'SCHA 30 72.156667', 'CASH_USD 1 10']],
    ['schwab_2020_single_1130.csv', ['SCHA 110 68.181818', 'CASH_USD 1 2953.34']],
    ['schwab_2025_minimal.csv', ['AAPL 10 150', 'CASH_USD 1 500']],
    [
      'schwab_2026_all_accounts.csv',
      ['AAA 10 100', 'BBB 5 400', 'CASH_USD 1 500', 'CCC 3 1000', 'CASH_USD 1 700'],
    ],
    [
      'schwab_2026_options.csv',
      [
        'AAPL 100 150',
        'AAPL260918C00190000 -2 2.5',
        'AAPL261016P00170000 3 3.5',
        'SPY260912P00560000 -1 2.2',
        'CASH_USD 1 4120.33',
      ],
    ],
  ])('in %s are what is printed', async (name, expected) => {
    expect(positionsIn(await readingOf(positionsFile(name)))).toEqual(expected);
  });

  it('say when their totals are not the sums of their rows', async () => {
    expect(await totalsOf('schwab_2020_single_1130.csv')).toMatchObject([
      [{ stated: '12711.44', read: '12711.44' }, { stated: '7500', read: '7500' }, {}],
    ]);
    const { warnings } = await readingOf(positionsFile('schwab_2020_single_0825.csv'));
    expect(warnings).toMatchObject([{ code: 'totals_differ', message: expect.stringContaining('748.39') }]);
  });

  it('may have columns in another order, fewer of them, and other names of accounts', async () => {
    const file = [
      '"Positions for account Rollover IRA ...77 as of 9:00 AM ET, 03/02/2027"',
      '"Security Type","Cost Basis","Symbol","Qty (Quantity)","Mkt Val (Market Value)"',
      '"Equity","$1,500.00","BRK/B","3","$1,600.00"',
      '"Cash and Money Market","N/A","SWVXX","1,000.5","$1,000.50"',
      '"Fixed Income","$9,850.00","912828ZX1","10,000","$9,900.00"',
      '"--","--","Cash & Cash Investments","--","-$20.00"',
      '"--","$11,350.00","Positions Total","--","$12,480.50"',
    ].join('\r\n');
    const reading = await readingOf(file, { today: '2027-03-03' });
    expect(positionsIn(reading)).toEqual(['BRK-B 3 500', 'SWVXX 1000.5 1', '912828ZX1 10000 0.985']);
    expect(reading.accounts[0]?.positions[1]).toMatchObject({ investmentClass: 'PUBLIC', subtype: 'CASH' });
    expect(notesIn(reading)).toEqual([
      '3 taken taken',
      '4 taken taken',
      '5 assumed cusip_for_symbol',
      '6 skipped margin_debt',
      '7 skipped total_row',
    ]);
    // Money lent is in the total though it is no position.
    expect(reading.accounts[0]?.totals[0]).toEqual({
      name: 'market_value',
      stated: '12480.5',
      read: '12480.5',
    });
  });

  it('are told from the lots of one holding', async () => {
    expect(await readFile(positionsFile('schwab_lots_SCHA_2020-09-25.csv'))).toMatchObject({
      ok: false,
      error: { code: 'ERR_CSV_009', details: { kind: 'schwab-lot-details' } },
    });
  });
});
