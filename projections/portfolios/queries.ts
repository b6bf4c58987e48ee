import type { ImportRow, PageOf, Paging, PortfolioRow } from '../../application/ports/queries.ts';
import type { Queryable } from '../projection.ts';
import { instant } from '../sql.ts';

type Row = {
  readonly portfolio_id: string;
  readonly user_id: string;
  readonly portfolio_name: string;
  readonly account_name: string;
  readonly account_type: string;
  readonly stated_equity: string;
  readonly equity_as_of: string;
  readonly description: string | null;
  readonly currency: string;
  readonly created_at: string;
  readonly position_count: number;
};

/**
 * A lot counts while it is held: on the last valued day, or on the day of its import if that is later. (Closed and
 * expired lots stay in the table and do not count.)
 */
const SELECT = `
  select portfolio.portfolio_id, user_id, portfolio_name, account_name, account_type, stated_equity::text,
    equity_as_of::text, description, currency, ${instant('created_at')} as created_at,
    (
      select count(*)::int
      from read.positions lot
      cross join lateral (select greatest(valued.date, lot.imported_on) as date) today
      where lot.portfolio_id = portfolio.portfolio_id
        and lot.entry_date <= today.date
        and (lot.exit_date is null or lot.exit_date > today.date)
        and (lot.expiration is null or lot.expiration >= today.date)
    ) as position_count
  from read.portfolios portfolio
  left join lateral (
    select max(date) as date from read.snapshots where snapshots.portfolio_id = portfolio.portfolio_id
  ) valued on true`;

const portfolioFrom = (row: Row): PortfolioRow => ({
  portfolioId: row.portfolio_id,
  userId: row.user_id,
  portfolioName: row.portfolio_name,
  accountName: row.account_name,
  accountType: row.account_type,
  statedEquity: row.stated_equity,
  equityAsOf: row.equity_as_of,
  description: row.description,
  currency: row.currency,
  positionCount: row.position_count,
  createdAt: row.created_at,
});

/** Oldest first. */
export const portfoliosOf =
  (db: Queryable) =>
  async (userId: string, { limit, offset }: Paging): Promise<PageOf<PortfolioRow>> => {
    const counted = await db.query<{ total: number }>(
      'select count(*)::int as total from read.portfolios where user_id = $1',
      [userId],
    );
    const { rows } = await db.query<Row>(
      `${SELECT} where user_id = $1 order by created_position limit $2 offset $3`,
      [userId, limit, offset],
    );
    return { items: rows.map(portfolioFrom), total: counted.rows[0]?.total ?? 0 };
  };

export const portfolio =
  (db: Queryable) =>
  async (portfolioId: string): Promise<PortfolioRow | null> => {
    const { rows } = await db.query<Row>(`${SELECT} where portfolio.portfolio_id = $1`, [portfolioId]);
    return rows[0] === undefined ? null : portfolioFrom(rows[0]);
  };

/** Oldest first; reverted ones say so. */
export const imports =
  (db: Queryable) =>
  async (portfolioId: string): Promise<readonly ImportRow[]> => {
    const { rows } = await db.query<{
      import_id: string;
      file_sha256: string;
      positions: number;
      imported_at: string;
      reverted_at: string | null;
      revert_reason: string | null;
    }>(
      `select import_id, file_sha256, positions, ${instant('imported_at')} as imported_at,
         ${instant('reverted_at')} as reverted_at, revert_reason
       from read.portfolio_imports
       where portfolio_id = $1 order by imported_position`,
      [portfolioId],
    );
    return rows.map((row) => ({
      importId: row.import_id,
      fileSha256: row.file_sha256,
      positions: row.positions,
      importedAt: row.imported_at,
      revertedAt: row.reverted_at,
      revertReason: row.revert_reason,
    }));
  };
