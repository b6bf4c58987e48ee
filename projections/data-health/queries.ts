import {
  type Problem,
  type ProblemFilter,
  SEVERITIES,
  type Severity,
} from '../../application/data-health/problem.ts';
import type { DataProblems, Paging } from '../../application/ports/queries.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { Queryable } from '../projection.ts';

/**
 * $1 is the session that everything should be of, $2 the one before it, $3 the factor funds. One session behind is a
 * warning, more is critical; of a factor fund, on which all factors rest, one is. Severity 0 is critical, 1 a warning.
 */
const PROBLEMS_SQL = `
  with held as (
    select symbol, count(distinct portfolio_id)::int as portfolios
    from read.positions join read.portfolios using (portfolio_id)
    where exit_date is null and archived_at is null
    group by symbol
  ), known as (
    select known.*, coalesce(held.portfolios, 0) as portfolios, symbol = any ($3::text[]) as is_factor
    from read.symbols known left join held using (symbol)
  ), open as (
    select portfolio_id from read.portfolios
    where archived_at is null and exists (
      select from read.positions where positions.portfolio_id = portfolios.portfolio_id)
  ), valued as (
    select portfolio_id, (
      select date from read.snapshots where snapshots.portfolio_id = open.portfolio_id
      order by date desc limit 1) as last_date
    from open
  ), ran as (
    select open.portfolio_id, latest.*
    from open cross join lateral (
      select status, calculation_date, pending_symbols, warnings, error
      from read.calculation_runs run where run.portfolio_id = open.portfolio_id
      order by requested_position desc limit 1) latest
  )
  select 'symbol' as subject, missing as id, 'factor_etf_stale' as problem, 0 as severity,
    'it was never priced' as detail, null::date as since, 0 as portfolios
  from unnest($3::text[]) missing
  where not exists (select from read.symbols where symbol = missing and last_price_date is not null)
  union all
  select 'symbol', symbol, case when is_factor then 'factor_etf_stale' else 'prices_stale' end,
    case when is_factor or last_price_date < $2 then 0 else 1 end,
    'last price of ' || last_price_date, last_price_date, portfolios
  from known where last_price_date < $1 and (status = 'active' or is_factor)
  union all
  select 'symbol', symbol, 'factors_stale', case when last_factor_date < $2 then 0 else 1 end,
    'last factors of ' || last_factor_date, last_factor_date, portfolios
  from known where status = 'active' and last_price_date >= $1 and last_factor_date < $1
  union all
  select 'symbol', symbol, 'symbol_error', case when portfolios > 0 then 0 else 1 end,
    coalesce(failure->>'reason', 'given up'), last_price_date, portfolios
  from known where status = 'error'
  union all
  select 'symbol', symbol, 'symbol_pending', 1,
    coalesce(failure->>'reason', 'it is being looked up'), last_price_date, portfolios
  from known where status = 'pending'
  union all
  select 'symbol', symbol, 'symbol_delisted', case when portfolios > 0 then 0 else 2 end,
    coalesce(delisting_reason, 'delisted'), last_price_date, portfolios
  from known where status = 'delisted'
  union all
  select 'symbol', symbol, 'prices_refused', 1,
    refused->0->>'date' || ': ' || (refused->0->>'reason') ||
      case when jsonb_array_length(refused) > 1 then ', and others' else '' end,
    last_price_date, portfolios
  from known where jsonb_array_length(refused) > 0
  union all
  select 'symbol', symbol, 'profile_missing', 2,
    case when profile->>'companyName' is null then 'no name' else 'no sector' end, null, portfolios
  from known
  where status = 'active' and (profile->>'companyName' is null
    or profile->>'assetType' = 'equity' and profile->>'sector' is null)
  union all
  select 'portfolio', portfolio_id, case when last_date is null then 'never_valued' else 'not_valued' end,
    case when last_date = $2 then 1 else 0 end,
    coalesce('last valued for ' || last_date, 'no calculation has valued it'), last_date, 1
  from valued where last_date is null or last_date < $1
  union all
  select 'portfolio', portfolio_id, 'run_failed', 0,
    coalesce(error->>'message', 'the calculation failed'), calculation_date, 1
  from ran where status = 'failed'
  union all
  select 'portfolio', portfolio_id, 'run_partial', 1,
    case when jsonb_array_length(pending_symbols) > 0
      then 'without ' || (select string_agg(symbol, ', ') from jsonb_array_elements_text(pending_symbols) symbol)
      else coalesce(warnings->>0, 'something was missing') end,
    calculation_date, 1
  from ran where status = 'partial'`;

const FILTERED_SQL = `
  select * from (${PROBLEMS_SQL}) all_problems
  where ($4::text is null or subject = $4) and ($5::int is null or severity = $5)
    and ($6::text is null or problem = $6) and ($7::text is null or id = $7)`;

type Row = Omit<Problem, 'severity'> & { readonly severity: number };

type Asked = ProblemFilter & {
  readonly date: IsoDate;
  readonly previous: IsoDate;
  readonly factorSymbols: readonly string[];
};

export const dataProblems =
  (db: Queryable) =>
  async (
    { date, previous, factorSymbols, subject, severity, problem, id }: Asked,
    { limit, offset }: Paging,
  ): Promise<DataProblems> => {
    const rank = severity === undefined ? null : SEVERITIES.indexOf(severity);
    const filter = [date, previous, factorSymbols, subject ?? null, rank, problem ?? null, id ?? null];
    const counted = await db.query<{ severity: number; count: number }>(
      `select severity, count(*)::int as count from (${FILTERED_SQL}) filtered group by severity`,
      filter,
    );
    const counts = Object.fromEntries(
      SEVERITIES.map((name, i) => [name, counted.rows.find((row) => row.severity === i)?.count ?? 0]),
    ) as Record<Severity, number>;
    const { rows } = await db.query<Row>(
      `select subject, id, problem, severity, detail, since::text, portfolios from (${FILTERED_SQL}) filtered
       order by severity, portfolios desc, subject desc, id, problem limit $8 offset $9`,
      [...filter, limit, offset],
    );
    return {
      items: rows.map((row) => ({ ...row, severity: SEVERITIES[row.severity] ?? 'info' })),
      total: counted.rows.reduce((sum, { count }) => sum + count, 0),
      counts,
    };
  };
