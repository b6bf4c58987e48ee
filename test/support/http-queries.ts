import type { Queries } from '../../application/ports/queries.ts';
import { noRows } from './http.ts';
import {
  capitalFlowRow,
  dataProblem,
  importRow,
  inviteRow,
  mark,
  portfolioRow,
  positionRows,
  riskRow,
  runRow,
  snapshotRow,
  symbolFactorsRow,
  symbolMetricsRow,
  symbolPrices,
  symbolRow,
  targetRow,
  userRow,
} from './http-rows.ts';

/** Read models that know one portfolio, with a row of everything, or with nothing but the portfolio. */
export const createTestQueries = (
  of: () => { readonly portfolioId: string; readonly userId: string },
  withData: () => boolean,
): Queries => {
  const ours = (portfolioId: string): boolean => portfolioId === of().portfolioId;
  const ifOurs = <Value, Empty>(portfolioId: string, value: Value, none: Empty): Value | Empty =>
    ours(portfolioId) && withData() ? value : none;
  const empty = { items: [], total: 0 };
  return {
    ...noRows,
    users: async () => ({ items: [userRow(of().userId)], total: 1 }),
    invites: async () => ({ items: [inviteRow], total: 1 }),
    inviteUses: async () => ({ items: [{ userId: of().userId, usedAt: inviteRow.createdAt }], total: 1 }),
    portfoliosOf: async (userId) =>
      userId === of().userId ? { items: [portfolioRow(of().portfolioId, userId)], total: 1 } : empty,
    portfolio: async (portfolioId) => (ours(portfolioId) ? portfolioRow(portfolioId, of().userId) : null),
    imports: async (portfolioId) => ifOurs(portfolioId, [importRow], []),
    capitalFlows: async (portfolioId) => ifOurs(portfolioId, { items: [capitalFlowRow], total: 1 }, empty),
    capitalFlow: async (portfolioId) => ifOurs(portfolioId, capitalFlowRow, null),
    positions: async (portfolioId, { offset }) =>
      ifOurs(portfolioId, { items: positionRows.slice(offset), total: positionRows.length }, empty),
    position: async (portfolioId) => ifOurs(portfolioId, positionRows[0] ?? null, null),
    targetsRevision: async () => 0n,
    snapshots: async (portfolioId, { to }) =>
      ifOurs(
        portfolioId,
        { items: [to === undefined ? snapshotRow() : snapshotRow(to, '4000.00')], total: 1 },
        empty,
      ),
    snapshot: async (portfolioId) => ifOurs(portfolioId, { ...snapshotRow(), marks: [mark] }, null),
    risk: async (portfolioId) => ifOurs(portfolioId, riskRow, null),
    targetPrices: async (portfolioId) => ifOurs(portfolioId, [targetRow(portfolioId)], []),
    targetPrice: async (targetId) => ifOurs(targetId, targetRow(targetId), null),
    latestCloses: async () =>
      new Map([
        ['AAPL', { date: '2024-06-28', close: '210.62', eventId: targetRow('').eventId, simulated: true }],
      ]),
    run: async () => (withData() ? runRow(of().portfolioId) : null),
    latestRun: async (portfolioId) => ifOurs(portfolioId, runRow(portfolioId), null),
    restatementRuns: async () => (withData() ? { items: [runRow(of().portfolioId)], total: 1 } : empty),
    symbol: async (symbol) => (symbol === symbolRow.symbol ? symbolRow : null),
    prices: async (symbols) =>
      new Map(symbols.includes(symbolRow.symbol) && withData() ? [[symbolRow.symbol, symbolPrices]] : []),
    dataProblems: async () => ({
      items: [dataProblem],
      total: 1,
      counts: { critical: 1, warning: 0, info: 0 },
    }),
    knownSymbols: async () => (withData() ? { items: [symbolRow], total: 1 } : empty),
    searchSymbols: async () => (withData() ? { items: [symbolMetricsRow], total: 1 } : empty),
    symbolFactors: async () => (withData() ? [symbolFactorsRow] : []),
  };
};
