import { createReadStream, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parsePositionsCsv } from '../../../adapters/csv/parse-positions-csv.ts';
import { errorsIn, read } from './read.ts';

const folder = path.resolve(process.cwd(), '../shared/data/brokers/sigmasight');
const parseFile = (name: string) =>
  parsePositionsCsv(createReadStream(path.join(folder, name)), { today: '2026-11-21', fileName: name });

/** Positions of each file that has no error, and how many of them are short, options and expired options. */
const GOOD: Readonly<
  Record<string, readonly [positions: number, short: number, options: number, warnings: number]>
> = {
  'Contrarian-Value-Trader.csv': [31, 12, 8, 8],
  'Diversified-Growth-Investor.csv': [52, 0, 0, 0],
  'Tech-Focused-Professional.csv': [17, 0, 0, 0],
  'Test-Schwab-Robo-Advisor-TRANSFORMED.csv': [25, 0, 0, 0],
  'Universe_Test_Alpha.csv': [20, 0, 0, 0],
  'Universe_Test_Beta.csv': [20, 0, 0, 0],
  'balanced_retirement_portfolio.csv': [10, 0, 0, 0],
  'small_test_portfolio.csv': [3, 0, 0, 0],
  'tech_growth_portfolio.csv': [8, 0, 0, 0],
};

/** `row code` of each error of the others, or the code of what is wrong with the whole file. */
const BAD: Readonly<Record<string, readonly string[]>> = {
  'Conservative-Retiree-Portfolio.csv': [
    '8 ERR_POS_017',
    '10 ERR_POS_003',
    '12 ERR_POS_005',
    '14 ERR_POS_006',
    '16 ERR_POS_009',
    '18 ERR_POS_010',
    '20 ERR_POS_011',
    '22 ERR_POS_013',
    '24 ERR_POS_014',
    '28 ERR_POS_023',
    '32 ERR_POS_016',
    '36 ERR_POS_007',
  ],
  // Its closed position is one comma short, so that the exit price would land in Exit Date.
  'Sample_Template.csv': ['43 ERR_CSV_006'],
  'entry_price_corrections_plan.csv': ['1 ERR_CSV_004'],
  'target_prices_import.csv': ['1 ERR_CSV_004'],
};

describe('the files of real users', () => {
  it('are all looked at here', () => {
    expect(readdirSync(folder).toSorted()).toEqual([...Object.keys(GOOD), ...Object.keys(BAD)].toSorted());
  });

  it.each(Object.entries(GOOD))('imports %s', async (name, [count, short, options, warnings]) => {
    const parsed = await parseFile(name);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
    const { positions } = parsed.value;
    expect(positions).toHaveLength(count);
    expect(positions.filter(({ quantity }) => quantity.startsWith('-'))).toHaveLength(short);
    expect(positions.filter(({ investmentClass }) => investmentClass === 'OPTIONS')).toHaveLength(options);
    expect(parsed.value.warnings.map(({ code }) => code)).toEqual(Array(warnings).fill('expired_option'));
  });

  it.each(Object.entries(BAD))('finds exactly what is wrong with %s', async (name, expected) => {
    const file = await readFile(path.join(folder, name));
    expect(await errorsIn(file)).toEqual(expected);
  });

  it('finds the error of a date that was the future when the file was made', async () => {
    const file = await readFile(path.join(folder, 'Conservative-Retiree-Portfolio.csv'));
    expect(await errorsIn(file, { today: '2027-01-01' })).not.toContain('24 ERR_POS_014');
  });

  it('imports the old template once its missing comma is added', async () => {
    const file = await readFile(path.join(folder, 'Sample_Template.csv'), 'utf8');
    const parsed = await read(file.replace(',STOCK,,,,2024-01-15,215.00', ',STOCK,,,,,2024-01-15,215.00'));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
    expect(
      parsed.value.positions.map(({ symbol, investmentClass }) => `${symbol} ${investmentClass}`),
    ).toEqual([
      'AAPL PUBLIC',
      'SPY PUBLIC',
      'SHOP PUBLIC',
      'SPY240315C00450000 OPTIONS',
      'AAPL240315P00160000 OPTIONS',
      'DIA240816C00395000 OPTIONS',
      'TSLA240816P00250000 OPTIONS',
      'SPAXX PUBLIC',
      'TSLA PUBLIC',
      'MSFT PUBLIC',
      'NVDA PUBLIC',
      'CORP_BOND_2025 PUBLIC',
      'VFIAX PUBLIC',
      'PRIVATE_FUND_A PRIVATE',
    ]);
    expect(parsed.value.positions[8]).toMatchObject({ exit: { date: '2024-01-15', price: '215' } });
  });

  it('gives the blank-symbol options of a real portfolio their OCC symbols', async () => {
    const parsed = await parseFile('Contrarian-Value-Trader.csv');
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
    expect(parsed.value.positions.slice(-2)).toMatchObject([
      { symbol: 'NVDA251018P00120000', quantity: '-85', contract: { underlying: 'NVDA', strike: '120' } },
      {
        symbol: 'GOOGL250816P00165000',
        quantity: '-95',
        contract: { right: 'PUT', expiration: '2025-08-16' },
      },
    ]);
  });
});

describe('the exports of brokers', () => {
  const brokers = path.resolve(folder, '../positions');
  it.each(readdirSync(brokers).filter((name) => name.endsWith('.csv')))(
    'answers %s with a clear refusal of its header or shape, until it has a format of its own',
    async (name) => {
      const parsed = await read(await readFile(path.join(brokers, name)));
      expect(parsed).toMatchObject({
        ok: false,
        error: { code: expect.stringMatching(/^ERR_CSV_00[456]$/) },
      });
    },
  );
});
