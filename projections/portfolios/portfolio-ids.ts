import type { Queries } from '../../application/ports/queries.ts';
import type { Queryable } from '../projection.ts';

export const portfolioIds =
  (db: Queryable): Queries['portfolioIds'] =>
  async ({ userId, after, limit }) => {
    const { rows } = await db.query<{ portfolio_id: string }>(
      `select portfolio_id from read.portfolios
       where archived_at is null and ($1::text is null or user_id = $1) and ($2::text is null or portfolio_id > $2)
       order by portfolio_id limit $3`,
      [userId, after, limit],
    );
    return rows.map((row) => row.portfolio_id);
  };
