import type Big from 'big.js';
import type { IsoDate } from '../../../domain/dates.ts';
import { type Decimal, decimal, toDecimal } from '../../../domain/decimal.ts';
import { occSymbolOf } from '../../../domain/import/option-symbol.ts';
import type { FieldError, ImportWarning } from '../../../domain/import/report.ts';
import { rowWarning } from '../../../domain/import/report.ts';
import { limits } from '../../../domain/limits.ts';
import { plainNumber } from '../../../domain/plain-number.ts';
import type { OptionContract, UnidentifiedPosition } from '../../../domain/portfolio/position.ts';
import type { PrintedHolding } from '../format.ts';
import { type Assumption, assumption } from './assumption.ts';
import { type CostColumns, withColumns } from './cost-columns.ts';
import { type DateRules, type EntryDate, entryDateOf } from './entry-date.ts';
import { entryPriceOf } from './entry-price.ts';
import { type Figures, figuresOf, unitsOf } from './figures.ts';
import { type HoldingKind, kindOf } from './kind-of.ts';
import { aboutSymbol, privateSymbol, securitySymbol } from './security-symbol.ts';

export type ConversionRules = DateRules & {
  readonly decimalComma: boolean;
  readonly costColumns: CostColumns;
};

/** What a holding is worth and cost in the file's own figures, for the comparison of totals. */
export type Sums = { readonly marketValue: Big | null; readonly cost: Big | null; readonly cash: Big | null };

export type Converted =
  | {
      readonly outcome: 'position';
      readonly position: UnidentifiedPosition;
      readonly undated: boolean;
      readonly assumptions: readonly Assumption[];
      readonly warnings: readonly ImportWarning[];
      readonly sums: Sums;
    }
  | { readonly outcome: 'skipped'; readonly code: string; readonly message: string; readonly sums: Sums }
  | {
      readonly outcome: 'wrong';
      readonly error: FieldError;
      readonly readings: readonly IsoDate[] | null;
    };

const NOTHING: Sums = { marketValue: null, cost: null, cash: null };

const skipped = (code: string, message: string, sums: Sums = NOTHING): Converted => ({
  outcome: 'skipped',
  code,
  message,
  sums,
});

const wrong = (error: FieldError): Converted => ({ outcome: 'wrong', error, readings: null });

const bigOrNull = (value: Decimal | null): Big | null => (value === null ? null : decimal(value));

const valueSums = ({ marketValue }: Figures, cost: Big | null): Sums => ({
  marketValue: bigOrNull(marketValue),
  cost,
  cash: null,
});

type Dated = Extract<EntryDate, { readonly kind: 'dated' | 'undated' }>;

const dayOf = (date: Dated): IsoDate => (date.kind === 'dated' ? date.date : date.placeholder);

const currencyOf = ({ currency }: PrintedHolding): string => {
  const code = (currency ?? '').trim().toUpperCase();
  return /^[A-Z]{3}$/.test(code) ? code : 'USD';
};

/** Everything here is in dollars; another currency is taken as it stands and said. */
const aboutCurrency = (
  holding: PrintedHolding,
  symbol: string,
): { readonly assumptions: readonly Assumption[]; readonly warnings: readonly ImportWarning[] } => {
  const currency = currencyOf(holding);
  if (currency === 'USD') return { assumptions: [], warnings: [] };
  const message = `The amounts are in ${currency} and were taken as they stand, not converted to USD.`;
  return {
    assumptions: [assumption('other_currency', message)],
    warnings: [rowWarning(holding.line, symbol, null, 'other_currency', message)],
  };
};

const tooLarge = (column: 'quantity' | 'entryPrice', value: string): FieldError => ({
  column,
  value,
  code: 'ERR_POS_030',
});

const wholeDigits = (value: Decimal): number => plainNumber(value)?.wholeDigits ?? 0;

/** Decimals of canonical text. */
const decimalsOf = (value: Decimal): number => {
  const point = value.indexOf('.');
  return point === -1 ? 0 : value.length - point - 1;
};

