import type { RecordedEvent } from '../../application/ports/event-store.ts';
import type {
  PortfolioEvent,
  PositionsImported,
  PositionsImportReverted,
  PositionsReconciled,
} from '../../domain/portfolio/events.ts';
import { defineProjection, type Tables } from '../projection.ts';

type PortfolioRow = {
  readonly user_id: string;
  readonly portfolio_name: string;
  readonly account_name: string;
  readonly account_type: string;
  readonly stated_equity: string;
  readonly equity_as_of: string;
  /** When its equity was first stated. */
  readonly recorded_from: string;
  readonly description: string | null;
  readonly currency: string;
  readonly created_at: string;
  readonly created_position: string;
  readonly archived_at: string | null;
  readonly revision: number;
};

/** What the event changes, besides the revision of the stream. */
const changesOf = (event: RecordedEvent<PortfolioEvent>): Partial<PortfolioRow> => {
  switch (event.type) {
    case 'PortfolioRenamed':
      return { portfolio_name: event.data.after.portfolioName, account_name: event.data.after.accountName };
    case 'EquityStated':
      return { stated_equity: event.data.equity, equity_as_of: event.data.asOf };
    case 'PortfolioArchived':
      return { archived_at: event.metadata.occurredAt };
    case 'PortfolioRevived':
      return { archived_at: null };
    default:
      return {};
  }
};

const applyPortfolios = (page: readonly RecordedEvent<PortfolioEvent>[], tables: Tables): Promise<void> =>
  tables.fold<RecordedEvent<PortfolioEvent>, PortfolioRow>(page, {
    table: 'portfolios',
    keyOf: ({ data }) => ({ portfolio_id: data.portfolioId }),
    load: [
      'user_id',
      'portfolio_name',
      'account_name',
      'account_type',
      'stated_equity',
      'equity_as_of',
      'recorded_from',
      'description',
      'currency',
      'created_at',
      'created_position',
      'archived_at',
      'revision',
    ],
    fold: (row, event) => {
      const revision = Number(event.revision);
      if (event.type !== 'PortfolioCreated') {
        return row === null ? null : { ...row, ...changesOf(event), revision };
      }
      const { data, metadata, position } = event;
      return {
        user_id: data.userId,
        portfolio_name: data.portfolioName,
        account_name: data.accountName,
        account_type: data.accountType,
        stated_equity: data.equityBalance,
        equity_as_of: data.equityAsOf,
        recorded_from: data.equityAsOf,
        description: data.description,
        currency: data.currency,
        created_at: metadata.occurredAt,
        created_position: String(position),
        archived_at: null,
        revision,
      };
    },
  });

type ImportRow = {
  readonly kind: 'first' | 'reconciliation';
  readonly file_sha256: string;
  readonly positions: number;
  readonly changed: number;
  readonly closed: number;
  readonly imported_at: string;
  readonly imported_position: string;
  readonly reverted_at: string | null;
  readonly revert_reason: string | null;
  readonly removed: number | null;
  readonly restored: number | null;
  readonly stayed: number | null;
};

type ImportEvent =
  | RecordedEvent<PositionsImported>
  | RecordedEvent<PositionsReconciled>
  | RecordedEvent<PositionsImportReverted>;

const newImport = ({
  data,
  metadata,
  position,
}: Exclude<ImportEvent, { type: 'PositionsImportReverted' }>) => ({
  file_sha256: data.fileSha256,
  imported_at: metadata.occurredAt,
  imported_position: String(position),
  reverted_at: null,
  revert_reason: null,
  removed: null,
  restored: null,
  stayed: null,
});

const applyImports = (page: readonly ImportEvent[], tables: Tables): Promise<void> =>
  tables.fold<ImportEvent, ImportRow>(page, {
    table: 'portfolio_imports',
    keyOf: ({ data }) => ({ portfolio_id: data.portfolioId, import_id: data.importId }),
    load: [
      'kind',
      'file_sha256',
      'positions',
      'changed',
      'closed',
      'imported_at',
      'imported_position',
      'reverted_at',
      'revert_reason',
      'removed',
      'restored',
      'stayed',
    ],
    fold: (row, event) => {
      switch (event.type) {
        case 'PositionsImported': {
          const positions = event.data.positions.length;
          return { kind: 'first', positions, changed: 0, closed: 0, ...newImport(event) };
        }
        case 'PositionsReconciled': {
          const { opened, changed, closed } = event.data;
          return {
            kind: 'reconciliation',
            positions: opened.length,
            changed: changed.length,
            closed: closed.length,
            ...newImport(event),
          };
        }
        case 'PositionsImportReverted': {
          const { reason, removed, restored, stayed } = event.data;
          return row === null
            ? null
            : {
                ...row,
                reverted_at: event.metadata.occurredAt,
                revert_reason: reason,
                // Told before lots could be edited: everything went.
                removed: removed?.length ?? row.positions,
                restored: restored?.length ?? 0,
                stayed: stayed?.length ?? 0,
              };
        }
        default:
          return event satisfies never;
      }
    },
  });

/** A user's portfolios, the archived ones marked, and the files that were imported into them. */
export const portfolios = defineProjection<PortfolioEvent>({
  name: 'portfolios',
  version: 3,
  partition: 'portfolio',
  tables: ['portfolios', 'portfolio_imports'],
  // The stated equity is text: it is never computed with here, and a fold would read a number through a float.
  ddl: `
    create table portfolios (
      portfolio_id     text           primary key,
      user_id          text           not null,
      portfolio_name   text           not null,
      account_name     text           not null,
      account_type     text           not null,
      stated_equity    text           not null,
      equity_as_of     date           not null,
      recorded_from    date           not null,
      description      text,
      currency         text           not null,
      created_at       timestamptz(3) not null,
      created_position bigint         not null,
      archived_at      timestamptz(3),
      revision         int            not null,
      last_position    bigint         not null
    );
    create index portfolios_of_user on portfolios (user_id, created_position) where archived_at is null;
    create index archived_portfolios_of_user on portfolios (user_id, archived_at) where archived_at is not null;

    create table portfolio_imports (
      portfolio_id      text           not null,
      import_id         text           not null,
      kind              text           not null,
      file_sha256       text           not null,
      positions         int            not null,
      changed           int            not null,
      closed            int            not null,
      imported_at       timestamptz(3) not null,
      imported_position bigint         not null,
      reverted_at       timestamptz(3),
      revert_reason     text,
      removed           int,
      restored          int,
      stayed            int,
      last_position     bigint         not null,
      primary key (portfolio_id, import_id)
    );
  `,
  eventTypes: [
    'PortfolioCreated',
    'PositionsImported',
    'PositionsReconciled',
    'PositionsImportReverted',
    'PositionOpened',
    'PositionAdjusted',
    'PositionClosed',
    'PositionRemoved',
    'CapitalFlowRecorded',
    'CapitalFlowCorrected',
    'CapitalFlowRemoved',
    'PortfolioRenamed',
    'EquityStated',
    'PortfolioArchived',
    'PortfolioRevived',
  ],
  apply: async (page, tables) => {
    await applyPortfolios(page, tables);
    await applyImports(
      page.filter(
        (event) =>
          event.type === 'PositionsImported' ||
          event.type === 'PositionsReconciled' ||
          event.type === 'PositionsImportReverted',
      ),
      tables,
    );
  },
});
