import type { TargetPriceRow } from '../../application/ports/queries.ts';
import type { PositionType } from '../../domain/portfolio/position.ts';
import type { Queryable } from '../projection.ts';
import { instant } from '../sql.ts';

type Row = {
  readonly target_id: string;
  readonly portfolio_id: string;
  readonly symbol: string;
  readonly position_type: PositionType;
  readonly eoy: string | null;
  readonly next_year: string | null;
  readonly downside: string | null;
  readonly user_price: string | null;
  readonly updated_at: string;
  readonly event_id: string;
};

const SELECT = `
  select target_id, portfolio_id, symbol, position_type, eoy::text, next_year::text, downside::text,
    user_price::text, ${instant('updated_at')} as updated_at, event_id
  from read.target_prices`;

const targetFrom = (row: Row): TargetPriceRow => ({
  targetId: row.target_id,
  portfolioId: row.portfolio_id,
  symbol: row.symbol,
  positionType: row.position_type,
  prices: { eoy: row.eoy, nextYear: row.next_year, downside: row.downside },
  userPrice: row.user_price,
  updatedAt: row.updated_at,
  eventId: row.event_id,
});

/** All of a portfolio's, by symbol and type: they are at most a thousand. */
export const targetPrices =
  (db: Queryable) =>
  async (portfolioId: string): Promise<readonly TargetPriceRow[]> => {
    const { rows } = await db.query<Row>(
      `${SELECT} where portfolio_id = $1 order by symbol collate "C", position_type collate "C"`,
      [portfolioId],
    );
    return rows.map(targetFrom);
  };

export const targetPrice =
  (db: Queryable) =>
  async (targetId: string): Promise<TargetPriceRow | null> => {
    const { rows } = await db.query<Row>(`${SELECT} where target_id = $1`, [targetId]);
    return rows[0] === undefined ? null : targetFrom(rows[0]);
  };

export const targetsRevision =
  (db: Queryable) =>
  async (portfolioId: string): Promise<bigint | 'no-stream'> => {
    const { rows } = await db.query<{ revision: string }>(
      'select revision::text from read.target_revisions where portfolio_id = $1',
      [portfolioId],
    );
    return rows[0] === undefined ? 'no-stream' : BigInt(rows[0].revision);
  };