/** A balance without a ticker: one unit at the price of the balance. */
const convertCash = (holding: PrintedHolding, figures: Figures, date: Dated): Converted => {
  const printed = figures.marketValue ?? (figures.quantity.kind === 'number' ? figures.quantity.value : null);
  if (printed === null) return skipped('no_amount', 'The row of cash has no amount.');
  const amount = decimal(printed);
  const sums: Sums = { marketValue: amount, cost: null, cash: amount };
  if (amount.eq(0)) return skipped('zero_cash', 'The balance of cash is zero.', sums);
  if (amount.lt(0)) {
    const message = 'A negative balance is money lent by the broker: state it by the equity balance.';
    return skipped('margin_debt', message, sums);
  }
  const entryPrice = toDecimal(amount.round(limits.price.decimals));
  if (wholeDigits(entryPrice) > limits.price.wholeDigits) return wrong(tooLarge('entryPrice', entryPrice));
  const symbol = `CASH_${currencyOf(holding)}`;
  const { assumptions, warnings } = aboutCurrency(holding, symbol);
  return {
    outcome: 'position',
    position: {
      symbol,
      quantity: '1',
      entryPrice,
      entryDate: dayOf(date),
      exit: null,
      investmentClass: 'PRIVATE',
      subtype: 'CASH',
    },
    undated: date.kind === 'undated',
    assumptions,
    warnings,
    sums,
  };
};

/** A money-market fund: its quantity is its dollars, its price one. */
const convertMoneyMarket = (
  holding: PrintedHolding,
  figures: Figures,
  date: Dated,
  assumed: boolean,
): Converted => {
  const printed = figures.quantity.kind === 'number' ? figures.quantity.value : figures.marketValue;
  if (printed === null) return skipped('no_amount', 'The money-market fund has neither quantity nor value.');
  const amount = decimal(printed).round(limits.quantity.decimals);
  const sums = valueSums(figures, bigOrNull(figures.costTotal));
  if (amount.eq(0)) return skipped('zero_quantity', 'The quantity is zero.', sums);
  const quantity = toDecimal(amount);
  if (wholeDigits(quantity) > limits.quantity.wholeDigits) return wrong(tooLarge('quantity', quantity));
  const ticker = (holding.symbol ?? '').trim();
  const symbol = ticker === '' ? null : securitySymbol(ticker);
  if (symbol !== null && !symbol.ok) return wrong(symbol.error);
  const lot = { quantity, entryPrice: '1', entryDate: dayOf(date), exit: null };
  const about = aboutCurrency(holding, ticker);
  return {
    outcome: 'position',
    position:
      symbol === null
        ? { ...lot, symbol: 'CASH_MM_FUND', investmentClass: 'PRIVATE', subtype: 'MONEY_MARKET' }
        : { ...lot, symbol: symbol.value, investmentClass: 'PUBLIC', subtype: 'CASH' },
    undated: date.kind === 'undated',
    assumptions: assumed
      ? [
          assumption('money_market', 'Taken as a money-market fund: cash at a constant price of 1.'),
          ...about.assumptions,
        ]
      : about.assumptions,
    warnings: about.warnings,
    sums,
  };
};

type Named = {
  readonly symbol: string;
  readonly assumptions: readonly Assumption[];
  /** What makes a lot a position of its class. */
  readonly shape:
    | { readonly investmentClass: 'OPTIONS'; readonly contract: OptionContract }
    | { readonly investmentClass: 'PRIVATE'; readonly subtype: null }
    | { readonly investmentClass: 'PUBLIC'; readonly subtype: null };
};

/** What a holding is called and which class it has; null for a row that names nothing. */
const nameOf = (holding: PrintedHolding, kind: HoldingKind): Named | FieldError | null => {
  const printed = (holding.symbol ?? '').trim();
  if (kind.kind === 'option') {
    const { option } = kind;
    if (option.kind === 'contract') {
      const { contract } = option;
      return {
        symbol: occSymbolOf(contract),
        assumptions: [],
        shape: { investmentClass: 'OPTIONS', contract },
      };
    }
    const message =
      option.kind === 'invalid' ? option.message : 'The symbol cannot be read as that of an option.';
    return { column: 'symbol', value: printed, code: 'ERR_POS_031', message };
  }
  if (kind.kind === 'private') {
    const symbol = printed === '' ? privateSymbol(holding.description ?? '') : securitySymbol(printed);
    if (!symbol.ok) return printed === '' ? null : symbol.error;
    return {
      symbol: symbol.value,
      assumptions:
        printed === ''
          ? [
              assumption(
                'named_by_description',
                `The file names no ticker; ${symbol.value} was made of the name.`,
              ),
            ]
          : [],
      shape: { investmentClass: 'PRIVATE', subtype: null },
    };
  }
  if (printed === '') return null;
  const symbol = securitySymbol(printed);
  if (!symbol.ok) return symbol.error;
  return {
    symbol: symbol.value,
    assumptions: aboutSymbol(symbol.value),
    shape: { investmentClass: 'PUBLIC', subtype: null },
  };
};

