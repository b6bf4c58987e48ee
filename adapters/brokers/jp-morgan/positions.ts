import { lastDayIn } from '../as-of.ts';
import { noHolding, singleAccount } from '../single-account.ts';
import { tableFormat } from '../table-format.ts';

/** `NVDA CALL 01/15/27 $175.00`: nobody else puts the right before the day. */
const OPTION = /^([A-Z.]{1,6}) (CALL|PUT) (\d{1,2}\/\d{1,2}\/\d{2,4}) (\$[\d,.]{1,12})$/;

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
  telling: ['asset class', 'asset strategy', 'ticker', 'value'],
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
          symbol: printed.replace(OPTION, '$1 $3 $4 $2'),
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
