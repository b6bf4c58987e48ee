import { addDays, type IsoDate } from '../../domain/dates.ts';
import { type Decimal, decimal, toDecimal } from '../../domain/decimal.ts';
import type { Queries } from '../ports/queries.ts';

/** More sessions than a history of forty years has. */
const EVERY_SESSION = 10_000;

/**
 * The equity known at `date`, less what capital flows have added to it since it was stated: that of the last valued
 * session up to `date` without the flows that its valuation knew of. Before any valuation it is the stated equity.
 */
export const equityWithoutFlows = async (
  queries: Queries,
  portfolioId: string,
  { statedEquity, equityAsOf }: { readonly statedEquity: Decimal; readonly equityAsOf: IsoDate },
  date: IsoDate,
): Promise<Decimal> => {
  const latest = await queries.snapshots(portfolioId, { to: date, limit: 1, offset: 0 });
  const valuation = latest.items[0]?.valuation;
  if (valuation === undefined) return statedEquity;
  const [from, to] =
    valuation.date >= equityAsOf ? [equityAsOf, valuation.date] : [valuation.date, equityAsOf];
  const since = await queries.snapshots(portfolioId, {
    from: addDays(from, 1),
    to,
    limit: EVERY_SESSION,
    offset: 0,
  });
  const flows = since.items.reduce((sum, day) => sum.plus(day.valuation.netFlow), decimal(0));
  const equity = decimal(valuation.equity);
  return toDecimal(valuation.date >= equityAsOf ? equity.minus(flows) : equity.plus(flows));
};