/** The quantity as it is stored, with a word where it had to be rounded; or what it is instead of one. */
const storedQuantity = (
  figures: Figures,
  kind: HoldingKind,
): { readonly value: Big; readonly assumptions: readonly Assumption[] } | 'none' | 'invalid' => {
  const { quantity, marketValue } = figures;
  if (quantity.kind === 'invalid') return 'invalid';
  if (quantity.kind === 'none') {
    // What has no units is one of itself, worth what the file says.
    return kind.kind === 'private' && marketValue !== null
      ? {
          value: decimal(1),
          assumptions: [assumption('quantity_one', 'The file prints no units; taken as one.')],
        }
      : 'none';
  }
  const exact = decimal(quantity.value);
  if (decimalsOf(quantity.value) <= limits.quantity.decimals) return { value: exact, assumptions: [] };
  return {
    value: exact.round(limits.quantity.decimals),
    assumptions: [
      assumption('quantity_rounded', `The quantity ${quantity.value} was rounded to six decimals.`),
    ],
  };
};

const convertSecurity = (
  holding: PrintedHolding,
  figures: Figures,
  kind: HoldingKind,
  date: Dated,
  rules: ConversionRules,
): Converted => {
  const quantity = storedQuantity(figures, kind);
  if (quantity === 'invalid') {
    return wrong({
      column: 'quantity',
      value: holding.quantity,
      code: 'ERR_POS_005',
      message: 'The quantity is not a number.',
    });
  }
  if (quantity === 'none') return skipped('no_quantity', 'The row has no quantity.');
  if (quantity.value.eq(0)) return skipped('zero_quantity', 'The quantity is zero.');
  const name = nameOf(holding, kind);
  if (name === null) return skipped('no_symbol', 'The row names no security.');
  if ('code' in name) return wrong(name);
  const stored = toDecimal(quantity.value);
  if (wholeDigits(stored) > limits.quantity.wholeDigits) return wrong(tooLarge('quantity', stored));
  const price = entryPriceOf(figures, quantity.value, unitsOf(figures, kind.kind === 'option'));
  if (!price.ok) return wrong(price.error);

  const position: UnidentifiedPosition = {
    symbol: name.symbol,
    quantity: stored,
    entryPrice: price.value.price,
    entryDate: dayOf(date),
    exit: null,
    ...name.shape,
  };
  const warnings: ImportWarning[] = [];
  if (position.investmentClass === 'OPTIONS') {
    const { expiration } = position.contract;
    if (date.kind === 'dated' && expiration < date.date) {
      return wrong({ column: 'expiration', value: expiration, code: 'ERR_POS_029' });
    }
    if (expiration < rules.today) {
      const message = `The contract expired on ${expiration}; it counts as settled on that day.`;
      warnings.push(rowWarning(holding.line, name.symbol, 'expiration', 'expired_option', message));
    }
  }
  const about = aboutCurrency(holding, name.symbol);
  return {
    outcome: 'position',
    position,
    undated: date.kind === 'undated',
    assumptions: [
      ...name.assumptions,
      ...quantity.assumptions,
      ...price.value.assumptions,
      ...rules.costColumns.assumptions,
      ...about.assumptions,
    ],
    warnings: [...warnings, ...about.warnings],
    sums: valueSums(figures, price.value.cost),
  };
};

/** One printed holding as a position; what it is instead; or what is wrong with it. */
export const convertHolding = (holding: PrintedHolding, rules: ConversionRules): Converted => {
  const figures = withColumns(figuresOf(holding, rules.decimalComma), rules.costColumns);
  const kind = kindOf(holding);
  const date = entryDateOf(holding.entryDate, rules);
  if (date.kind === 'wrong') return wrong(date.error);
  if (date.kind === 'ambiguous') return { outcome: 'wrong', error: date.error, readings: date.readings };
  switch (kind.kind) {
    case 'cash':
      return convertCash(holding, figures, date);
    case 'money_market':
      return convertMoneyMarket(holding, figures, date, kind.assumed);
    case 'option':
    case 'private':
    case 'security':
      return convertSecurity(holding, figures, kind, date, rules);
    default:
      return kind satisfies never;
  }
};
