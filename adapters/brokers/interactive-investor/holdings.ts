import type { PrintedTotal } from '../format.ts';
import { totalRow } from '../printed.ts';
import { noHolding, singleAccount } from '../single-account.ts';
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
  read: ({ rows }) => {
    const totals: PrintedTotal[] = [];
    const statement = singleAccount(BROKER, rows, ({ cell }) => {
      const symbol = cell('symbol');
      const quantity = cell('quantity');
      if (symbol === null || quantity === null) return noHolding;
      return {
        holding: {
          symbol,
          description: cell('name'),
          quantity,
          marketValue: cell('value'),
          costTotal: cell('cost'),
          currency: 'GBP',
        },
      };
    });
    const sum = rows.find(({ cell }) => cell('symbol') === null && cell('value') !== null);
    const value = sum?.cell('value');
    const cost = sum?.cell('cost');
    if (value) totals.push({ account: BROKER, name: 'market_value', value });
    if (cost) totals.push({ account: BROKER, name: 'cost_basis', value: cost });
    const skipped = statement.skipped.map((row) => (row.line === sum?.line ? totalRow(row.line, null) : row));
    return { ...statement, totals, skipped };
  },
});
