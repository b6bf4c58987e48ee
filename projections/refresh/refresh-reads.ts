import type { Pool } from 'pg';
import type { RefreshablePortfolio, RefreshReads } from '../../application/ports/refresh-reads.ts';
import type { FlowKind } from '../../domain/portfolio/capital-flow.ts';
import type { Position } from '../../domain/portfolio/position.ts';
import type { Mark } from '../../domain/valuation/valuation.ts';
import { queryable } from '../runner/transaction.ts';
import { SNAPSHOT_COLUMNS, type SnapshotColumns, snapshotFrom } from '../snapshots/queries.ts';

/**
 * Prices of days that were valued before have changed since: of a held symbol, or of an option's underlying. `valued` is
 * the newest snapshot, `since` a position.
 */
const repriced = (valued: string, since: string): string => `exists (
      select from read.positions held
      join read.symbols on symbols.symbol = coalesce(held.position -> 'contract' ->> 'underlying', held.symbol)
      where held.portfolio_id = ${valued}.portfolio_id
        and symbols.priced_from <= ${valued}.date and symbols.priced_position > ${since})`;

/** $2: what was told since is looked at again, also where the valuation stands behind it. Null: nothing beyond. */
const REPRICED = repriced('last', 'least(last.last_position, $2::bigint)');

/** Held on the day, or until the last valuation: what was closed since belongs to a day that is yet to be valued. */
const BEHIND = `
  from read.portfolios portfolio
  left join lateral (
    select portfolio_id, date, last_position from read.snapshots valued where valued.portfolio_id = portfolio.portfolio_id
    order by date desc limit 1
  ) last on true
  where archived_at is null
    and exists (
      select from read.positions lot
      where lot.portfolio_id = portfolio.portfolio_id and lot.entry_date <= $1
        and (lot.exit_date is null or lot.exit_date > coalesce(last.date, '-infinity'))
        and (lot.expiration is null or lot.expiration >= coalesce(last.date, '-infinity')))
    and (last.date is null or last.date < $1 or last.date = $1 and not exists (
      select from read.risk known
      where known.portfolio_id = portfolio.portfolio_id and known.date = $1
        and known.exposures_event_id is not null and known.stress_event_id is not null)
      or last.date = $1 and ${REPRICED})`;

export const BEHIND_SQL = `
  select portfolio.portfolio_id ${BEHIND}
    and ($3::text is null or portfolio.portfolio_id > $3) and ($4::text is null or portfolio.portfolio_id <= $4)
  order by portfolio.portfolio_id limit $5`;

const FACTS_SQL = `
  select portfolio_id, stated_equity, equity_as_of::text, recorded_from::text
  from read.portfolios where portfolio_id = any ($1::text[]) and archived_at is null order by portfolio_id`;

const LOTS_SQL = `
  select portfolio_id, position, stated_on::text from read.positions
  where portfolio_id = any ($1::text[]) order by portfolio_id, opened_position, ordinal`;

const FLOWS_SQL = `
  select portfolio_id, flow_id, kind, amount::text, date::text, notes from read.capital_flows
  where portfolio_id = any ($1::text[]) order by portfolio_id, recorded_position`;

const LATEST_SQL = `
  select wanted.portfolio_id, latest.*, ${repriced('newest', 'newest.last_position')} as repriced, risk.date::text as risk_date, risk.revision::text as risk_revision
  from unnest($1::text[]) wanted (portfolio_id)
  left join lateral (
    select ${SNAPSHOT_COLUMNS}, marks, revision::text from read.snapshots
    where snapshots.portfolio_id = wanted.portfolio_id
    order by snapshots.date desc limit 1
  ) latest on true
  left join lateral (
    select portfolio_id, date, last_position from read.snapshots valued
    where valued.portfolio_id = wanted.portfolio_id order by date desc limit 1
  ) newest on true
  left join lateral (
    select date, revision from read.risk known where known.portfolio_id = wanted.portfolio_id
    order by known.date desc limit 1
  ) risk on true`;

type LatestRow = SnapshotColumns & {
  readonly portfolio_id: string;
  readonly marks: readonly Mark[];
  readonly revision: string | null;
  readonly repriced: boolean;
  readonly risk_date: string | null;
  readonly risk_revision: string | null;
};

const byPortfolio = <Row extends { readonly portfolio_id: string }, Value>(
  rows: readonly Row[],
  memberOf: (row: Row) => Value,
): ReadonlyMap<string, readonly Value[]> => {
  const groups = new Map<string, Value[]>();
  for (const row of rows) {
    const group = groups.get(row.portfolio_id) ?? [];
    groups.set(row.portfolio_id, group);
    group.push(memberOf(row));
  }
  return groups;
};

const latestOf = (row: LatestRow | undefined): Pick<RefreshablePortfolio, 'snapshot' | 'risk'> => ({
  snapshot:
    row?.revision == null
      ? null
      : {
          valuation: snapshotFrom(row).valuation,
          marks: row.marks,
          revision: BigInt(row.revision),
          repriced: row.repriced,
        },
  risk:
    row?.risk_date == null || row.risk_revision == null
      ? null
      : { date: row.risk_date, revision: BigInt(row.risk_revision) },
});

export const createRefreshReads = (pool: Pool): RefreshReads => {
  const db = queryable(pool);
  return {
    behind: async ({ date, pricedSince, after, upTo, limit }) => {
      const { rows } = await db.query<{ portfolio_id: string }>(BEHIND_SQL, [
        date,
        pricedSince,
        after,
        upTo,
        limit,
      ]);
      return rows.map((row) => row.portfolio_id);
    },

    countBehind: async (date) => {
      const { rows } = await db.query<{ total: number }>(`select count(*)::int as total ${BEHIND}`, [
        date,
        null,
      ]);
      return rows[0]?.total ?? 0;
    },

    portfolios: async (ids) => {
      const [facts, lots, flows, latest] = await Promise.all([
        db.query<{
          portfolio_id: string;
          stated_equity: string;
          equity_as_of: string;
          recorded_from: string;
        }>(FACTS_SQL, [ids]),
        db.query<{ portfolio_id: string; position: Position; stated_on: string }>(LOTS_SQL, [ids]),
        db.query<{
          portfolio_id: string;
          flow_id: string;
          kind: FlowKind;
          amount: string;
          date: string;
          notes: string | null;
        }>(FLOWS_SQL, [ids]),
        db.query<LatestRow>(LATEST_SQL, [ids]),
      ]);
      const lotsOf = byPortfolio(lots.rows, ({ position, stated_on }) => ({ position, statedOn: stated_on }));
      const flowsOf = byPortfolio(flows.rows, ({ flow_id, kind, amount, date, notes }) => ({
        flowId: flow_id,
        kind,
        amount,
        date,
        notes,
      }));
      const latestRow = new Map(latest.rows.map((row) => [row.portfolio_id, row]));
      return facts.rows.map((row) => ({
        portfolioId: row.portfolio_id,
        statedEquity: row.stated_equity,
        equityAsOf: row.equity_as_of,
        recordedFrom: row.recorded_from,
        lots: lotsOf.get(row.portfolio_id) ?? [],
        flows: flowsOf.get(row.portfolio_id) ?? [],
        ...latestOf(latestRow.get(row.portfolio_id)),
      }));
    },
  };
};
