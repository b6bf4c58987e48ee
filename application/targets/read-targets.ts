import { mostRecentCompletedSession } from '../../domain/calendar/nyse.ts';
import type { IsoDate } from '../../domain/dates.ts';
import { decimal } from '../../domain/decimal.ts';
import { isActiveOn, pricedSymbolOf } from '../../domain/portfolio/position.ts';
import { type HeldLot, heldLot, outlookOf, type TargetOutlook } from '../../domain/targets/outlook.ts';
import { isOptionType, type NewTarget } from '../../domain/targets/target-price.ts';
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
      .map(({ position }) => heldLot(position, position.quantity, null));
    return { asOf, snapshot, held };
  }
  const marks = new Map(snapshot.marks.map((mark) => [mark.positionId, mark]));
  const held = rows.flatMap(({ position }): readonly HeldLot[] => {
    const mark = marks.get(position.positionId);
    // A lot that was closed on the day is in the snapshot with nothing left of it.
    return mark === undefined || decimal(mark.quantity).eq(0)
      ? []
      : [heldLot(position, mark.quantity, mark.marketValue)];
  });
  return { asOf: snapshot.valuation.date, snapshot, held };
};

/** Whose market price a target goes by: what is private or cash has none, whatever its symbol spells. */
const marketSymbolOf = (target: NewTarget, sameSymbol: readonly HeldLot[]): string | null => {
  if (isOptionType(target.positionType)) return null;
  const lot = sameSymbol.find(({ key }) => key.positionType === target.positionType);
  return lot === undefined ? target.symbol : pricedSymbolOf(lot.position);
};

const withOutlooks = async (
  { queries }: Sources,
  about: Omit<PortfolioTargets, 'targets'>,
  rows: readonly TargetPriceRow[],
): Promise<readonly TargetWithOutlook[]> => {
  const bySymbol = new Map<string, HeldLot[]>();
  for (const lot of about.held) {
    const same = bySymbol.get(lot.key.symbol);
    if (same === undefined) bySymbol.set(lot.key.symbol, [lot]);
    else same.push(lot);
  }
  const wanted = rows.map((row) => {
    const sameSymbol = bySymbol.get(row.symbol) ?? [];
    return { row, sameSymbol, symbol: marketSymbolOf(row, sameSymbol) };
  });
  const symbols = [...new Set(wanted.flatMap(({ symbol }) => symbol ?? []))];
  const closes = await queries.latestCloses(symbols, about.asOf);
  return wanted.map(({ row, sameSymbol, symbol }) => ({
    row,
    outlook: outlookOf(row, sameSymbol, symbol === null ? undefined : closes.get(symbol)),
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
