import type { UnidentifiedPosition } from '../../domain/portfolio/position.ts';
import { allPositions } from '../analytics/book.ts';
import type { SignedInUser } from '../application.ts';
import type { LogExport } from '../history/export-log.ts';
import type { ColumnMappings } from '../ports/column-mappings.ts';
import type { EventStore } from '../ports/event-store.ts';
import type {
  CapitalFlowRow,
  PageOf,
  Paging,
  PortfolioRow,
  Queries,
  SnapshotRow,
  TargetPriceRow,
} from '../ports/queries.ts';
import type { ArchivedFile } from './archived-file.ts';

export type ExportWriters = {
  readonly positions: (positions: readonly UnidentifiedPosition[]) => string;
  readonly snapshots: (snapshots: readonly SnapshotRow[]) => string;
  readonly targets: (targets: readonly TargetPriceRow[]) => string;
  readonly flows: (flows: readonly CapitalFlowRow[]) => string;
};

type Sources = {
  readonly queries: Queries;
  readonly store: Pick<EventStore, 'head'>;
  readonly logExport: LogExport;
  readonly columnMappings: ColumnMappings;
};

const PAGE = 1000;

/** All rows of something that is read page by page. */
export const allRows = async <Row>(
  read: (paging: Paging) => Promise<PageOf<Row>>,
): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for (;;) {
    const { items, total } = await read({ limit: PAGE, offset: rows.length });
    rows.push(...items);
    if (items.length === 0 || rows.length >= total) return rows;
  }
};

async function* once(text: () => Promise<string> | string): AsyncGenerator<string> {
  yield await text();
}

const file = (path: string, text: () => Promise<string> | string): ArchivedFile => ({
  path,
  content: () => once(text),
});

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** A name that every file system takes; the id keeps portfolios apart. */
const folderOf = ({ accountName, portfolioId }: PortfolioRow): string => {
  const name = accountName
    .replaceAll(/[^A-Za-z0-9-]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 50);
  return `portfolios/${name === '' ? '' : `${name}-`}${portfolioId}`;
};

const filesOf = (
  portfolio: PortfolioRow,
  { queries }: Sources,
  writers: ExportWriters,
): readonly ArchivedFile[] => {
  const { portfolioId } = portfolio;
  const folder = folderOf(portfolio);
  return [
    file(`${folder}/portfolio.json`, () => pretty({ ...portfolio, revision: undefined })),
    file(`${folder}/imports.json`, async () => pretty(await queries.imports(portfolioId))),
    file(`${folder}/positions.csv`, async () =>
      writers.positions((await allPositions(queries, portfolioId)).map(({ position }) => position)),
    ),
    file(`${folder}/snapshots.csv`, async () =>
      writers.snapshots(await allRows((paging) => queries.snapshots(portfolioId, paging))),
    ),
    file(`${folder}/target_prices.csv`, async () => writers.targets(await queries.targetPrices(portfolioId))),
    file(`${folder}/equity_changes.csv`, async () =>
      writers.flows(await allRows((paging) => queries.capitalFlows(portfolioId, paging))),
    ),
  ];
};

const readme = (user: SignedInUser, exportedAt: Date): string =>
  [
    'Everything that this service knows about you.',
    '',
    `Made for ${user.fullName} <${user.email}> at ${exportedAt.toISOString()}.`,
    '',
    'manifest.json          what is in this archive, and up to which place in the log',
    'profile.json           your account',
    'events.ndjson          every event about you and your portfolios, also archived ones, one per line, oldest first;',
    '                       each line ends with its hash in the chain of the log, so that it can be checked. Your name',
    '                       and address stand in it as they are stored, which is encrypted; profile.json has them plainly.',
    'column_mappings.json   the column mappings that you saved',
    'portfolios/<name>-<id>/',
    '  portfolio.json       names, type and stated equity',
    '  imports.json         the files that were imported; the files themselves are not kept',
    '  positions.csv        in the columns of the template: imported again, it gives the same positions',
    '  snapshots.csv        one line per session, newest first',
    '  target_prices.csv    in the columns that the import of targets reads',
    '  equity_changes.csv   contributions and withdrawals',
    '',
    'Amounts are in US dollars. A cell that a spreadsheet would run as a formula has an apostrophe before it.',
    '',
  ].join('\r\n');

/** The files of a person's export. What they contain is read when the archive comes to them. */
export const exportUser = async (
  user: SignedInUser,
  sources: Sources,
  writers: ExportWriters,
  exportedAt: Date,
): Promise<readonly ArchivedFile[]> => {
  const { queries, store, logExport, columnMappings } = sources;
  const upTo = await store.head();
  const [open, archived] = await Promise.all([
    allRows((paging) => queries.portfoliosOf(user.userId, paging)),
    allRows((paging) => queries.archivedPortfoliosOf(user.userId, paging)),
  ]);
  const files: readonly ArchivedFile[] = [
    file('README.txt', () => readme(user, exportedAt)),
    file('profile.json', () => pretty(user)),
    { path: 'events.ndjson', content: () => logExport.ofUser(user.userId, upTo) },
    file('column_mappings.json', async () => pretty(await columnMappings.list(user.userId))),
    ...[...open, ...archived].flatMap((portfolio) => filesOf(portfolio, sources, writers)),
  ];
  const manifest = {
    format: 'sigmafold-export',
    version: 1,
    userId: user.userId,
    exportedAt: exportedAt.toISOString(),
    logPosition: upTo.toString(),
    files: files.map(({ path }) => path),
  };
  return [file('manifest.json', () => pretty(manifest)), ...files];
};
