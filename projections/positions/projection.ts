import type { RecordedEvent } from '../../application/ports/event-store.ts';
import type {
  PortfolioArchived,
  PositionsImported,
  PositionsImportReverted,
} from '../../domain/portfolio/events.ts';
import { positionTypeOf } from '../../domain/portfolio/position.ts';
import { defineProjection } from '../projection.ts';

const lotRows = ({ data, position: logPosition }: RecordedEvent<PositionsImported>) =>
  data.positions.map((position, ordinal) => ({
    portfolio_id: data.portfolioId,
    position_id: position.positionId,
    import_id: data.importId,
    import_position: String(logPosition),
    ordinal,
    symbol: position.symbol,
    investment_class: position.investmentClass,
    position_type: positionTypeOf(position),
    entry_date: position.entryDate,
    exit_date: position.exit?.date ?? null,
    expiration: position.investmentClass === 'OPTIONS' ? position.contract.expiration : null,
    imported_on: data.importedOn,
    position,
  }));

type LotRow = ReturnType<typeof lotRows>[number];

/** Every lot that is in a portfolio, as it was imported; what an import brought goes when it is reverted. */
export const positions = defineProjection<PositionsImported | PositionsImportReverted | PortfolioArchived>({
  name: 'positions',
  version: 1,
  partition: 'portfolio',
  tables: ['positions'],
  ddl: `
    create table positions (
      portfolio_id     text   not null,
      position_id      text   not null,
      import_id        text   not null,
      import_position  bigint not null,
      ordinal          int    not null,
      symbol           text   not null,
      investment_class text   not null,
      position_type    text   not null,
      entry_date       date   not null,
      exit_date        date,
      expiration       date,
      imported_on      date   not null,
      position         jsonb  not null,
      primary key (portfolio_id, position_id)
    );
    create index positions_in_order on positions (portfolio_id, import_position, ordinal);
    create index positions_of_symbol on positions (symbol);
  `,
  eventTypes: ['PositionsImported', 'PositionsImportReverted', 'PortfolioArchived'],
  apply: async (page, tables) => {
    let added: readonly LotRow[] = [];
    const reverted: { portfolio_id: string; import_id: string }[] = [];
    const archived: { portfolio_id: string }[] = [];
    for (const event of page) {
      const { portfolioId } = event.data;
      switch (event.type) {
        case 'PositionsImported':
          added = [...added, ...lotRows(event)];
          break;
        case 'PositionsImportReverted': {
          const { importId } = event.data;
          reverted.push({ portfolio_id: portfolioId, import_id: importId });
          added = added.filter((row) => row.portfolio_id !== portfolioId || row.import_id !== importId);
          break;
        }
        case 'PortfolioArchived':
          archived.push({ portfolio_id: portfolioId });
          added = added.filter((row) => row.portfolio_id !== portfolioId);
          break;
        default:
          event satisfies never;
      }
    }
    await tables.remove('positions', ['portfolio_id', 'import_id'], reverted);
    await tables.remove('positions', ['portfolio_id'], archived);
    await tables.upsert('positions', ['portfolio_id', 'position_id'], added);
  },
});
