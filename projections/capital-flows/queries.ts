import type { CapitalFlowRow, CapitalFlowSummary, PageOf, Paging } from '../../application/ports/queries.ts';
import { addDays, type IsoDate } from '../../domain/dates.ts';
import type { FlowKind } from '../../domain/portfolio/capital-flow.ts';
import type { Queryable } from '../projection.ts';
import { instant } from '../sql.ts';

type Row = {
  readonly flow_id: string;
  readonly kind: FlowKind;
  readonly amount: string;
  readonly date: string;
  readonly notes: string | null;
  readonly recorded_on: string;
  readonly recorded_at: string;
  readonly corrected_at: string | null;
};

const COLUMNS = `flow_id, kind, amount::text, date::text, notes, recorded_on::text,
  ${instant('recorded_at')} as recorded_at, ${instant('corrected_at')} as corrected_at`;

const flowFrom = (row: Row): CapitalFlowRow => ({
  flowId: row.flow_id,
  kind: row.kind,
  amount: row.amount,
  date: row.date,
  notes: row.notes,
  recordedOn: row.recorded_on,
  recordedAt: row.recorded_at,
  correctedAt: row.corrected_at,
});

/** Newest first; of one day, the last recorded first. */
const CAPITAL_FLOWS_SQL = `
  select ${COLUMNS} from read.capital_flows where portfolio_id = $1
  order by capital_flows.date desc, recorded_position desc limit $2 offset $3`;

export const capitalFlows =
  (db: Queryable) =>
  async (portfolioId: string, { limit, offset }: Paging): Promise<PageOf<CapitalFlowRow>> => {
    const counted = await db.query<{ total: number }>(
      'select count(*)::int as total from read.capital_flows where portfolio_id = $1',
      [portfolioId],
    );
    const { rows } = await db.query<Row>(CAPITAL_FLOWS_SQL, [portfolioId, limit, offset]);
    return { items: rows.map(flowFrom), total: counted.rows[0]?.total ?? 0 };
  };

export const capitalFlow =
  (db: Queryable) =>
  async (portfolioId: string, flowId: string): Promise<CapitalFlowRow | null> => {
    const { rows } = await db.query<Row>(
      `select ${COLUMNS} from read.capital_flows where portfolio_id = $1 and flow_id = $2`,
      [portfolioId, flowId],
    );
    return rows[0] === undefined ? null : flowFrom(rows[0]);
  };

type Totals = {
  readonly contributions: string;
  readonly withdrawals: string;
  readonly net: string;
  readonly count: number;
};

/** Exact sums in one statement: of everything, and of what is dated after each of two days. */
export const capitalFlowSummary =
  (db: Queryable) =>
  async (portfolioId: string, upTo: IsoDate): Promise<CapitalFlowSummary> => {
    const { rows } = await db.query<Totals>(
      `select coalesce(sum(amount) filter (where kind = 'CONTRIBUTION'), 0)::numeric(20,2)::text as contributions,
         coalesce(sum(amount) filter (where kind = 'WITHDRAWAL'), 0)::numeric(20,2)::text as withdrawals,
         coalesce(sum(case kind when 'CONTRIBUTION' then amount else -amount end), 0)::numeric(20,2)::text as net,
         count(flow.flow_id)::int as count
       from unnest(array['-infinity', $2, $3]::date[]) with ordinality period (after, ordinal)
       left join read.capital_flows flow
         on flow.portfolio_id = $1 and flow.date > period.after and flow.date <= $4
       group by period.ordinal order by period.ordinal`,
      [portfolioId, addDays(upTo, -30), addDays(upTo, -90), upTo],
    );
    const [total, last30Days, last90Days] = rows;
    if (!total || !last30Days || !last90Days) throw new Error('three periods give three rows');
    return { total, last30Days, last90Days };
  };
