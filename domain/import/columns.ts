/** The twelve columns of the import template, in its order, with the header each is known by. */
export const HEADERS = {
  symbol: 'Symbol',
  quantity: 'Quantity',
  entryPrice: 'Entry Price Per Share',
  entryDate: 'Entry Date',
  investmentClass: 'Investment Class',
  investmentSubtype: 'Investment Subtype',
  underlying: 'Underlying Symbol',
  strike: 'Strike Price',
  expiration: 'Expiration Date',
  optionType: 'Option Type',
  exitDate: 'Exit Date',
  exitPrice: 'Exit Price Per Share',
} as const;

export type Column = keyof typeof HEADERS;

export const COLUMNS = Object.keys(HEADERS) as readonly Column[];
export const REQUIRED_COLUMNS = ['symbol', 'quantity', 'entryPrice', 'entryDate'] as const;
export const OPTION_COLUMNS = ['underlying', 'strike', 'expiration', 'optionType'] as const;

/** The text of each column of one row, trimmed; blank where the file does not have the column. */
export type Cells = Readonly<Record<Column, string>>;
