import type Big from 'big.js';
import type { FileTotal } from '../../../application/imports/reading.ts';
import { decimal, toDecimal } from '../../../domain/decimal.ts';
import { readPrintedNumber } from '../../../domain/import/printed-number.ts';
import type { PrintedTotal, Statement } from '../format.ts';
import type { Sums } from './convert-holding.ts';

const NAMES = ['market_value', 'cost_basis', 'cash'] as const;
type Name = (typeof NAMES)[number];

type Amounts = Partial<Record<Name, Big>>;

export type Totals = {
  /** What one row of an account adds. */
  readonly add: (account: string, sums: Sums) => void;
  readonly ofAccount: (account: string) => readonly FileTotal[];
  readonly ofFile: () => readonly FileTotal[];
};

const plus = (amounts: Amounts, name: Name, amount: Big | null): void => {
  if (amount !== null) amounts[name] = (amounts[name] ?? decimal(0)).plus(amount);
};

const totalOf = (name: Name, stated: Big | undefined, read: Big | undefined): FileTotal => ({
  name,
  stated: stated === undefined ? null : toDecimal(stated),
  // Values are printed to more decimals than totals.
  read: read === undefined ? null : toDecimal(read.round(2)),
});

const statedIn = (
  totals: readonly PrintedTotal[],
  decimalComma: boolean,
): ReadonlyMap<string | null, Amounts> => {
  const stated = new Map<string | null, Amounts>();
  for (const { account, name, value } of totals) {
    const read = readPrintedNumber(value, decimalComma);
    if (read.kind !== 'number') continue;
    const amounts = stated.get(account) ?? {};
    plus(amounts, name, decimal(read.value));
    stated.set(account, amounts);
  }
  return stated;
};

/** Sums what is read, beside what the file states: per account, and over all of them. */
export const collectTotals = (statement: Statement, accounts: readonly string[]): Totals => {
  const stated = statedIn(statement.totals, statement.decimalComma);
  const read = new Map<string, Amounts>();
  const only = accounts.length === 1 ? accounts[0] : undefined;

  const statedOf = (account: string, name: Name): Big | undefined =>
    stated.get(account)?.[name] ?? (account === only ? stated.get(null)?.[name] : undefined);

  const overAll = (name: Name): Big | undefined => {
    const whole = stated.get(null)?.[name];
    if (whole !== undefined) return whole;
    let sum = decimal(0);
    for (const account of accounts) {
      const amount = stated.get(account)?.[name];
      // A sum over some of the accounts would be compared with what was read from all.
      if (amount === undefined) return undefined;
      sum = sum.plus(amount);
    }
    return accounts.length === 0 ? undefined : sum;
  };

  return {
    add: (account, { marketValue, cost, cash }) => {
      const amounts = read.get(account) ?? {};
      plus(amounts, 'market_value', marketValue);
      plus(amounts, 'cost_basis', cost);
      plus(amounts, 'cash', cash);
      read.set(account, amounts);
    },
    ofAccount: (account) =>
      NAMES.map((name) => totalOf(name, statedOf(account, name), read.get(account)?.[name])),
    ofFile: () =>
      NAMES.map((name) => {
        const all: Amounts = {};
        for (const amounts of read.values()) plus(all, name, amounts[name] ?? null);
        return totalOf(name, overAll(name), all[name]);
      }),
  };
};
