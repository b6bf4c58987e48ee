import type { PrintedTotal } from '../format.ts';
import { aTotal, noHolding, singleAccount } from '../single-account.ts';
import { tableFormat } from '../table-format.ts';

const BROKER = 'Interactive Investor';

/** Prices are in pounds or in pence (`120.905p`) as it comes; value and book cost are always in pounds and are read. */
export const interactiveInvestorHoldings = tableFormat({
  id: 'interactive-investor-holdings',
  broker: BROKER,
  name: 'Interactive Investor portfolio',
  download: 'Portfolio > Holdings > Download (CSV).',
  titles: {
    symbol: ['symbol'],
    name: ['name'],
    quantity: ['qty', 'quantity'],
    value: ['market value £'],
    cost: ['book cost'],
  },
  needed: ['symbol', 'quantity', 'value'],
  telling: ['symbol', 'qty', 'market value £', 'market value', 'book cost', 'average price'],
  read: async ({ rows }) => {
    const totals: PrintedTotal[] = [];
    const statement = await singleAccount(BROKER, rows, ({ cell }) => {
      const symbol = cell('symbol');
      const quantity = cell('quantity');
      const value = cell('value');
      const cost = cell('cost');
      if (symbol === null && quantity === null && value !== null) {
        totals.push({ account: BROKER, name: 'market_value', value });
        if (cost !== null) totals.push({ account: BROKER, name: 'cost_basis', value: cost });
        return aTotal;
      }
      if (symbol === null || quantity === null) return noHolding;
      return {
        holding: {
          symbol,
          description: cell('name'),
          quantity,
          marketValue: value,
          costTotal: cost,
          currency: 'GBP',
        },
      };
    });
    return { ...statement, totals };
  },
});
