import type { PrintedHolding } from '../format.ts';

/** What a category of Interactive Brokers is here; `skip` says why it is no position that can be valued. */
type Category =
  | { readonly kind: PrintedHolding['kind'] }
  | { readonly skip: string; readonly message: string };

const FUTURES: Category = {
  skip: 'future',
  message: 'A future is worth its margin, not its price times its size; it is left out.',
};
const FUTURES_OPTIONS: Category = {
  skip: 'future_option',
  message: 'An option on a future has another multiplier than 100 and no price here; it is left out.',
};
const NOT_A_HOLDING: Category = {
  skip: 'not_a_holding',
  message:
    'A contract on a difference in price, or an exchange of currencies, is no holding; it is left out.',
};

/** By the word of the activity statement, in lower case, and by the code of a Flex query. */
const CATEGORIES = new Map<string, Category>([
  ['stocks', { kind: 'security' }],
  ['stk', { kind: 'security' }],
  ['etfs', { kind: 'security' }],
  ['funds', { kind: 'security' }],
  ['mutual funds', { kind: 'security' }],
  ['fund', { kind: 'security' }],
  ['warrants', { kind: 'private' }],
  ['war', { kind: 'private' }],
  ['bonds', { kind: 'private' }],
  ['bond', { kind: 'private' }],
  ['treasury bills', { kind: 'private' }],
  ['bill', { kind: 'private' }],
  ['structured products', { kind: 'private' }],
  ['iopt', { kind: 'private' }],
  ['crypto', { kind: 'private' }],
  ['cryptocurrencies', { kind: 'private' }],
  ['equity and index options', { kind: 'option' }],
  ['options', { kind: 'option' }],
  ['opt', { kind: 'option' }],
  ['futures', FUTURES],
  ['fut', FUTURES],
  ['options on futures', FUTURES_OPTIONS],
  ['futures options', FUTURES_OPTIONS],
  ['fop', FUTURES_OPTIONS],
  ['cfds', NOT_A_HOLDING],
  ['cfd', NOT_A_HOLDING],
  ['forex cfds', NOT_A_HOLDING],
  ['fxcfd', NOT_A_HOLDING],
]);

/** Null for a category that nobody has named here: its rows are read for what their symbols say. */
export const categoryOf = (printed: string): Category | null =>
  CATEGORIES.get(
    printed
      .trim()
      .toLowerCase()
      .replace(/ - held with .*$/, ''),
  ) ?? null;
