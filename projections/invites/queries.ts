import type { InviteRow, InviteUseRow, Queries } from '../../application/ports/queries.ts';
import type { Queryable } from '../projection.ts';
import { instant } from '../sql.ts';

type Row = {
  readonly invite_id: string;
  readonly cohort: string | null;
  readonly note: string | null;
  readonly expires_at: string | null;
  readonly max_uses: number;
  readonly uses: number;
  readonly created_at: string;
  readonly revoked_at: string | null;
};

/** $1 limit, $2 offset. Uses are counted for the invites of the page only. */
export const INVITES_SQL = `
  select invite_id, cohort, note, ${instant('expires_at')} as expires_at, max_uses,
    ${instant('created_at')} as created_at, ${instant('revoked_at')} as revoked_at,
    (select count(*)::int from read.invite_uses where invite_uses.invite_id = page.invite_id) as uses
  from (
    select * from read.invites order by read.invites.created_at desc, invite_id limit $1 offset $2
  ) page
  order by page.created_at desc, invite_id`;

const inviteFrom = (row: Row): InviteRow => ({
  inviteId: row.invite_id,
  cohort: row.cohort,
  note: row.note,
  expiresAt: row.expires_at,
  maxUses: row.max_uses,
  uses: row.uses,
  createdAt: row.created_at,
  revokedAt: row.revoked_at,
});

export const invites =
  (db: Queryable): Queries['invites'] =>
  async ({ limit, offset }) => {
    const [page, counted] = await Promise.all([
      db.query<Row>(INVITES_SQL, [limit, offset]),
      db.query<{ total: number }>('select count(*)::int as total from read.invites'),
    ]);
    return { items: page.rows.map(inviteFrom), total: counted.rows[0]?.total ?? 0 };
  };

/** Null when there is no such invite. */
export const inviteUses =
  (db: Queryable): Queries['inviteUses'] =>
  async (inviteId, { limit, offset }) => {
    const [known, counted, page] = await Promise.all([
      db.query('select 1 from read.invites where invite_id = $1', [inviteId]),
      db.query<{ total: number }>(
        'select count(*)::int as total from read.invite_uses where invite_id = $1',
        [inviteId],
      ),
      db.query<{ user_id: string; used_at: string }>(
        `select user_id, ${instant('used_at')} as used_at from read.invite_uses
         where invite_id = $1 order by invite_uses.used_at, user_id limit $2 offset $3`,
        [inviteId, limit, offset],
      ),
    ]);
    if (known.rows.length === 0) return null;
    const items: readonly InviteUseRow[] = page.rows.map((row) => ({
      userId: row.user_id,
      usedAt: row.used_at,
    }));
    return { items, total: counted.rows[0]?.total ?? 0 };
  };
