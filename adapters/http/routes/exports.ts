import { z } from 'zod';
import { allPositions } from '../../../application/analytics/book.ts';
import { allRows, exportUser } from '../../../application/exports/export-user.ts';
import type { Queries } from '../../../application/ports/queries.ts';
import { attachment } from '../attachment.ts';
import { lines, text } from '../reply.ts';
import { portfolioRoute, type Route, userRoute } from '../route.ts';
import { day, idParameter } from '../views/scalars.ts';

const own = { parameter: 'id', foreign: 'ERR_NOT_FOUND' } as const;
const params = z.strictObject({ id: idParameter });
const tag = 'Exports';
const CSV = 'text/csv; charset=utf-8';
const nameOf = async (queries: Queries, portfolioId: string): Promise<string> =>
  (await queries.portfolio(portfolioId))?.accountName ?? portfolioId;

/** Portfolios as files. Those of targets and of contributions and withdrawals stand with their subjects. */
export const exportRoutes: readonly Route[] = [
  portfolioRoute(own, {
    method: 'get',
    path: '/api/v1/portfolios/{id}/positions/export.csv',
    impersonated: 'never',
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
    impersonated: 'never',
    tag,
    summary: 'All snapshots as a file',
    input: { params, query: z.strictObject({ from: day.optional(), to: day.optional() }) },
    success: { status: 200, description: 'Newest first, one line per session', contentTypes: ['text/csv'] },
    handle: async ({ portfolioId, query: { from, to } }, { queries, writeSnapshotsCsv }) => {
      const range = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
      const [rows, name] = await Promise.all([
        allRows((paging) => queries.snapshots(portfolioId, { ...range, ...paging })),
        nameOf(queries, portfolioId),
      ]);
      return text(CSV, writeSnapshotsCsv(rows), attachment(['snapshots', name], 'csv'));
    },
  }),
  userRoute({
    method: 'get',
    path: '/api/v1/users/me/export',
    impersonated: 'never',
    tag,
    summary: 'Everything that is known about you',
    description:
      'A zip archive: all your events as NDJSON, and positions, snapshots, target prices, contributions and withdrawals ' +
      'of every portfolio as CSV. It is made while it is read.',
    success: { status: 200, description: 'The archive', contentTypes: ['application/zip'] },
    handle: async ({ user }, services) => {
      const { clock, zip, writePositionsCsv, writeSnapshotsCsv, writeTargetsCsv, writeCapitalFlowsCsv } =
        services;
      const now = clock();
      const files = await exportUser(
        user,
        services,
        {
          positions: writePositionsCsv,
          snapshots: writeSnapshotsCsv,
          targets: writeTargetsCsv,
          flows: writeCapitalFlowsCsv,
        },
        now,
      );
      const headers = attachment(['sigmafold_export', now.toISOString().slice(0, 10)], 'zip');
      return lines('application/zip', headers, zip(files, now));
    },
  }),
];
