import { type IsoDate, isIsoDate } from '../dates.ts';
import type { Decider } from '../decider.ts';
import { decimal, toDecimal } from '../decimal.ts';
import { refuse } from '../errors/refusal.ts';
import type { PortfolioId, PositionId } from '../ids.ts';
import type { Cells } from '../import/columns.ts';
import { parseExit, parseQuantity } from '../import/fields.ts';
import { cellsOfPosition } from '../import/position-cells.ts';
import type { FieldError } from '../import/report.ts';
import { readRow } from '../import/row.ts';
import { limits } from '../limits.ts';
import { fail, ok, type Result } from '../result.ts';
import { canonicalSymbol } from '../symbol/canonical-symbol.ts';
import type { PositionEvent } from './events.ts';
import type { PortfolioLot, StatedLot } from './lot.ts';
import type { Lots } from './lots.ts';
import type { Position } from './position.ts';
import { type EntryErrors, refuseEntries } from './position-errors.ts';
import { inSharesOf, type ShareRatio } from './share-split.ts';

type Told = {
  readonly portfolioId: PortfolioId;
  /** New York date. */
  readonly today: IsoDate;
};

/** What a person may change of a lot: what it is a lot of stays. As text, as it was written; blank clears. */
export type Adjustment = Partial<
  Pick<Cells, 'quantity' | 'entryPrice' | 'entryDate' | 'investmentSubtype' | 'exitDate' | 'exitPrice'>
>;

/** Each is all of its entries, or none. */
export type PositionCommand =
  | (Told & {
      readonly type: 'OpenPositions';
      readonly entries: readonly { readonly positionId: PositionId; readonly cells: Cells }[];
      /** Of the same security or contract and entry date as one that is held, or as another entry. */
      readonly onDuplicate: 'refuse' | 'keep';
    })
  | (Told & {
      readonly type: 'AdjustPositions';
      readonly entries: readonly { readonly positionId: PositionId; readonly changes: Adjustment }[];
    })
  | (Told & {
      readonly type: 'ClosePositions';
      readonly shareRatio: ShareRatio;
      readonly entries: readonly {
        readonly positionId: PositionId;
        /** Shares of the exit date or contracts, without a sign; null closes all of it. */
        readonly quantity: string | null;
        readonly exitDate: string;
        readonly exitPrice: string;
        /** The id of the closed part, where it is a part. */
        readonly closedPartId: PositionId;
      }[];
    })
  | (Told & {
      readonly type: 'RemovePositions';
      readonly positionIds: readonly PositionId[];
      readonly reason: string | null;
    });

type Command<Type> = Extract<PositionCommand, { type: Type }>;
type Decided = ReturnType<Decider<PositionCommand, PositionEvent, unknown>['decide']>;
/** One entry, decided: an event before it is known whether it is the last; null when there is nothing to do. */
type Entry = Result<
  PositionEvent | null,
  { readonly symbol: string; readonly errors: readonly FieldError[] }
>;

const PRICE_DECIMALS = limits.price.decimals;

/** All events, the last of which asks for the calculation; or everything that is wrong with any entry. */
const together = (entries: readonly Entry[]): Decided => {
  const errors: EntryErrors[] = [];
  const events: PositionEvent[] = [];
  for (const [index, entry] of entries.entries()) {
    if (!entry.ok) errors.push({ row: index + 1, ...entry.error });
    else if (entry.value !== null) events.push(entry.value);
  }
  if (errors.length > 0) return fail(refuseEntries(errors, entries.length));
  const last = events.length - 1;
  return ok(
    events.map((event, index): PositionEvent => {
      const autoCalculate = index === last;
      switch (event.type) {
        case 'PositionOpened':
          return { type: event.type, data: { ...event.data, autoCalculate } };
        case 'PositionAdjusted':
          return { type: event.type, data: { ...event.data, autoCalculate } };
        case 'PositionClosed':
          return { type: event.type, data: { ...event.data, autoCalculate } };
        case 'PositionRemoved':
          return { type: event.type, data: { ...event.data, autoCalculate } };
        default:
          return event satisfies never;
      }
    }),
  );
};

