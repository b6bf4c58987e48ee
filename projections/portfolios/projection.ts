import type { RecordedEvent } from '../../application/ports/event-store.ts';
import type {
  PortfolioArchived,
  PortfolioCreated,
  PositionsImported,
  PositionsImportReverted,
} from '../../domain/portfolio/events.ts';
import { defineProjection, type Tables } from '../projection.ts';

type Created = RecordedEvent<PortfolioCreated>;
type Archived = RecordedEvent<PortfolioArchived>;

const portfolioRow = ({ data, metadata, position }: Created) => ({
  portfolio_id: data.portfolioId,
  user_id: data.userId,
  portfolio_name: data.portfolioName,
  account_name: data.accountName,
  account_type: data.accountType,
  stated_equity: data.equityBalance,
  equity_as_of: data.equityAsOf,
  description: data.description,
  currency: data.currency,
  created_at: metadata.occurredAt,
  created_position: String(position),
});

/** An archived portfolio is out of sight; the log keeps it. */
const applyPortfolios = async (page: readonly (Created | Archived)[], tables: Tables): Promise<void> => {
  const last = new Map(page.map((event) => [event.data.portfolioId, event]));
  const created: Created[] = [];
  const archived: Archived[] = [];
  for (const event of last.values()) {
    if (event.type === 'PortfolioCreated') created.push(event);
    else archived.push(event);
  }
  await tables.upsert('portfolios', ['portfolio_id'], created.map(portfolioRow));
  await tables.remove(
    'portfolios',
    ['portfolio_id'],
    archived.map(({ data }) => ({ portfolio_id: data.portfolioId })),
  );
};

type ImportRow = {
  readonly file_sha256: string;
  readonly positions: number;
  readonly imported_at: string;
  readonly imported_position: string;
  readonly reverted_at: string | null;
  readonly revert_reason: string | null;
};

type ImportEvent = RecordedEvent<PositionsImported> | RecordedEvent<PositionsImportReverted>;

const applyImports = (page: readonly ImportEvent[], tables: Tables): Promise<void> =>
  tables.fold<ImportEvent, ImportRow>(page, {
    table: 'portfolio_imports',
    keyOf: ({ data }) => ({ portfolio_id: data.portfolioId, import_id: data.importId }),
    load: ['file_sha256', 'positions', 'imported_at', 'imported_position', 'reverted_at', 'revert_reason'],
    fold: (row, event) => {
      switch (event.type) {
        case 'PositionsImported':
          return {
            file_sha256: event.data.fileSha256,
            positions: event.data.positions.length,
            imported_at: event.metadata.occurredAt,
            imported_position: String(event.position),
            reverted_at: null,
            revert_reason: null,
          };
        case 'PositionsImportReverted':
          return row === null
            ? null
            : { ...row, reverted_at: event.metadata.occurredAt, revert_reason: event.data.reason };
        default:
          return event satisfies never;
      }
    },
  });

type PortfolioEvent = PortfolioCreated | PortfolioArchived | PositionsImported | PositionsImportReverted;

/** A user's portfolios, and the files that were imported into them. */
export const portfolios = defineProjection<PortfolioEvent>({
  name: 'portfolios',
  version: 1,
  partition: 'portfolio',
  tables: ['portfolios', 'portfolio_imports'],
  ddl: `
    create table portfolios (
      portfolio_id     text           primary key,
      user_id          text           not null,
      portfolio_name   text           not null,
      account_name     text           not null,
      account_type     text           not null,
      stated_equity    numeric        not null,
      equity_as_of     date           not null,
      description      text,
      currency         text           not null,
      created_at       timestamptz(3) not null,
      created_position bigint         not null
    );
    create index portfolios_of_user on portfolios (user_id, created_position);

    create table portfolio_imports (
      portfolio_id      text           not null,
      import_id         text           not null,
      file_sha256       text           not null,
      positions         int            not null,
      imported_at       timestamptz(3) not null,
      imported_position bigint         not null,
      reverted_at       timestamptz(3),
      revert_reason     text,
      last_position     bigint         not null,
      primary key (portfolio_id, import_id)
    );
  `,
  eventTypes: ['PortfolioCreated', 'PortfolioArchived', 'PositionsImported', 'PositionsImportReverted'],
  apply: async (page, tables) => {
    await applyPortfolios(
      page.filter((event) => event.type === 'PortfolioCreated' || event.type === 'PortfolioArchived'),
      tables,
    );
    await applyImports(
      page.filter((event) => event.type === 'PositionsImported' || event.type === 'PositionsImportReverted'),
      tables,
    );
  },
});
