import type { PageOf, Paging, PositionRow } from '../../application/ports/queries.ts';
import type { Position as HeldPosition, PositionType } from '../../domain/portfolio/position.ts';
import type { Lot } from '../../domain/valuation/mark.ts';
import type { Mark } from '../../domain/valuation/valuation.ts';
import type { Queryable } from '../projection.ts';

type Row = {
  readonly position: HeldPosition;
  readonly position_type: PositionType;
  readonly import_id: string | null;
  readonly by_hand: boolean;
  readonly stated_on: string;
  readonly mark_date: string | null;
  readonly mark: Mark | null;
};

const WITH_MARKS = `
  with latest as materialized (
    select date, marks from read.snapshots where portfolio_id = $1 order by date desc limit 1
  ), marks as materialized (
    select latest.date, mark, mark ->> 'positionId' as position_id
    from latest cross join lateral json_array_elements(latest.marks) mark
  )
  select lot.position, lot.position_type, lot.import_id, lot.by_hand, lot.stated_on::text,
    marks.date::text as mark_date, marks.mark
  from read.positions lot
  left join marks on marks.position_id = lot.position_id
  where lot.portfolio_id = $1`;

const positionFrom = (row: Row): PositionRow => ({
  position: row.position,
  positionType: row.position_type,
  importId: row.import_id,
  byHand: row.by_hand,
  statedOn: row.stated_on,
  markDate: row.mark_date,
  mark: row.mark,
});

/** In the order in which they came, each with its mark in the latest snapshot. */
export const positions =
  (db: Queryable) =>
  async (portfolioId: string, { limit, offset }: Paging): Promise<PageOf<PositionRow>> => {
    const counted = await db.query<{ total: number }>(
      'select count(*)::int as total from read.positions where portfolio_id = $1',
      [portfolioId],
    );
    const { rows } = await db.query<Row>(
      `${WITH_MARKS} order by lot.opened_position, lot.ordinal limit $2 offset $3`,
      [portfolioId, limit, offset],
    );
    return { items: rows.map(positionFrom), total: counted.rows[0]?.total ?? 0 };
  };

export const position =
  (db: Queryable) =>
  async (portfolioId: string, positionId: string): Promise<PositionRow | null> => {
    const { rows } = await db.query<Row>(`${WITH_MARKS} and lot.position_id = $2`, [portfolioId, positionId]);
    return rows[0] === undefined ? null : positionFrom(rows[0]);
  };

export const LOTS_SQL = `
  select position, stated_on::text from read.positions where portfolio_id = $1 order by opened_position, ordinal`;

export const lots =
  (db: Queryable) =>
  async (portfolioId: string): Promise<readonly Lot[]> => {
    const { rows } = await db.query<Pick<Row, 'position' | 'stated_on'>>(LOTS_SQL, [portfolioId], 'lots');
    return rows.map(({ position, stated_on }) => ({ position, statedOn: stated_on }));
  };
