import { type Decimal, decimal } from '../decimal.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import { type Refusal, refuse } from '../errors/refusal.ts';
import { limits } from '../limits.ts';
import { plainNumber } from '../plain-number.ts';
import { fail, ok, type Result } from '../result.ts';
import { hasControlCharacters, isLongerThan } from '../text.ts';
import { ACCOUNT_TYPES, type AccountType } from './position.ts';

/** What the create-portfolio form sends, as text; undefined where a field is absent. */
export type PortfolioForm = {
  readonly portfolioName: string | undefined;
  readonly accountName: string | undefined;
  readonly accountType: string | undefined;
  readonly equityBalance: string | undefined;
  readonly description: string | undefined;
};

export type PortfolioDetails = {
  readonly portfolioName: string;
  readonly accountName: string;
  readonly accountType: AccountType;
  readonly equityBalance: Decimal;
  readonly description: string | null;
};

const parseName = (
  text: string | undefined,
  rule: {
    readonly field: string;
    readonly atMost: number;
    readonly blank: ErrorCode;
    readonly long: ErrorCode;
  },
): Result<string, Refusal> => {
  const name = (text ?? '').trim();
  if (name === '') return fail(refuse(rule.blank));
  if (isLongerThan(name, rule.atMost)) {
    return fail(
      refuse(rule.long, { details: { max_length: rule.atMost, actual_length: Array.from(name).length } }),
    );
  }
  if (hasControlCharacters(name)) {
    return fail(refuse('ERR_PORT_012', { details: { field: rule.field } }));
  }
  return ok(name);
};

const parseAccountType = (text: string | undefined): Result<AccountType, Refusal> => {
  const wanted = (text ?? '').trim().toLowerCase();
  const known = ACCOUNT_TYPES.find((type) => type === wanted);
  return known === undefined
    ? fail(refuse('ERR_PORT_009', { details: { allowed: ACCOUNT_TYPES } }))
    : ok(known);
};

/** Zero is "not positive", never "missing". */
const parseEquity = (text: string | undefined): Result<Decimal, Refusal> => {
  const stated = (text ?? '').trim();
  if (stated === '') return fail(refuse('ERR_PORT_004'));
  const number = plainNumber(stated);
  if (number === null || number.sign !== 1) return fail(refuse('ERR_PORT_005'));
  if (number.wholeDigits > limits.equityBalance.length || decimal(number.value).gt(limits.equityBalance)) {
    return fail(refuse('ERR_PORT_006'));
  }
  if (number.decimals > limits.equityDecimals) return fail(refuse('ERR_PORT_005'));
  return ok(number.value);
};

const parseDescription = (text: string | undefined): Result<string | null, Refusal> => {
  const description = (text ?? '').trim();
  if (description === '') return ok(null);
  if (isLongerThan(description, limits.descriptionLength)) return fail(refuse('ERR_PORT_013'));
  // Of control characters, a longer text may have line breaks and tabs.
  if (hasControlCharacters(description.replace(/[\n\r\t]/g, ' '))) {
    return fail(refuse('ERR_PORT_012', { details: { field: 'description' } }));
  }
  return ok(description);
};

const parsePortfolioName = (text: string | undefined): Result<string, Refusal> =>
  parseName(text, {
    field: 'portfolio_name',
    atMost: limits.portfolioNameLength,
    blank: 'ERR_PORT_002',
    long: 'ERR_PORT_003',
  });

const parseAccountName = (text: string | undefined): Result<string, Refusal> =>
  parseName(text, {
    field: 'account_name',
    atMost: limits.accountNameLength,
    blank: 'ERR_PORT_011',
    long: 'ERR_PORT_010',
  });

/** New names: those that are undefined stay undefined, and are not wrong. */
export const parseNames = (
  names: Pick<PortfolioForm, 'portfolioName' | 'accountName'>,
): Result<Pick<PortfolioForm, 'portfolioName' | 'accountName'>, Refusal> => {
  const portfolioName =
    names.portfolioName === undefined ? ok(undefined) : parsePortfolioName(names.portfolioName);
  if (!portfolioName.ok) return portfolioName;
  const accountName = names.accountName === undefined ? ok(undefined) : parseAccountName(names.accountName);
  if (!accountName.ok) return accountName;
  return ok({ portfolioName: portfolioName.value, accountName: accountName.value });
};

/** The form's values, typed, or the first thing that is wrong with it. */
export const parsePortfolioForm = (form: PortfolioForm): Result<PortfolioDetails, Refusal> => {
  const portfolioName = parsePortfolioName(form.portfolioName);
  if (!portfolioName.ok) return portfolioName;
  const accountName = parseAccountName(form.accountName);
  if (!accountName.ok) return accountName;
  const accountType = parseAccountType(form.accountType);
  if (!accountType.ok) return accountType;
  const equityBalance = parseEquity(form.equityBalance);
  if (!equityBalance.ok) return equityBalance;
  const description = parseDescription(form.description);
  if (!description.ok) return description;
  return ok({
    portfolioName: portfolioName.value,
    accountName: accountName.value,
    accountType: accountType.value,
    equityBalance: equityBalance.value,
    description: description.value,
  });
};
