import type Big from 'big.js';
import type { IsoDate } from '../dates.ts';
import { type Decimal, decimal, toDecimal } from '../decimal.ts';
import type { PositionId } from '../ids.ts';
import { limits } from '../limits.ts';
import { canonicalSymbol } from '../symbol/canonical-symbol.ts';
import type { PortfolioLot, SplitRatio, StatedLot } from './lot.ts';
import { isCash, type Position, type UnidentifiedPosition } from './position.ts';
import type {
  ReconciledChange,
  ReconciledClosure,
  Reconciliation,
  ReconciliationQuestion,
  ReimportedFile,
} from './reconciliation.ts';
import type { Holding, ShareRatio } from './share-split.ts';

export type ReconcileRules = {
  /** The latest close of a position's symbol up to the day of the file; null where none is known. */
  readonly lastCloseOf: (position: Position) => Decimal | null;
  readonly shareRatio: ShareRatio;
  /** Ids of lots that come into being, in the order in which they are asked for. */
  readonly newId: (ordinal: number) => PositionId;
};

/** A lot that is held, and how it stands while the file is gone through: after a split it is another one. */
export type Held = { readonly was: PortfolioLot; readonly lot: StatedLot };

export type Exit = {
  readonly date: IsoDate;
  readonly price: Decimal;
  readonly from: ReconciledClosure['priceFrom'];
};

type Amount = Pick<Position, 'quantity' | 'entryPrice'>;

/** What a security is called: the same for every spelling of its symbol. */
export const nameOf = ({ investmentClass, symbol }: Pick<Position, 'investmentClass' | 'symbol'>): string =>
  investmentClass === 'OPTIONS' ? symbol : canonicalSymbol(symbol);

const CANONICAL = /^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/;

/** One text per number. Nearly all are canonical already, and a file may have a hundred thousand. */
export const plain = (number: Decimal): Decimal =>
  CANONICAL.test(number) ? number : toDecimal(decimal(number));

export const sizeOf = ({ quantity }: Pick<Position, 'quantity'>): Big => decimal(quantity).abs();

export const holdingOf = (lots: readonly Amount[]): Holding => {
  const quantity = lots.reduce((sum, lot) => sum.plus(lot.quantity), decimal(0));
  const cost = lots.reduce((sum, lot) => sum.plus(decimal(lot.quantity).times(lot.entryPrice)), decimal(0));
  return { quantity, unitCost: quantity.eq(0) ? decimal(0) : cost.div(quantity) };
};

export const unitPrice = (price: Big): Decimal => toDecimal(price.round(limits.price.decimals));

export const groupBy = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> => {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
};

/** The answers of the person, by security. */
const said = <Answer>(answers: Readonly<Record<string, Answer>>) => {
  const bySymbol = new Map(
    Object.entries(answers).map(([symbol, answer]) => [canonicalSymbol(symbol), answer]),
  );
  return (position: Pick<Position, 'investmentClass' | 'symbol'>): Answer | undefined =>
    bySymbol.get(canonicalSymbol(position.symbol));
};

/** A reconciliation while it is made: what may be noted of a lot or of a row. */
export const createDraft = (file: ReimportedFile, rules: ReconcileRules) => {
  const { asOf } = file;
  const opened: StatedLot[] = [];
  const changed: ReconciledChange[] = [];
  const closed: ReconciledClosure[] = [];
  const splits: (SplitRatio & { readonly symbol: string })[] = [];
  const unchanged: PositionId[] = [];
  const questions: ReconciliationQuestion[] = [];
  const exitSaid = said(file.exits);
  let ids = 0;

  return {
    asOf,
    splitSaid: said(file.splits),
    shareRatio: rules.shareRatio,
    finish: (): Reconciliation => ({ opened, changed, closed, splits, unchanged, questions }),

    open: (position: UnidentifiedPosition): void => {
      opened.push({ position: { ...position, positionId: rules.newId(ids++) }, statedOn: asOf });
    },

    /** As it is, or as the split has made it. */
    keep: ({ was, lot }: Held): void => {
      if (was === lot) unchanged.push(was.position.positionId);
      else changed.push({ before: was, after: lot, what: 'split' });
    },

    change: ({ was, lot }: Held, to: Partial<Amount>): void => {
      const what = was !== lot ? 'split' : to.quantity === undefined ? 'cost' : 'quantity';
      const statedOn = to.quantity === undefined ? lot.statedOn : asOf;
      changed.push({ before: was, after: { position: { ...lot.position, ...to }, statedOn }, what });
    },

    /** At what price and on which day it was closed; null where nobody knows. */
    exitOf: (position: Position): Exit | null => {
      const given = exitSaid(position);
      if (given !== undefined) return { ...given, from: 'given' };
      if (isCash(position)) return { date: asOf, price: position.entryPrice, from: 'stated' };
      const close = rules.lastCloseOf(position);
      return close === null ? null : { date: asOf, price: close, from: 'last_close' };
    },

    /** Closes the lot down to `left`; null closes it in full. Gives what is left. */
    reduce: ({ was, lot }: Held, left: Amount | null, { date, price, from }: Exit): StatedLot | null => {
      const { position, statedOn } = lot;
      const quantity =
        left === null ? position.quantity : toDecimal(decimal(position.quantity).minus(left.quantity));
      // Not before it was entered.
      const exitDate = [date, position.entryDate].sort().at(-1) ?? date;
      const positionId = left === null ? position.positionId : rules.newId(ids++);
      const remainder = left === null ? null : { position: { ...position, ...left }, statedOn };
      closed.push({
        before: was,
        closed: {
          position: { ...position, positionId, quantity, exit: { date: exitDate, price } },
          statedOn,
        },
        remainder,
        priceFrom: from,
      });
      return remainder;
    },

    askForExit: (symbol: string, quantity: Big): void => {
      if (quantity.gt(0))
        questions.push({ id: 'exit', symbol, quantity: toDecimal(quantity), suggestedDate: asOf });
    },

    askForSplit: (symbol: string, ratio: SplitRatio, before: Holding, after: Holding): void => {
      questions.push({
        id: 'split',
        symbol,
        ratio,
        quantityBefore: toDecimal(before.quantity),
        quantityAfter: toDecimal(after.quantity),
        costBefore: unitPrice(before.unitCost),
        costAfter: unitPrice(after.unitCost),
      });
    },

    noteSplit: (symbol: string, ratio: SplitRatio): void => {
      splits.push({ symbol, ...ratio });
    },

    leave: (lot: StatedLot): void => {
      unchanged.push(lot.position.positionId);
    },
  };
};

export type Draft = ReturnType<typeof createDraft>;
