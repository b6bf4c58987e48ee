import { mostRecentCompletedSession } from '../../domain/calendar/nyse.ts';
import type { IsoDate } from '../../domain/dates.ts';
import { decimal } from '../../domain/decimal.ts';
import { isActiveOn, pricedSymbolOf } from '../../domain/portfolio/position.ts';
import { type HeldLot, outlookOf, type TargetOutlook } from '../../domain/targets/outlook.ts';
import { isOptionType, type NewTarget, targetKeyOf } from '../../domain/targets/target-price.ts';
import { allPositions } from '../analytics/book.ts';
import type { Clock } from '../ports/clock.ts';
import type { Queries, SnapshotRow, TargetPriceRow } from '../ports/queries.ts';

export type TargetWithOutlook = { readonly row: TargetPriceRow; readonly outlook: TargetOutlook };

export type PortfolioTargets = {
  /** Prices are the latest at or before it: the date of the snapshot, or of the last completed session. */
  readonly asOf: IsoDate;
  readonly snapshot: SnapshotRow | null;
  readonly held: readonly HeldLot[];
  readonly targets: readonly TargetWithOutlook[];
};

type Sources = { readonly queries: Queries; readonly clock: Clock };

/** What is held as the latest snapshot has it; before the first, the lots that are open, without a value. */
const holdings = async (
  { queries, clock }: Sources,
  portfolioId: string,
): Promise<Omit<PortfolioTargets, 'targets'>> => {
  const [snapshot, rows] = await Promise.all([
    queries.snapshot(portfolioId, 'latest'),
    allPositions(queries, portfolioId),
  ]);
  if (snapshot === null) {
    const asOf = mostRecentCompletedSession(clock());
    const held = rows
      .filter(({ position }) => isActiveOn(position, asOf))
      .map(({ position }) => ({ position, quantity: position.quantity, marketValue: null }));
    return { asOf, snapshot, held };
  }
  const marks = new Map(snapshot.marks.map((mark) => [mark.positionId, mark]));
  const held = rows.flatMap(({ position }): readonly HeldLot[] => {
    const mark = marks.get(position.positionId);
    // A lot that was closed on the day is in the snapshot with nothing left of it.
    return mark === undefined || decimal(mark.quantity).eq(0)
      ? []
      : [{ position, quantity: mark.quantity, marketValue: mark.marketValue }];
  });
  return { asOf: snapshot.valuation.date, snapshot, held };
};

/** Whose market price a target goes by: what is private or cash has none, whatever its symbol spells. */
const marketSymbolOf = (target: NewTarget, held: readonly HeldLot[]): string | null => {
  if (isOptionType(target.positionType)) return null;
  const lot = held.find(({ position }) => {
    const key = targetKeyOf(position);
    return key.symbol === target.symbol && key.positionType === target.positionType;
  });
  return lot === undefined ? target.symbol : pricedSymbolOf(lot.position);
};

const withOutlooks = async (
  { queries }: Sources,
  about: Omit<PortfolioTargets, 'targets'>,
  rows: readonly TargetPriceRow[],
): Promise<readonly TargetWithOutlook[]> => {
  const wanted = rows.map((row) => ({ row, symbol: marketSymbolOf(row, about.held) }));
  const symbols = [...new Set(wanted.flatMap(({ symbol }) => symbol ?? []))];
  const closes = await queries.latestCloses(symbols, about.asOf);
  return wanted.map(({ row, symbol }) => ({
    row,
    outlook: outlookOf(row, about.held, symbol === null ? undefined : closes.get(symbol)),
  }));
};

/** Every target of a portfolio, by symbol, with what it says of what is held. Reads only; nothing is calculated ahead. */
export const readTargets = async (sources: Sources, portfolioId: string): Promise<PortfolioTargets> => {
  const [about, rows] = await Promise.all([
    holdings(sources, portfolioId),
    sources.queries.targetPrices(portfolioId),
  ]);
  return { ...about, targets: await withOutlooks(sources, about, rows) };
};

/** One target with its outlook; null when there is none. */
export const readTarget = async (
  sources: Sources,
  targetId: string,
): Promise<(TargetWithOutlook & { readonly asOf: IsoDate }) | null> => {
  const row = await sources.queries.targetPrice(targetId);
  if (row === null) return null;
  const about = await holdings(sources, row.portfolioId);
  const [found] = await withOutlooks(sources, about, [row]);
  return found === undefined ? null : { ...found, asOf: about.asOf };
};