const identityOf = ({ investmentClass, symbol, entryDate }: Omit<Position, 'positionId'>): string =>
  `${investmentClass === 'OPTIONS' ? symbol : canonicalSymbol(symbol)} ${entryDate}`;

const duplicate = (symbol: string): FieldError => ({
  column: 'symbol',
  value: symbol,
  code: 'ERR_POS_023',
  message: 'A lot of the same symbol or contract and entry date is there already.',
  fix: 'Change that lot, or send on_duplicate=keep to have both.',
});

const open = (command: Command<'OpenPositions'>, { lots, removedLots }: Lots): Decided => {
  const { portfolioId, today, entries, onDuplicate } = command;
  const isKnown = (id: PositionId): boolean => lots.has(id) || removedLots.has(id);
  // The same command again.
  if (entries.every(({ positionId }) => isKnown(positionId))) return ok([]);
  const identities = new Set([...lots.values()].map(({ position }) => identityOf(position)));
  return together(
    entries.map(({ positionId, cells }, index): Entry => {
      const { position, errors } = readRow(index + 1, cells, { today, priceDecimals: PRICE_DECIMALS });
      if (position === null) return fail({ symbol: cells.symbol, errors });
      const identity = identityOf(position);
      if (onDuplicate === 'refuse' && identities.has(identity)) {
        return fail({ symbol: position.symbol, errors: [duplicate(position.symbol)] });
      }
      identities.add(identity);
      const lot = { position: { ...position, positionId }, statedOn: today };
      return ok({ type: 'PositionOpened', data: { portfolioId, lot, autoCalculate: false } });
    }),
  );
};

const afterOf = (event: PositionEvent): StatedLot | null => {
  switch (event.type) {
    case 'PositionOpened':
      return event.data.lot;
    case 'PositionAdjusted':
      return event.data.after;
    case 'PositionClosed':
      return event.data.remainder ?? event.data.closed;
    case 'PositionRemoved':
      return null;
    default:
      return event satisfies never;
  }
};

/** Decides entry by entry: one that names a lot again sees what the one before made of it. */
const eachLot = <Named extends { readonly positionId: PositionId }>(
  entries: readonly Named[],
  { lots }: Lots,
  decideEntry: (entry: Named, lot: PortfolioLot, index: number) => Entry,
): Decided => {
  const now = new Map<PositionId, PortfolioLot | null>();
  const decided: Entry[] = [];
  for (const [index, entry] of entries.entries()) {
    const { positionId } = entry;
    const lot = now.has(positionId) ? now.get(positionId) : lots.get(positionId);
    if (lot == null) return fail(refuse('ERR_POS_042', { details: { position_id: positionId } }));
    const result = decideEntry(entry, lot, index);
    if (result.ok && result.value !== null) {
      const after = afterOf(result.value);
      now.set(positionId, after && { ...after, importId: lot.importId, changedBy: null });
    }
    decided.push(result);
  }
  return together(decided);
};

const sameAs = (a: Cells, b: Cells): boolean =>
  Object.entries(a).every(([column, text]) => b[column as keyof Cells] === text);

const adjust = ({ portfolioId, today, entries }: Command<'AdjustPositions'>, state: Lots): Decided =>
  eachLot(entries, state, ({ changes }, lot, index): Entry => {
    const { positionId, symbol } = lot.position;
    const before = cellsOfPosition(lot.position);
    const row = readRow(index + 1, { ...before, ...changes }, { today, priceDecimals: PRICE_DECIMALS });
    if (row.position === null) return fail({ symbol, errors: row.errors });
    const after = cellsOfPosition(row.position);
    if (sameAs(before, after)) return ok(null);
    // What is stated anew is in the shares in which it is shown.
    const to = { position: { ...row.position, positionId }, statedOn: lot.statedOn };
    return ok({
      type: 'PositionAdjusted',
      data: { portfolioId, before: lot, after: to, autoCalculate: false },
    });
  });

