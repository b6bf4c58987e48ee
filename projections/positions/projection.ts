import type { StatedLot } from '../../domain/portfolio/lot.ts';
import { positionTypeOf } from '../../domain/portfolio/position.ts';
import { defineProjection, type Row } from '../projection.ts';
import { type LotsEvent, type ToldLot, toldLots } from './told-lots.ts';

const KEY = ['portfolio_id', 'position_id'];

type LotKey = { readonly portfolio_id: string; readonly position_id: string };

/**
 * A lot at the end of a page; `columns` are null where it is gone. Its place among the others is told by the event
 * that opened it, and is null where that was on an earlier page.
 */
type Written = { readonly key: LotKey; readonly place: Row | null; readonly columns: Row | null };

const columnsOf = ({ position, statedOn }: StatedLot, importId: string | null, byHand: boolean): Row => ({
  import_id: importId,
  by_hand: byHand,
  symbol: position.symbol,
  investment_class: position.investmentClass,
  position_type: positionTypeOf(position),
  entry_date: position.entryDate,
  exit_date: position.exit?.date ?? null,
  expiration: position.investmentClass === 'OPTIONS' ? position.contract.expiration : null,
  stated_on: statedOn,
  position,
});

const writtenBy = (told: ToldLot, key: LotKey, before: Written | undefined, newPlace: Row): Written => {
  switch (told.kind) {
    case 'gone':
      return { key, place: null, columns: null };
    case 'opened':
      return { key, place: newPlace, columns: columnsOf(told.lot, told.importId, told.byHand) };
    case 'changed':
      return {
        key,
        place: before?.place ?? null,
        columns: columnsOf(told.lot, told.importId, told.byHand),
      };
    default:
      return told satisfies never;
  }
};

/** Every lot of a portfolio as it is now, in the order in which they came; also those of an archived portfolio. */
export const positions = defineProjection<LotsEvent>({
  name: 'positions',
  version: 2,
  partition: 'portfolio',
  tables: ['positions'],
  ddl: `
    create table positions (
      portfolio_id     text    not null,
      position_id      text    not null,
      opened_position  bigint,
      ordinal          int,
      import_id        text,
      by_hand          boolean not null,
      symbol           text    not null,
      investment_class text    not null,
      position_type    text    not null,
      entry_date       date    not null,
      exit_date        date,
      expiration       date,
      stated_on        date    not null,
      position         jsonb   not null,
      primary key (portfolio_id, position_id)
    );
    create index positions_in_order on positions (portfolio_id, opened_position, ordinal);
    create index positions_of_symbol on positions (symbol);
  `,
  eventTypes: [
    'PositionsImported',
    'PositionsReconciled',
    'PositionsImportReverted',
    'PositionOpened',
    'PositionAdjusted',
    'PositionClosed',
    'PositionRemoved',
  ],
  apply: async (page, tables) => {
    const written = new Map<string, Written>();
    const wholeImports: { portfolio_id: string; import_id: string }[] = [];
    for (const event of page) {
      const { portfolioId } = event.data;
      // Told before lots could be edited: everything that the import had brought.
      if (event.type === 'PositionsImportReverted' && event.data.removed === undefined) {
        const { importId } = event.data;
        wholeImports.push({ portfolio_id: portfolioId, import_id: importId });
        for (const [id, { key, columns }] of written)
          if (key.portfolio_id === portfolioId && columns?.import_id === importId) written.delete(id);
      }
      for (const [ordinal, told] of toldLots(event).entries()) {
        const positionId = told.kind === 'gone' ? told.positionId : told.lot.position.positionId;
        const id = `${portfolioId} ${positionId}`;
        const key = { portfolio_id: portfolioId, position_id: positionId };
        const place = { opened_position: String(event.position), ordinal };
        written.set(id, writtenBy(told, key, written.get(id), place));
      }
    }
    const rows = [...written.values()];
    const held = rows.flatMap(({ key, place, columns }) =>
      columns === null ? [] : [{ isNew: place !== null, row: { ...key, ...place, ...columns } }],
    );
    const gone = rows.filter(({ columns }) => columns === null);
    await tables.remove('positions', ['portfolio_id', 'import_id'], wholeImports);
    await tables.remove(
      'positions',
      KEY,
      gone.map(({ key }) => key),
    );
    for (const isNew of [true, false]) {
      const ofKind = held.filter((each) => each.isNew === isNew);
      await tables.upsert(
        'positions',
        KEY,
        ofKind.map(({ row }) => row),
      );
    }
  },
});
