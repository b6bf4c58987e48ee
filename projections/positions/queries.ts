import type { PageOf, Paging, PositionRow } from '../../application/ports/queries.ts';
import type { Position as HeldPosition, PositionType } from '../../domain/portfolio/position.ts';
import type { Mark } from '../../domain/valuation/valuation.ts';
import type { Queryable } from '../projection.ts';

type Row = {
  readonly position: HeldPosition;
  readonly position_type: PositionType;
  readonly import_id: string;
  readonly mark_date: string | null;
  readonly mark: Mark | null;
};

/** In the order of their files, each with its mark in the latest snapshot. */
export const positions =
  (db: Queryable) =>
  async (portfolioId: string, { limit, offset }: Paging): Promise<PageOf<PositionRow>> => {
    const counted = await db.query<{ total: number }>(
      'select count(*)::int as total from read.positions where portfolio_id = $1',
      [portfolioId],
    );
    const { rows } = await db.query<Row>(
      `with latest as materialized (
         select date, marks from read.snapshots where portfolio_id = $1 order by date desc limit 1
       ), marks as materialized (
         select latest.date, mark, mark ->> 'positionId' as position_id
         from latest cross join lateral json_array_elements(latest.marks) mark
       )
       select lot.position, lot.position_type, lot.import_id, marks.date::text as mark_date, marks.mark
       from read.positions lot
       left join marks on marks.position_id = lot.position_id
       where lot.portfolio_id = $1
       order by lot.import_position, lot.ordinal
       limit $2 offset $3`,
      [portfolioId, limit, offset],
    );
    return {
      items: rows.map((row) => ({
        position: row.position,
        positionType: row.position_type,
        importId: row.import_id,
        markDate: row.mark_date,
        mark: row.mark,
      })),
      total: counted.rows[0]?.total ?? 0,
    };
  };