/** How much of the lot is closed, signed like it. */
const closedQuantity = ({ position }: StatedLot, text: string | null): Result<string, FieldError> => {
  if (text === null) return ok(position.quantity);
  const parsed = parseQuantity(text);
  if (!parsed.ok) return parsed;
  const size = decimal(parsed.value);
  if (size.lt(0) || size.gt(decimal(position.quantity).abs())) {
    const message = `Of this position ${toDecimal(decimal(position.quantity).abs())} can be closed.`;
    return fail({ column: 'quantity', value: text, code: 'ERR_POS_041', message });
  }
  return ok(toDecimal(position.quantity.startsWith('-') ? size.neg() : size));
};

const closeOne = (
  { portfolioId, today, shareRatio }: Command<'ClosePositions'>,
  { quantity, exitDate, exitPrice, closedPartId }: Command<'ClosePositions'>['entries'][number],
  before: PortfolioLot,
): Entry => {
  const lot = isIsoDate(exitDate) ? inSharesOf(before, exitDate, shareRatio) : before;
  const { position, statedOn } = lot;
  const { symbol } = position;
  const expiration = position.investmentClass === 'OPTIONS' ? position.contract.expiration : null;
  const [date, price] = parseExit(exitDate, exitPrice, {
    today,
    decimals: PRICE_DECIMALS,
    entryDate: position.entryDate,
    expiration,
  }) ?? [
    fail<FieldError>({ column: 'exitDate', value: '', code: 'ERR_POS_024' }),
    fail<FieldError>({ column: 'exitPrice', value: '', code: 'ERR_POS_025' }),
  ];
  const amount = closedQuantity(lot, quantity);
  const errors = [date, price, amount].flatMap((checked) => (checked.ok ? [] : [checked.error]));
  if (date.ok && expiration !== null && date.value > expiration) {
    errors.push({ column: 'exitDate', value: exitDate, code: 'ERR_POS_043' });
  }
  if (!date.ok || !price.ok || !amount.ok || errors.length > 0) return fail({ symbol, errors });
  const exit = { date: date.value, price: price.value };
  if (position.exit !== null) {
    // The same again.
    if (position.exit.date === exit.date && position.exit.price === exit.price) return ok(null);
    return fail({ symbol, errors: [{ column: 'exitDate', value: exitDate, code: 'ERR_POS_040' }] });
  }
  const left = decimal(position.quantity).minus(amount.value);
  const isWhole = left.eq(0);
  const positionId = isWhole ? position.positionId : closedPartId;
  return ok({
    type: 'PositionClosed',
    data: {
      portfolioId,
      before,
      closed: { position: { ...position, positionId, quantity: amount.value, exit }, statedOn },
      remainder: isWhole ? null : { position: { ...position, quantity: toDecimal(left) }, statedOn },
      autoCalculate: false,
    },
  });
};

const close = (command: Command<'ClosePositions'>, state: Lots): Decided => {
  const { lots, removedLots } = state;
  // The same command again.
  const isDone = (id: PositionId): boolean => lots.has(id) || removedLots.has(id);
  const toDo = command.entries.filter(({ closedPartId }) => !isDone(closedPartId));
  return eachLot(toDo, state, (entry, lot) => closeOne(command, entry, lot));
};

const remove = ({ portfolioId, positionIds, reason }: Command<'RemovePositions'>, state: Lots): Decided => {
  const toDo = [...new Set(positionIds)].filter((positionId) => !state.removedLots.has(positionId));
  return eachLot(
    toDo.map((positionId) => ({ positionId })),
    state,
    (_entry, lot) =>
      ok({
        type: 'PositionRemoved',
        data: { portfolioId, removed: lot, reason, autoCalculate: false },
      }),
  );
};

/** Lots as a person keeps them: each command is all of its entries or none, and a repeated one changes nothing. */
export const decidePositions = (command: PositionCommand, state: Lots): Decided => {
  switch (command.type) {
    case 'OpenPositions':
      return open(command, state);
    case 'AdjustPositions':
      return adjust(command, state);
    case 'ClosePositions':
      return close(command, state);
    case 'RemovePositions':
      return remove(command, state);
    default:
      return command satisfies never;
  }
};
