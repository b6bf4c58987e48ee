import { noHolding, singleAccount } from '../single-account.ts';
import { tableFormat } from '../table-format.ts';

export const m1Holdings = tableFormat({
  id: 'm1-holdings',
  broker: 'M1',
  name: 'M1 Finance holdings',
  download: 'Invest > Holdings > the download arrow (Holdings-Oct-07-2026.csv).',
  titles: {
    symbol: ['symbol'],
    name: ['name'],
    quantity: ['quantity'],
    average: ['avg. price', 'average price'],
    cost: ['cost basis'],
    gain: ['unrealized gain ($)'],
    value: ['value'],
  },
  needed: ['symbol', 'quantity', 'average'],
  telling: ['symbol', 'name', 'avg. price', 'cost basis', 'unrealized gain ($)', 'unrealized gain (%)'],
  read: ({ rows }) =>
    singleAccount('M1', rows, ({ cell }) => {
      const symbol = cell('symbol');
      const quantity = cell('quantity');
      if (symbol === null || quantity === null) return noHolding;
      const cash = symbol.toUpperCase() === 'CASH';
      return {
        holding: {
          symbol: cash ? null : symbol,
          description: cell('name'),
          quantity: cash ? (cell('value') ?? quantity) : quantity,
          marketValue: cell('value'),
          costPerShare: cash ? null : cell('average'),
          costTotal: cash ? null : cell('cost'),
          gain: cash ? null : cell('gain'),
          currency: 'USD',
          kind: cash ? 'cash' : null,
        },
      };
    }),
});
