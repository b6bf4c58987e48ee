import { lastDayIn } from '../as-of.ts';
import { singleAccount } from '../single-account.ts';
import { tableFormat } from '../table-format.ts';

/** Lots that a person has entered, and symbols that are only watched. */
export const yahooPortfolio = tableFormat({
  id: 'yahoo-portfolio',
  broker: 'Yahoo Finance',
  name: 'Yahoo Finance portfolio',
  download: 'My Portfolio > the portfolio > Export (quotes.csv or portfolio.csv).',
  titles: {
    symbol: ['symbol'],
    price: ['current price'],
    date: ['date'],
    traded: ['trade date'],
    cost: ['purchase price'],
    quantity: ['quantity'],
    type: ['transaction type'],
  },
  needed: ['symbol', 'cost', 'quantity'],
  telling: ['current price', 'trade date', 'purchase price', 'commission', 'high limit', 'low limit'],
  read: async ({ rows, sample }) => {
    const statement = await singleAccount('Yahoo Finance', rows, ({ cell }) => {
      const symbol = cell('symbol');
      const quantity = cell('quantity');
      const type = cell('type');
      if (symbol?.startsWith('$$CASH')) {
        return { skip: 'cash_movement', message: 'A movement of cash is no balance; it is left out.' };
      }
      if (type !== null && !/^buy$/i.test(type)) {
        const message = 'A sale is not set off against the lots that were bought: correct their quantities.';
        return { skip: 'sale', message };
      }
      if (symbol === null || quantity === null) {
        return { skip: 'watched_only', message: 'The symbol is watched: the row has no quantity.' };
      }
      return {
        holding: {
          symbol,
          quantity,
          price: cell('price'),
          costPerShare: cell('cost'),
          entryDate: cell('traded'),
        },
      };
    });
    return {
      ...statement,
      asOf: lastDayIn(sample[0]?.cell('date') ?? null),
      dateFormat: 'iso',
    };
  },
});
