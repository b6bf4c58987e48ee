import type { Queries } from '../../application/ports/queries.ts';
import type { Queryable } from '../projection.ts';

export const PORTFOLIO_OWNERS_SQL = `
  select portfolio_id, user_id from read.portfolios where portfolio_id = any ($1::text[]) and archived_at is null`;

export const portfolioOwners =
  (db: Queryable): Queries['portfolioOwners'] =>
  async (portfolioIds) => {
    if (portfolioIds.length === 0) return new Map();
    const { rows } = await db.query<{ portfolio_id: string; user_id: string }>(
      PORTFOLIO_OWNERS_SQL,
      [portfolioIds],
      'portfolio-owners',
    );
    return new Map(rows.map(({ portfolio_id, user_id }) => [portfolio_id, user_id]));
  };
