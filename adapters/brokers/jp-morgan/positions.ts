import { lastDayIn } from '../as-of.ts';
import { noHolding, singleAccount } from '../single-account.ts';
import { tableFormat } from '../table-format.ts';

/** Dollars and the deposits into which they are swept. */
const CASH = /^(US DOLLAR|.*\bDEPOSIT SWEEP\b.*)$/i;

export const jpMorganPositions = tableFormat({
  id: 'jp-morgan-positions',
  broker: 'J.P. Morgan',
  name: 'J.P. Morgan / Chase self-directed positions',
  download: 'Investments > Positions > the three dots > Download as spreadsheet (positions.csv).',
  titles: {
    assetClass: ['asset class'],
    description: ['description'],
    ticker: ['ticker'],
    cusip: ['cusip'],
    quantity: ['quantity'],
    price: ['price'],
    value: ['value'],
    cost: ['cost'],
    unitCost: ['unit cost'],
    gain: ['unrealized g/l amt.', 'unrealized g/l amt'],
    acquired: ['acquisition date'],
    currency: ['base ccy'],
    asOf: ['as of', 'pricing date'],
  },
  needed: ['ticker', 'quantity', 'value'],
  telling: [
    'asset class',
    'asset strategy',
    'ticker',
    'base ccy',
    'local ccy',
    'unit cost',
    'acquisition date',
  ],
  read: async ({ rows, sample }) => {
    const statement = await singleAccount('J.P. Morgan', rows, ({ cell }) => {
      const description = cell('description');
      const quantity = cell('quantity');
      const printed = cell('ticker') ?? cell('cusip');
      const currency = cell('currency') ?? 'USD';
      if (quantity !== null && description !== null && CASH.test(description)) {
        return {
          holding: { description, quantity, marketValue: cell('value'), currency, kind: 'cash' },
        };
      }
      if (quantity === null || printed === null) return noHolding;
      return {
        holding: {
          symbol: printed,
          description,
          quantity,
          price: cell('price'),
          marketValue: cell('value'),
          costPerShare: cell('unitCost'),
          costTotal: cell('cost'),
          gain: cell('gain'),
          entryDate: cell('acquired'),
          currency,
        },
      };
    });
    return { ...statement, asOf: lastDayIn(sample[0]?.cell('asOf') ?? null), dateFormat: 'mdy' };
  },
});
