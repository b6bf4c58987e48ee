import { notesIn, positionsIn, questionsIn, readingOf } from './reading-of.ts';
import { positionsFile } from './statement-of.ts';

describe('positions of Fidelity', () => {
  it.each([
    [
      'fidelity_2026_pending_activity.csv',
      [
        'MU 6.104 64.107143',
        'SMCI 10.583 47.244638',
        'PLTR 2.79 163.695341',
        'VTI 0.657 273.896499',
        'SPAXX 3.33 1',
      ],
    ],
    ['fidelity_2026_options.csv', ['TEST260620P00010000 -2 1.25', 'AAPL 100 145']],
    ['fidelity_2026_trailing_comma.csv', ['SPAXX 500 1', 'FFF 10 40', 'GGG 5 110']],
    ['fidelity_two_accounts.csv', ['AAPL 10 130', 'MSFT 5 240', 'SPAXX 2000 1', 'VOO 3 300']],
    ['fidelity_2025_statement.csv', ['VT 200.8724 140.864549', 'QPIFQ 0.61 1', 'QPIQQ 0.1 1']],
  ])('in %s are what is printed', async (name, expected) => {
    expect(positionsIn(await readingOf(positionsFile(name)))).toEqual(expected);
  });

  it('come without what is pending and without the numbers of accounts', async () => {
    const reading = await readingOf(positionsFile('fidelity_2026_pending_activity.csv'));
    expect(reading.asOf).toBe('2026-07-06');
    expect(notesIn(reading)).toContain('6 skipped pending_activity');
    expect(reading.accounts).toMatchObject([{ key: '...5678', name: 'Individual ...5678' }]);
    expect(JSON.stringify(reading)).not.toContain('12345678');
  });

  it('ask which of several accounts become which portfolio', async () => {
    const reading = await readingOf(positionsFile('fidelity_two_accounts.csv'));
    expect(reading.questions).toMatchObject([
      { id: 'entry_date', rows: 4 },
      {
        id: 'accounts',
        accounts: [
          { key: '...1111', name: 'Test Brokerage ...1111', positions: 3 },
          { key: '...2222', name: 'Test IRA ...2222', positions: 1 },
        ],
      },
    ]);
  });

  it('of a statement add up to the subtotals of its sections', async () => {
    const reading = await readingOf(positionsFile('fidelity_2025_statement.csv'), {
      entryDate: '2025-01-02',
    });
    expect(reading.accounts[0]?.totals.slice(0, 2)).toEqual([
      { name: 'market_value', stated: '28335.77', read: '28335.77' },
      { name: 'cost_basis', stated: '28295.8', read: '28295.8' },
    ]);
    expect(questionsIn(reading)).toEqual([]);
    expect(reading.accounts[0]?.positions[1]).toMatchObject({ subtype: 'CASH', entryDate: '2025-01-02' });
  });

  it('may be in the older layout, or without optional columns', async () => {
    const older = [
      'Account Name/Number,Symbol,Description,Quantity,Last Price,Last Price Change,Current Value,Cost Basis Per Share,Cost Basis',
      'Z98765432,-AAPL270115P150,AAPL JAN 15 2027 $150 PUT,3,$4.10,$0.00,"$1,230.00",$3.50,"$1,050.00"',
      'Z98765432,FDRXX**,CASH,"1,234.5",$1.00,$0.00,"$1,234.50",n/a,n/a',
      'Z98765432,Pending Activity,,,,,"-$500.00",,',
      '"Date downloaded 01/24/2023 10:28 AM ET"',
    ].join('\n');
    const reading = await readingOf(older);
    expect(positionsIn(reading)).toEqual(['AAPL270115P00150000 3 3.5', 'FDRXX 1234.5 1']);
    expect(reading.asOf).toBe('2023-01-24');

    const short =
      'Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value\nZ1,Joint,VTI,X,2,10,20\n';
    expect(notesIn(await readingOf(short))).toEqual(['2 assumed cost_missing']);
  });
});
