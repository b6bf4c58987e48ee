import { readdirSync } from 'node:fs';
import { readPositionsFile } from '../../../adapters/brokers/read-positions-file.ts';
import type { FileReading } from '../../../application/imports/reading.ts';
import type { Refusal } from '../../../domain/errors/refusal.ts';
import type { Result } from '../../../domain/result.ts';
import { positionsFile } from './statement-of.ts';

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

const read = (name: string): Promise<Result<FileReading, Refusal>> =>
  readPositionsFile(once(positionsFile(name)), {
    today: '2026-11-20',
    onDuplicate: 'keep',
    lots: 'keep',
    entryDate: '2000-01-03',
  });

/** The format, its day, how many positions each account has, and the market value that the file states, if any. */
type Expected = readonly [
  format: string,
  asOf: string | null,
  positions: readonly number[],
  stated: string | null,
];

const FILES: Readonly<Record<string, Expected>> = {
  'aegon_holdings.csv': ['aegon-holdings', null, [3, 1], null],
  'degiro_fr_portfolio.csv': ['degiro-portfolio', null, [22], null],
  'etrade_2019_lots_option.csv': ['etrade-portfolio-download', '2019-01-18', [59], '189942.91'],
  'etrade_2026_standard_view.csv': ['etrade-portfolio-download', '2026-01-01', [3], '2500'],
  'etrade_custom_view_2.csv': ['etrade-portfolio-download', '2019-08-21', [61], '301193.36'],
  'etrade_custom_view_3.csv': ['etrade-portfolio-download', '2020-01-24', [69], '315974.9'],
  'fidelity_2025_statement.csv': ['fidelity-statement', null, [3], '28335.77'],
  'fidelity_2026_options.csv': ['fidelity-positions', null, [2], null],
  'fidelity_2026_pending_activity.csv': ['fidelity-positions', '2026-07-06', [5], null],
  'fidelity_2026_trailing_comma.csv': ['fidelity-positions', null, [3], null],
  'fidelity_two_accounts.csv': ['fidelity-positions', null, [3, 1], null],
  'ibkr_activity_mtm.csv': ['ibkr-activity-statement', null, [2], null],
  'ibkr_flex_options_future_2025.xml': ['ibkr-flex-xml', '2025-12-31', [10], null],
  'ibkr_flex_short_options_2025.xml': ['ibkr-flex-xml', '2025-12-31', [4], null],
  'merrill_2026_holdings.csv': ['merrill-holdings', '2026-02-09', [5, 1], null],
  'ms401k_2025.csv': ['plan-401k', '2025-11-13', [1], null],
  'schwab_2020_all_accounts.csv': ['schwab-positions-2020', '2020-11-15', [0, 4], '13727'],
  'schwab_2020_single_0825.csv': ['schwab-positions-2020', '2020-08-25', [3], '757.79'],
  'schwab_2020_single_0925.csv': ['schwab-positions-2020', '2020-09-25', [3], '757.79'],
  'schwab_2020_single_1130.csv': ['schwab-positions-2020', '2020-12-21', [2], '12711.44'],
  'schwab_2025_minimal.csv': ['schwab-positions-2025', null, [2], '2500'],
  'schwab_2025_robo_advisor.csv': ['schwab-positions-2025', '2025-11-16', [25], '160529.26'],
  'schwab_2026_all_accounts.csv': ['schwab-positions-2026', '2026-01-01', [3, 2], null],
  'schwab_2026_options.csv': ['schwab-positions-2026', '2026-09-08', [5], null],
  'vanguard_2024_ofxdownload_two_sections.csv': [
    'vanguard-ofxdownload',
    null,
    [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5],
    null,
  ],
  'wealthfolio_sample_holdings.csv': ['wealthfolio-holdings', '2024-06-30', [6], null],
};

/** What is no file of positions, by the words in which that is said. */
const OTHERS: Readonly<Record<string, RegExp>> = {
  'schwab_lots_SCHA_2020-09-25.csv': /lot details/,
};

/** Files whose own totals are not the sums of their rows. */
const WRONG_TOTALS = new Set([
  'schwab_2020_all_accounts.csv',
  'schwab_2020_single_0825.csv',
  'schwab_2020_single_0925.csv',
]);

describe('every file of positions that is at hand', () => {
  test('is expected here', () => {
    const names = readdirSync('../shared/data/brokers/positions');
    expect([...Object.keys(FILES), ...Object.keys(OTHERS)].toSorted()).toEqual(names.toSorted());
  });

  test.each(Object.entries(FILES))('%s is read whole', async (name, [format, asOf, positions, stated]) => {
    const result = await read(name);
    if (!result.ok) throw new Error(result.error.message);
    const reading = result.value;
    expect(reading.format.id).toBe(format);
    expect(reading.asOf).toBe(asOf);
    expect(reading.errors).toEqual([]);
    expect(reading.accounts.map((account) => account.positions.length)).toEqual(positions);

    const value = reading.totals.find((total) => total.name === 'market_value');
    expect(value?.stated ?? null).toBe(stated);
    const differs = reading.warnings.some(({ code }) => code === 'totals_differ');
    expect(differs).toBe(WRONG_TOTALS.has(name));
    if (stated !== null && !differs) expect(value?.read).toBe(stated);
  });

  test.each(Object.entries(OTHERS))('%s is named for what it is', async (name, what) => {
    const result = await read(name);
    expect(result).toEqual({
      ok: false,
      error: expect.objectContaining({ code: 'ERR_CSV_009', message: expect.stringMatching(what) }),
    });
  });
});
