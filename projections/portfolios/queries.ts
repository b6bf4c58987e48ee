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
  readonly revision: string;
  readonly archived_at: string | null;
};

/**
 * A lot counts while it is held: on the last valued day, or on the day it was stated if that is later. (Closed and
 * expired lots stay in the table and do not count.)
 */
const SELECT = `
  select portfolio.portfolio_id, user_id, portfolio_name, account_name, account_type, stated_equity,
    equity_as_of::text, description, currency, ${instant('created_at')} as created_at,
    ${instant('archived_at')} as archived_at, revision::text,
    (
      select count(*)::int
      from read.positions lot
      cross join lateral (select greatest(valued.date, lot.stated_on) as date) today
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
  revision: BigInt(row.revision),
  archivedAt: row.archived_at,
});

const pageOf =
  (db: Queryable, condition: string, order: string) =>
  async (userId: string, { limit, offset }: Paging): Promise<PageOf<PortfolioRow>> => {
    const where = `where user_id = $1 and ${condition}`;
    const counted = await db.query<{ total: number }>(
      `select count(*)::int as total from read.portfolios ${where}`,
      [userId],
    );
    const { rows } = await db.query<Row>(`${SELECT} ${where} order by ${order} limit $2 offset $3`, [
      userId,
      limit,
      offset,
    ]);
    return { items: rows.map(portfolioFrom), total: counted.rows[0]?.total ?? 0 };
  };

/** Oldest first. */
export const portfoliosOf = (db: Queryable) => pageOf(db, 'archived_at is null', 'created_position');

/** Archived last first. */
export const archivedPortfoliosOf = (db: Queryable) =>
  pageOf(db, 'archived_at is not null', 'archived_at desc, created_position');

export const portfolio =
  (db: Queryable) =>
  async (portfolioId: string): Promise<PortfolioRow | null> => {
    const { rows } = await db.query<Row>(
      `${SELECT} where portfolio.portfolio_id = $1 and archived_at is null`,
      [portfolioId],
    );
    return rows[0] === undefined ? null : portfolioFrom(rows[0]);
  };

/** Oldest first; reverted ones say so. */
export const imports =
  (db: Queryable) =>
  async (portfolioId: string): Promise<readonly ImportRow[]> => {
    const { rows } = await db.query<{
      import_id: string;
      kind: ImportRow['kind'];
      file_sha256: string;
      positions: number;
      changed: number;
      closed: number;
      undone: ImportRow['undone'];
      imported_at: string;
      reverted_at: string | null;
      revert_reason: string | null;
    }>(
      `select import_id, kind, file_sha256, positions, changed, closed,
         ${instant('imported_at')} as imported_at, ${instant('reverted_at')} as reverted_at, revert_reason,
         case when reverted_at is not null
           then json_build_object('removed', removed, 'restored', restored, 'stayed', stayed)
         end as undone
       from read.portfolio_imports
       where portfolio_id = $1 order by imported_position`,
      [portfolioId],
    );
    return rows.map((row) => ({
      importId: row.import_id,
      kind: row.kind,
      fileSha256: row.file_sha256,
      positions: row.positions,
      changed: row.changed,
      closed: row.closed,
      undone: row.undone,
      importedAt: row.imported_at,
      revertedAt: row.reverted_at,
      revertReason: row.revert_reason,
    }));
  };
