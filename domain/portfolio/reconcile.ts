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
import { type Holding, isFraction, splitBetween, splitLot } from './share-split.ts';

export type ReconcileRules = {
  /** The latest close of a position's symbol up to the day of the file; null where none is known. */
  readonly lastCloseOf: (position: Position) => Decimal | null;
  /** Ids of lots that come into being, in the order in which they are asked for. */
  readonly newId: (ordinal: number) => PositionId;
};

/** A lot that is held, and how it stands while the file is gone through: after a split it is another one. */
type Held = { readonly was: PortfolioLot; readonly lot: StatedLot };

type Exit = {
  readonly date: IsoDate;
  readonly price: Decimal;
  readonly from: ReconciledClosure['priceFrom'];
};

type Security = {
  readonly symbol: string;
  readonly lots: readonly PortfolioLot[];
  readonly rows: readonly UnidentifiedPosition[];
};

/** How the cost of a lot with a date may be rounded, per share. */
const UNIT_COST_TOLERANCE = '0.000001';
/** How the cost of a whole holding may be rounded, in dollars, beside that of each share. */
const TOTAL_COST_TOLERANCE = '0.005';

const nameOf = ({ investmentClass, symbol }: Pick<Position, 'investmentClass' | 'symbol'>): string =>
  investmentClass === 'OPTIONS' ? symbol : canonicalSymbol(symbol);

/** A long and a short lot of one symbol are two holdings. */
const securityOf = (position: Pick<Position, 'investmentClass' | 'symbol' | 'quantity'>): string =>
  `${nameOf(position)} ${position.quantity.startsWith('-') ? 'short' : 'long'}`;

const quantityOf = ({ quantity }: { readonly quantity: Decimal }): Big => decimal(quantity);
const sizeOf = ({ quantity }: { readonly quantity: Decimal }): Big => decimal(quantity).abs();

const holdingOf = (lots: readonly Pick<Position, 'quantity' | 'entryPrice'>[]): Holding => {
  const quantity = lots.reduce((sum, lot) => sum.plus(lot.quantity), decimal(0));
  const cost = lots.reduce((sum, lot) => sum.plus(quantityOf(lot).times(lot.entryPrice)), decimal(0));
  return { quantity, unitCost: quantity.eq(0) ? decimal(0) : cost.div(quantity) };
};

const priceText = (price: Big): Decimal => toDecimal(price.round(limits.price.decimals));

const groupBy = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> => {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
};

/** Takes an item of a group, each once. */
const takeFrom = <Item>(groups: Map<string, Item[]>, key: string): Item | undefined =>
  groups.get(key)?.shift();

/**
 * How what a newer file shows differs from the lots that are held. Pure: the same lots and file give the same answer.
 *
 * With entry dates in the file a row is the lot of the same security and day: fewer shares were sold, more are a
 * correction. Without them the rows of a security are one holding: more shares are a lot of their own at what they
 * add to the cost, fewer were sold first in, first out. What the file does not have was closed, except lots that are
 * younger than it, options that had expired, and lots that were closed before. What looks like a split is asked about.
 */
