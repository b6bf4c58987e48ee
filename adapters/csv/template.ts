import { COLUMNS, HEADERS } from '../../domain/import/columns.ts';
import { ACCOUNT_TYPES, type AccountType } from '../../domain/portfolio/position.ts';

const ABOUT_ACCOUNT_TYPES: Readonly<Record<AccountType, string>> = {
  taxable: 'brokerage account',
  ira: 'traditional IRA',
  roth_ira: 'Roth IRA',
  '401k': '401(k) plan',
  '403b': '403(b) plan',
  '529': '529 education savings plan',
  hsa: 'health savings account',
  trust: 'trust',
  other: 'anything else',
};

const instructions = (priceDecimals: number): readonly string[] => [
  'Portfolio import template. Lines that start with # are ignored.',
  '',
  'How to fill it in',
  '1. Replace the example rows with one position per line. Keep the header row.',
  '2. Symbol, Quantity, Entry Price Per Share and Entry Date are required; the other columns may stay blank or away.',
  '3. Quantity: negative for a short position; contracts for options; up to 6 decimals.',
  `4. Entry Price Per Share: always positive; up to ${priceDecimals} decimals; no currency signs or thousands separators.`,
  '   For options the premium per share of the underlying: one contract is 100 shares.',
  '5. Dates: YYYY-MM-DD, not in the future.',
  '6. Investment Class: PUBLIC, OPTIONS or PRIVATE; recognised when blank.',
  '   PUBLIC subtypes: STOCK, ETF, MUTUAL_FUND, BOND, CASH.',
  '   PRIVATE subtypes: PRIVATE_EQUITY, VENTURE_CAPITAL, HEDGE_FUND, PRIVATE_REIT, REAL_ESTATE, CRYPTOCURRENCY, ART,',
  '   MONEY_MARKET, TREASURY_BILLS, CASH, COMMODITY, OTHER.',
  '7. Options: fill in Underlying Symbol, Strike Price, Expiration Date and Option Type (CALL or PUT), and leave Symbol',
  '   blank; or give an OCC symbol such as SPY240315C00500000 alone.',
  '8. Closed positions: give both Exit Date and Exit Price Per Share.',
  '9. Cash: a money-market fund by its ticker (quantity in dollars, price 1.00), or CASH_USD with quantity 1 and the',
  '   balance as price. A margin loan is not a row: state it by the equity balance (account value less the loan).',
  '',
  'Account types (chosen when the file is uploaded)',
  ...ACCOUNT_TYPES.map((type) => `- ${type}: ${ABOUT_ACCOUNT_TYPES[type]}`),
  '',
];

/** A stock, an option, a short and a closed position. */
const EXAMPLES: readonly string[] = [
  'AAPL,100,158.00,2024-01-16,PUBLIC,STOCK,,,,,,',
  ',10,5.50,2024-02-01,OPTIONS,,SPY,500.00,2024-03-15,CALL,2024-02-20,7.20',
  'SHOP,-25,62.50,2024-02-12,PUBLIC,STOCK,,,,,,',
  'TSLA,50,185.00,2023-12-01,PUBLIC,STOCK,,,,,2024-01-16,215.00',
];

/** The file that people download and fill in; it imports as it is. */
export const csvTemplate = (priceDecimals = 2): string =>
  [
    ...instructions(priceDecimals).map((line) => (line === '' ? '#' : `# ${line}`)),
    COLUMNS.map((column) => HEADERS[column]).join(','),
    ...EXAMPLES,
    '',
  ].join('\r\n');
