import type { Preview } from '../../application/imports/preview.ts';
import type { AccountReading, FileReading } from '../../application/imports/reading.ts';
import type { UnidentifiedPosition } from '../../domain/portfolio/position.ts';

export const share = (
  symbol: string,
  quantity = '10',
  entryPrice = '100',
  entryDate = '2024-01-16',
): UnidentifiedPosition => ({
  symbol,
  quantity,
  entryPrice,
  entryDate,
  exit: null,
  investmentClass: 'PUBLIC',
  subtype: 'STOCK',
});

export const call = (expiration: string, entryDate = '2024-01-16'): UnidentifiedPosition => ({
  symbol: `SPY${expiration.slice(2).replaceAll('-', '')}C00500000`,
  quantity: '-1',
  entryPrice: '5.25',
  entryDate,
  exit: null,
  investmentClass: 'OPTIONS',
  contract: { underlying: 'SPY', strike: '500', expiration, right: 'CALL' },
});

export const account = (
  key: string,
  positions: readonly UnidentifiedPosition[],
  undated: readonly number[] = [],
): AccountReading => ({
  key,
  name: `Account ${key}`,
  positions,
  lines: positions.map((_, at) => at + 2),
  undated,
  totals: [{ name: 'market_value', stated: '1000.00', read: '1000.00' }],
});

export const reading = (
  accounts: readonly AccountReading[],
  more: Partial<FileReading> = {},
): FileReading => ({
  format: { id: 'schwab-positions-2025', broker: 'Charles Schwab', name: 'Positions', confidence: 1 },
  asOf: '2024-06-27',
  accounts,
  totals: [],
  rows: [{ row: 2, symbol: 'AAPL', outcome: 'taken', code: 'taken', message: 'Taken as it is written.' }],
  counts: {
    taken: accounts.reduce((sum, { positions }) => sum + positions.length, 0),
    assumed: 0,
    skipped: 0,
  },
  warnings: [],
  errors: [],
  totalErrors: 0,
  questions: [],
  proposedMapping: null,
  columns: ['Symbol', 'Quantity'],
  ...more,
});

export const previewOf = (more: Partial<Preview> = {}): Preview => ({
  previewId: '7f9c2b1e-0000-4000-8000-000000000001',
  userId: 'jane',
  createdAt: '2024-06-28T10:00:00.000Z',
  expiresAt: '2024-06-29T10:00:00.000Z',
  fileSha256: 'ab'.repeat(32),
  portfolioId: null,
  onDuplicate: 'refuse',
  answers: {},
  reading: reading([account('1', [share('AAPL')])]),
  ...more,
});
