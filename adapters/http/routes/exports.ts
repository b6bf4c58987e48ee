import { z } from 'zod';
import { allPositions } from '../../../application/analytics/book.ts';
import type { Queries, SnapshotRow } from '../../../application/ports/queries.ts';
import { attachment } from '../attachment.ts';
import { text } from '../reply.ts';
import { portfolioRoute, type Route } from '../route.ts';
import { day, idParameter } from '../views/scalars.ts';

const own = { parameter: 'id', foreign: 'ERR_NOT_FOUND' } as const;
const params = z.strictObject({ id: idParameter });
const tag = 'Exports';
const CSV = 'text/csv; charset=utf-8';
const PAGE = 1000;

type Range = { readonly from?: string; readonly to?: string };

export const allSnapshots = async (
  queries: Queries,
  portfolioId: string,
  range: Range = {},
): Promise<readonly SnapshotRow[]> => {
  const rows: SnapshotRow[] = [];
  for (;;) {
    const { items, total } = await queries.snapshots(portfolioId, {
      ...range,
      limit: PAGE,
      offset: rows.length,
    });
    rows.push(...items);
    if (items.length === 0 || rows.length >= total) return rows;
  }
};

const nameOf = async (queries: Queries, portfolioId: string): Promise<string> =>
  (await queries.portfolio(portfolioId))?.accountName ?? portfolioId;

/** Portfolios as files. Those of targets and of contributions and withdrawals stand with their subjects. */
export const exportRoutes: readonly Route[] = [
  portfolioRoute(own, {
    method: 'get',
    path: '/api/v1/portfolios/{id}/positions/export.csv',
    tag,
    summary: 'All positions as a file',
    description:
      'In the twelve columns of the template, closed lots too. Imported again, it gives the same positions: prices ' +
      'keep six decimals, and lots of one symbol and day stay apart. What a spreadsheet would run has an apostrophe before it.',
    input: { params },
    success: { status: 200, description: 'The file', contentTypes: ['text/csv'] },
    handle: async ({ portfolioId }, { queries, writePositionsCsv }) => {
      const [rows, name] = await Promise.all([
        allPositions(queries, portfolioId),
        nameOf(queries, portfolioId),
      ]);
      return text(
        CSV,
        writePositionsCsv(rows.map(({ position }) => position)),
        attachment(['positions', name], 'csv'),
      );
    },
  }),
  portfolioRoute(own, {
    method: 'get',
    path: '/api/v1/portfolios/{id}/snapshots/export.csv',
    tag,
    summary: 'All snapshots as a file',
    input: { params, query: z.strictObject({ from: day.optional(), to: day.optional() }) },
    success: { status: 200, description: 'Newest first, one line per session', contentTypes: ['text/csv'] },
    handle: async ({ portfolioId, query: { from, to } }, { queries, writeSnapshotsCsv }) => {
      const range = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
      const [rows, name] = await Promise.all([
        allSnapshots(queries, portfolioId, range),
        nameOf(queries, portfolioId),
      ]);
      return text(CSV, writeSnapshotsCsv(rows), attachment(['snapshots', name], 'csv'));
    },
  }),
];
