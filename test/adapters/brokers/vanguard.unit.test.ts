import { decimal } from '../../../domain/decimal.ts';
import { notesIn, positionsIn, readFile, readingOf } from './reading-of.ts';
import { positionsFile } from './statement-of.ts';

const FILE = 'vanguard_2024_ofxdownload_two_sections.csv';

describe('the download of Vanguard', () => {
  it('gives the holdings of each account, at the price of their day, which is said', async () => {
    const reading = await readingOf(positionsFile(FILE));
    expect(reading.accounts).toHaveLength(12);
    expect(positionsIn(reading).slice(0, 3)).toEqual([
      'VTSAX 142.11 112.45',
      'AAPL 53 189.22',
      'VFIAX 88.5 421.33',
    ]);
    expect(reading.counts).toEqual({ taken: 0, assumed: 60, skipped: 90 });
    expect(new Set(reading.rows.map(({ code }) => code))).toEqual(new Set(['cost_missing', 'transaction']));
  });

  it('is worth what it prints, not what shares times prices would be', async () => {
    const lines = positionsFile(FILE).toString('utf8').split(/\r?\n/);
    const end = lines.findIndex((line) => line.includes('Trade Date'));
    const printed = lines
      .slice(1, end)
      .map((line) => line.split(',')[5] ?? '')
      .filter((value) => value !== '')
      .reduce((sum, value) => sum.plus(value), decimal(0));
    const { totals } = await readingOf(positionsFile(FILE));
    expect(totals[0]).toMatchObject({ name: 'market_value', stated: null, read: printed.toFixed() });
  });

  it('may come without its transactions, with a settlement fund, or from a retirement plan', async () => {
    const file =
      'Account Number,Investment Name,Symbol,Shares,Share Price,Total Value,\n12345678,Vanguard Federal Money Market,VMFXX,250.75,1.00,250.75,\n';
    const reading = await readingOf(file);
    expect(positionsIn(reading)).toEqual(['VMFXX 250.75 1']);
    expect(notesIn(reading)).toEqual(['2 assumed money_market']);
    const plan =
      'Plan Number,Plan Name,Fund Name,Shares,Price,Total Value\n091234,MY PLAN 401K,Target Retirement 2045 Trust,10.5,100.00,1050.00\n';
    expect(positionsIn(await readingOf(plan))).toEqual(['TARGET_RETIREMENT_2045_TRUST 10.5 100']);
  });

  it('of transactions alone is told apart', async () => {
    const lines = positionsFile(FILE).toString('utf8').split('\n');
    const only = lines.slice(lines.findIndex((line) => line.includes('Trade Date'))).join('\n');
    expect(await readFile(only)).toMatchObject({
      error: { code: 'ERR_CSV_009', details: { kind: 'vanguard-transactions' } },
    });
  });
});
