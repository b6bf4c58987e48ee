import type { Pool } from 'pg';
import type { FigureStamps } from '../../application/ports/figure-stamps.ts';
import { queryable } from '../runner/transaction.ts';

/**
 * An option moves with its underlying. Checkpoints are those of every read model that a figure is made from: one that
 * has not passed the newest event of the stamp may still show what was before it.
 */
export const FIGURE_STAMP_SQL = `
  with portfolio as (
    select portfolio_id, last_position from read.portfolios
    where archived_at is null and (portfolio_id = any ($1::text[]) or user_id = $2)
  ), valued as (
    select portfolio.portfolio_id, portfolio.last_position, latest.event_id,
      latest.last_position as valued_position
    from portfolio left join lateral (
      select event_id, last_position from read.snapshots
      where snapshots.portfolio_id = portfolio.portfolio_id order by date desc limit 1
    ) latest on true
  ), held as (
    select max(symbols.last_position) as last_position
    from portfolio
    join read.positions lot using (portfolio_id)
    join read.symbols on symbols.symbol =
      coalesce(replace(lot.position -> 'contract' ->> 'underlying', '/', '.'), lot.symbol)
  )
  select
    string_agg(concat_ws(' ', portfolio_id, valued.last_position, event_id), ',' order by portfolio_id) as portfolios,
    count(event_id)::int as valued,
    (select last_position from held)::text as symbols,
    coalesce((
      select min(position) from public.projection_checkpoints
      where name in ('portfolios', 'positions', 'snapshots', 'risk', 'symbols', 'symbol_prices', 'symbol_factors')
    ) >= greatest(max(valued.last_position), max(valued_position), (select last_position from held)), true) as settled
  from valued`;

export const createFigureStamps = (pool: Pool): FigureStamps => {
  const db = queryable(pool);
  return async (scope) => {
    const [ids, userId] = 'userId' in scope ? [[], scope.userId] : [scope.portfolioIds, null];
    const { rows } = await db.query<{
      portfolios: string | null;
      valued: number;
      symbols: string | null;
      settled: boolean;
    }>(FIGURE_STAMP_SQL, [ids, userId]);
    const row = rows[0];
    if (row === undefined || row.portfolios === null || row.valued === 0) return null;
    return { stamp: `${row.portfolios};${row.symbols ?? ''}`, settled: row.settled };
  };
};
