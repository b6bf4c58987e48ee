import type { Queries, UserRow } from '../../application/ports/queries.ts';
import { literally } from '../literally.ts';
import type { Queryable } from '../projection.ts';
import { instant } from '../sql.ts';

type Row = {
  readonly user_id: string;
  readonly email: string;
  readonly full_name: string;
  readonly has_portfolio: boolean;
  readonly created_at: string;
};

const HAS_PORTFOLIO = `exists (
  select 1 from read.portfolios where portfolios.user_id = users.user_id and portfolios.archived_at is null
)`;

/** $1 a LIKE pattern, $2 has a portfolio, $3 created at or after, $4 created at or before; null is no condition. */
const CONDITIONS = `erased_at is null
  and ($1::text is null or email like $1)
  and ($2::boolean is null or ${HAS_PORTFOLIO} = $2)
  and ($3::timestamptz is null or users.created_at >= $3)
  and ($4::timestamptz is null or users.created_at <= $4)`;

/** $5 limit, $6 offset. The columns of ORDER BY are those of the index: a page is read along it, and not sorted. */
export const USERS_SQL = `
  select user_id, email, full_name, ${HAS_PORTFOLIO} as has_portfolio,
    ${instant('users.created_at')} as created_at
  from read.users
  where ${CONDITIONS}
  order by users.created_at desc, user_id
  limit $5 offset $6`;

const userFrom = (row: Row): UserRow => ({
  userId: row.user_id,
  email: row.email,
  fullName: row.full_name,
  hasPortfolio: row.has_portfolio,
  createdAt: row.created_at,
});

export const users =
  (db: Queryable): Queries['users'] =>
  async ({ email, hasPortfolio, createdFrom, createdTo }, { limit, offset }) => {
    const pattern = email === undefined ? null : `%${literally(email.toLowerCase())}%`;
    const wanted = [pattern, hasPortfolio ?? null, createdFrom ?? null, createdTo ?? null];
    const [page, counted] = await Promise.all([
      db.query<Row>(USERS_SQL, [...wanted, limit, offset]),
      db.query<{ total: number }>(
        `select count(*)::int as total from read.users where ${CONDITIONS}`,
        wanted,
      ),
    ]);
    return { items: page.rows.map(userFrom), total: counted.rows[0]?.total ?? 0 };
  };
