import { type PortfolioStory, tell } from '../../../application/history/sentences.ts';
import type { Position } from '../../../domain/portfolio/position.ts';

const portfolioId = 'p';
const aapl: Position = {
  positionId: 'a',
  symbol: 'AAPL',
  quantity: '100',
  entryPrice: '158.00',
  entryDate: '2024-01-16',
  exit: null,
  investmentClass: 'PUBLIC',
  subtype: 'STOCK',
};
const lot = (change: Partial<typeof aapl> = {}) => ({
  position: { ...aapl, ...change } as Position,
  statedOn: '2024-06-28',
  importId: null,
  changedBy: null,
});
const auto = { portfolioId, autoCalculate: true };

const CASES: readonly (readonly [PortfolioStory, string])[] = [
  [{ type: 'PositionOpened', data: { ...auto, lot: lot() } }, 'entered 100 AAPL at 158.00'],
  [
    {
      type: 'PositionAdjusted',
      data: { ...auto, before: lot(), after: lot({ quantity: '80', entryPrice: '160.00' }) },
    },
    'changed AAPL: quantity from 100 to 80, entry price from 158.00 to 160.00',
  ],
  [
    {
      type: 'PositionClosed',
      data: {
        ...auto,
        before: lot(),
        closed: lot({ quantity: '40', exit: { date: '2024-06-27', price: '200.00' } }),
        remainder: lot({ quantity: '60' }),
      },
    },
    'closed 40 AAPL at 200.00 on 2024-06-27; 60 remain',
  ],
  [
    { type: 'PositionRemoved', data: { ...auto, removed: lot(), reason: 'entered twice' } },
    'removed 100 AAPL at 158.00: entered twice',
  ],
  [
    {
      type: 'PositionsReconciled',
      data: {
        ...auto,
        importId: 'i',
        fileSha256: 'ab',
        importedOn: '2024-06-28',
        asOf: '2024-06-28',
        opened: [lot()],
        changed: [],
        closed: [],
        splits: [{ symbol: 'NVDA', newShares: 10, oldShares: 1 }],
      },
    },
    'imported a newer file of the account: 1 opened, 0 changed, 0 closed, 1 split applied',
  ],
  [
    {
      type: 'PortfolioRenamed',
      data: {
        portfolioId,
        before: { portfolioName: 'Old', accountName: 'A' },
        after: { portfolioName: 'New', accountName: 'B' },
      },
    },
    'renamed it from “Old” (A) to “New” (B)',
  ],
  [
    {
      type: 'EquityStated',
      data: { portfolioId, equity: '1000.00', asOf: '2024-06-27', reason: 'a typing error' },
    },
    'stated the equity anew: 1000.00 at the close of 2024-06-27: a typing error',
  ],
  [{ type: 'PortfolioArchived', data: { portfolioId, userId: 'u' } }, 'archived the portfolio'],
  [{ type: 'PortfolioRevived', data: { portfolioId, userId: 'u' } }, 'brought the portfolio back'],
];

describe('a sentence', () => {
  it.each(CASES.map(([event, sentence]) => [event.type, sentence, event] as const))(
    'of %s says “%s”',
    (_, sentence, event) => {
      expect(tell(event).predicate).toBe(sentence);
    },
  );
});
