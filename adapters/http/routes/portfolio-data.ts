import type { PositionRow, Queries, RiskRow } from '../../../application/ports/queries.ts';
import { pricedSymbolOf } from '../../../domain/portfolio/position.ts';

const PAGE = 1000;

const allPositions = async (queries: Queries, portfolioId: string): Promise<readonly PositionRow[]> => {
  const rows: PositionRow[] = [];
  for (;;) {
    const { items, total } = await queries.positions(portfolioId, { limit: PAGE, offset: rows.length });
    rows.push(...items);
    if (items.length === 0 || rows.length >= total) return rows;
  }
};

/** The symbols whose market price the open positions need, in order, each once. */
export const pricedSymbols = async (queries: Queries, portfolioId: string): Promise<readonly string[]> => {
  const open = (await allPositions(queries, portfolioId)).filter(({ position }) => position.exit === null);
  return [...new Set(open.flatMap(({ position }) => pricedSymbolOf(position) ?? []))].sort();
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