export const reconcile = (
  held: readonly PortfolioLot[],
  file: ReimportedFile,
  rules: ReconcileRules,
): Reconciliation => {
  const { asOf } = file;
  const opened: StatedLot[] = [];
  const changed: ReconciledChange[] = [];
  const closed: ReconciledClosure[] = [];
  const splits: (SplitRatio & { readonly symbol: string })[] = [];
  const unchanged: PositionId[] = [];
  const questions: ReconciliationQuestion[] = [];
  let ids = 0;

  const said = <Answer>(answers: Readonly<Record<string, Answer>>) => {
    const bySymbol = new Map(
      Object.entries(answers).map(([symbol, answer]) => [canonicalSymbol(symbol), answer]),
    );
    return (position: Pick<Position, 'investmentClass' | 'symbol'>) => bySymbol.get(nameOf(position));
  };
  const splitSaid = said(file.splits);
  const exitSaid = said(file.exits);

  const open = (position: UnidentifiedPosition): void => {
    opened.push({ position: { ...position, positionId: rules.newId(ids++) }, statedOn: asOf });
  };

  const keep = ({ was, lot }: Held): void => {
    if (was === lot) unchanged.push(was.position.positionId);
    else changed.push({ before: was, after: lot, what: 'split' });
  };

  const change = ({ was, lot }: Held, to: Partial<Pick<Position, 'quantity' | 'entryPrice'>>): void => {
    const what = was !== lot ? 'split' : to.quantity === undefined ? 'cost' : 'quantity';
    const statedOn = to.quantity === undefined ? lot.statedOn : asOf;
    changed.push({ before: was, after: { position: { ...lot.position, ...to }, statedOn }, what });
  };

  const exitOf = (position: Position): Exit | null => {
    const given = exitSaid(position);
    if (given !== undefined) return { ...given, from: 'given' };
    if (isCash(position)) return { date: asOf, price: position.entryPrice, from: 'stated' };
    const close = rules.lastCloseOf(position);
    return close === null ? null : { date: asOf, price: close, from: 'last_close' };
  };

  /** Closes the lot down to `left`, which is null when nothing is left. False when the exit has to be asked for. */
  const reduce = (
    { was, lot }: Held,
    left: Pick<Position, 'quantity' | 'entryPrice'> | null,
    exit: Exit | null,
  ): boolean => {
    if (exit === null) return false;
    const { position, statedOn } = lot;
    // Not before it was entered.
    const date = [exit.date, position.entryDate].sort().at(-1) ?? exit.date;
    const sold = left === null ? position.quantity : toDecimal(quantityOf(position).minus(left.quantity));
    const positionId = left === null ? position.positionId : rules.newId(ids++);
    closed.push({
      before: was,
      closed: {
        position: { ...position, positionId, quantity: sold, exit: { date, price: exit.price } },
        statedOn,
      },
      remainder: left === null ? null : { position: { ...position, ...left }, statedOn },
      priceFrom: exit.from,
    });
    return true;
  };

  const askForExit = (symbol: string, quantity: Big): void => {
    questions.push({ id: 'exit', symbol, quantity: toDecimal(quantity), suggestedDate: asOf });
  };

  /** The lots in the shares of the file; null while it has to be asked whether there was a split. */
  const afterSplit = ({ symbol, lots, rows }: Security): readonly Held[] | null => {
    const asTheyAre = lots.map((lot) => ({ was: lot, lot }));
    const [first] = lots;
    if (first === undefined || rows.length === 0) return asTheyAre;
    if (first.position.investmentClass === 'OPTIONS' || isCash(first.position)) return asTheyAre;
    const before = holdingOf(lots.map(({ position }) => position));
    const after = holdingOf(rows);
    const ratio = splitBetween(before, after);
    const answer = splitSaid(first.position);
    if (ratio === null || answer === 'trade') return asTheyAre;
    if (answer === undefined) {
      questions.push({
        id: 'split',
        symbol,
        ratio,
        quantityBefore: toDecimal(before.quantity),
        quantityAfter: toDecimal(after.quantity),
        costBefore: priceText(before.unitCost),
        costAfter: priceText(after.unitCost),
      });
      return null;
    }
    splits.push({ symbol, ...ratio });
    return lots.map((lot) => ({ was: lot, lot: splitLot(lot, ratio, asOf) }));
  };

  const matchLot = (lot: Held, row: UnidentifiedPosition, sold: Held[]): void => {
    const { position } = lot.lot;
    const sameCost = decimal(position.entryPrice).minus(row.entryPrice).abs().lte(UNIT_COST_TOLERANCE);
    const cost = sameCost ? {} : { entryPrice: row.entryPrice };
    const more = sizeOf(row).minus(sizeOf(position));
    if (more.eq(0)) {
      if (sameCost) keep(lot);
      else change(lot, cost);
    } else if (more.gt(0) || (lot.was !== lot.lot && isFraction(more))) {
      change(lot, { ...cost, quantity: row.quantity });
    } else {
      const left = { quantity: row.quantity, entryPrice: row.entryPrice };
      if (!reduce(lot, left, exitOf(position))) {
        sold.push({ ...lot, lot: { ...lot.lot, position: { ...position, quantity: toDecimal(more) } } });
      }
    }
  };

  const matchDated = (lots: readonly Held[], rows: readonly UnidentifiedPosition[]): readonly Held[] => {
    const sold: Held[] = [];
    let lotsLeft: readonly Held[] = lots;
    let rowsLeft: readonly UnidentifiedPosition[] = rows;
    // What is alike in everything is matched first, then what differs in the cost, and only then the rest of the day.
    const ways: readonly ((position: UnidentifiedPosition) => string)[] = [
      ({ entryDate, quantity, entryPrice }) =>
        `${entryDate} ${toDecimal(decimal(quantity))} ${toDecimal(decimal(entryPrice))}`,
      ({ entryDate, quantity }) => `${entryDate} ${toDecimal(decimal(quantity))}`,
      ({ entryDate }) => entryDate,
    ];
    for (const keyOf of ways) {
      const waiting = groupBy(lotsLeft, ({ lot }) => keyOf(lot.position));
      rowsLeft = rowsLeft.filter((row) => {
        const lot = takeFrom(waiting, keyOf(row));
        if (lot !== undefined) matchLot(lot, row, sold);
        return lot === undefined;
      });
      lotsLeft = [...waiting.values()].flat();
    }
    for (const row of rowsLeft) open(row);
    return [...sold, ...lotsLeft.filter((lot) => !reduce(lot, null, exitOf(lot.lot.position)))];
  };

  /** First in, first out. What is left of a lot that is sold in part keeps its cost. */
  const sellFirst = (
    lots: readonly Held[],
    quantity: Big,
  ): { readonly kept: readonly Held[]; readonly asked: boolean } => {
    const kept: Held[] = [];
    let toSell = quantity.abs();
    let asked = false;
    for (const lot of lots.toSorted((a, b) =>
      a.lot.position.entryDate < b.lot.position.entryDate ? -1 : 1,
    )) {
      const { position } = lot.lot;
      const size = sizeOf(position);
      if (toSell.eq(0)) {
        kept.push(lot);
        continue;
      }
      const whole = toSell.gte(size);
      const left = size.minus(toSell).times(position.quantity.startsWith('-') ? -1 : 1);
      const remainder = { quantity: toDecimal(left), entryPrice: position.entryPrice };
      if (!reduce(lot, whole ? null : remainder, exitOf(position))) asked = true;
      toSell = whole ? toSell.minus(size) : decimal(0);
    }
    return { kept, asked };
  };

  /** The lots at the cost of the file where the sums differ by more than rounding. */
  const settleCost = (lots: readonly Held[], unitCost: Big): void => {
    const { quantity, unitCost: known } = holdingOf(lots.map(({ lot }) => lot.position));
    const allowed = quantity.abs().times(UNIT_COST_TOLERANCE).plus(TOTAL_COST_TOLERANCE);
    const same = unitCost.minus(known).times(quantity).abs().lte(allowed);
    for (const lot of lots) {
      if (same) keep(lot);
      else change(lot, { entryPrice: priceText(unitCost) });
    }
  };

  const matchHolding = (lots: readonly Held[], rows: readonly UnidentifiedPosition[]): readonly Held[] => {
    const [row] = rows;
    if (row === undefined) return lots.filter((lot) => !reduce(lot, null, exitOf(lot.lot.position)));
    const last = lots.at(-1);
    if (last === undefined) {
      for (const each of rows) open(each);
      return [];
    }
    const before = holdingOf(lots.map(({ lot }) => lot.position));
    const after = holdingOf(rows);
    const more = after.quantity.minus(before.quantity);
    if (more.eq(0)) {
      settleCost(lots, after.unitCost);
    } else if (last.was !== last.lot && isFraction(more)) {
      // Fractions of a split that were paid in cash.
      const quantity = toDecimal(quantityOf(last.lot.position).plus(more));
      const whole = { ...last.lot, position: { ...last.lot.position, quantity } };
      settleCost([...lots.slice(0, -1), { was: last.was, lot: whole }], after.unitCost);
    } else if (more.abs().eq(after.quantity.abs().minus(before.quantity.abs()))) {
      const cost = after.unitCost.times(after.quantity).minus(before.unitCost.times(before.quantity));
      const price = cost.div(more).round(limits.price.decimals);
      const entryPrice = price.gt(0) ? toDecimal(price) : priceText(after.unitCost);
      if (price.gt(0)) lots.forEach(keep);
      else settleCost(lots, after.unitCost);
      open({ ...row, quantity: toDecimal(more), entryPrice });
    } else {
      const { kept, asked } = sellFirst(lots, more);
      kept.forEach(keep);
      if (asked) askForExit(row.symbol, more.neg());
    }
    return [];
  };

  /** Rows of lots that were closed: known already, or closing a lot that is held, or news of an old one. */
  const matchClosed = (
    rows: readonly UnidentifiedPosition[],
    all: readonly PortfolioLot[],
  ): readonly PortfolioLot[] => {
    const keyOf = ({ entryDate, quantity, exit }: UnidentifiedPosition): string =>
      `${entryDate} ${toDecimal(decimal(quantity))} ${exit?.date}`;
    const known = groupBy(
      all.filter(({ position }) => position.exit !== null),
      ({ position }) => keyOf(position),
    );
    let lots = all.filter(({ position }) => position.exit === null);
    for (const row of rows) {
      const already = takeFrom(known, keyOf(row));
      if (already !== undefined) {
        unchanged.push(already.position.positionId);
        continue;
      }
      const sameDay = ({ position }: StatedLot): boolean => position.entryDate === row.entryDate;
      const match =
        lots.find((lot) => sameDay(lot) && quantityOf(lot.position).eq(row.quantity)) ??
        lots.find((lot) => sameDay(lot) && sizeOf(lot.position).gt(sizeOf(row)));
      if (match === undefined || row.exit === null) {
        open(row);
        continue;
      }
      const { position } = match;
      const rest = quantityOf(position).minus(row.quantity);
      const left = rest.eq(0) ? null : { quantity: toDecimal(rest), entryPrice: position.entryPrice };
      reduce({ was: match, lot: match }, left, { ...row.exit, from: 'file' });
      const remainder = closed.at(-1)?.remainder ?? null;
      lots = lots.flatMap((lot) =>
        lot !== match ? [lot] : remainder === null ? [] : [{ ...match, ...remainder }],
      );
    }
    return lots;
  };

  const isComparable = ({ position }: StatedLot): boolean =>
    position.entryDate <= asOf &&
    (position.investmentClass !== 'OPTIONS' || position.contract.expiration >= asOf);

  const reconcileSecurity = (security: Security): void => {
    const { symbol } = security;
    const open = matchClosed(
      security.rows.filter(({ exit }) => exit !== null),
      security.lots,
    );
    const rows = security.rows.filter(({ exit }) => exit === null);
    const lots = open.filter((lot) => rows.length > 0 || isComparable(lot));
    for (const lot of open) if (!lots.includes(lot)) unchanged.push(lot.position.positionId);
    const inFileShares = afterSplit({ symbol, lots, rows });
    if (inFileShares === null) return;
    const sold = file.dated ? matchDated(inFileShares, rows) : matchHolding(inFileShares, rows);
    if (sold.length > 0) {
      askForExit(
        symbol,
        sold.reduce((sum, { lot }) => sum.plus(sizeOf(lot.position)), decimal(0)),
      );
    }
  };

  const lots = groupBy(held, ({ position }) => securityOf(position));
  const rows = groupBy(file.positions, securityOf);
  for (const key of new Set([...lots.keys(), ...rows.keys()])) {
    const ofKey = { lots: lots.get(key) ?? [], rows: rows.get(key) ?? [] };
    const symbol = (ofKey.lots[0]?.position ?? ofKey.rows[0])?.symbol;
    if (symbol !== undefined) reconcileSecurity({ symbol, ...ofKey });
  }
  return { opened, changed, closed, splits, unchanged, questions };
};
