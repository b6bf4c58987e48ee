import { allPositions } from '../../../application/analytics/book.ts';
import type { Queries, RiskRow } from '../../../application/ports/queries.ts';
import type { IsoDate } from '../../../domain/dates.ts';
import { isActiveOn, pricedSymbolOf } from '../../../domain/portfolio/position.ts';

/** The symbols whose market price the positions held on `date` need, in order, each once. */
export const pricedSymbols = async (
  queries: Queries,
  portfolioId: string,
  date: IsoDate,
): Promise<readonly string[]> => {
  const held = (await allPositions(queries, portfolioId)).filter(({ position }) =>
    isActiveOn(position, date),
  );
  return [...new Set(held.flatMap(({ position }) => pricedSymbolOf(position) ?? []))].sort();
};

/** The latest risk results and whether the prices behind them were made up; null before the first calculation. */
export const riskOrigin = async (
  queries: Queries,
  portfolioId: string,
): Promise<{ readonly portfolioId: string; readonly simulated: boolean; readonly risk: RiskRow } | null> => {
  const [risk, latest] = await Promise.all([
    queries.risk(portfolioId),
    queries.snapshots(portfolioId, { limit: 1, offset: 0 }),
  ]);
  return risk === null ? null : { portfolioId, risk, simulated: latest.items[0]?.simulated ?? false };
};
