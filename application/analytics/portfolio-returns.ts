import type { IsoDate } from '../../domain/dates.ts';
import { PERIODS, type Period, periodStart } from '../../domain/risk/period-return.ts';
import { type TimeWeightedReturn, timeWeightedReturn } from '../../domain/risk/time-weighted-return.ts';
import type { Figures } from '../../domain/valuation/valuation.ts';
import type { Queries } from '../ports/queries.ts';

const PAGE = 500;

export type PortfolioReturn = Pick<
  TimeWeightedReturn,
  'cumulative' | 'annualised' | 'observations' | 'quality'
> & {
  readonly period: Period | 'since_first_snapshot';
  /** The session whose closing equity it starts from. */
  readonly from: IsoDate;
};

export type PortfolioReturns = {
  readonly date: IsoDate;
  readonly returns: readonly PortfolioReturn[];
  readonly simulated: boolean;
};

type Day = Pick<Figures, 'date' | 'equity' | 'netFlow' | 'simulated'>;

/** Every snapshot of the portfolio, oldest first. */
export const historyOf = async (queries: Queries, portfolioId: string): Promise<readonly Figures[]> => {
  const days: Figures[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const page = await queries.snapshots(portfolioId, { limit: PAGE, offset });
    days.push(...page.items.map(({ valuation }) => valuation));
    if (days.length >= page.total || page.items.length === 0) return days.reverse();
  }
};

const returnSince = (days: readonly Day[], from: number): Omit<PortfolioReturn, 'period'> => {
  const start = days[from];
  const after = days
    .slice(from + 1)
    .map(({ equity, netFlow }) => ({ endValue: Number(equity), flow: Number(netFlow) }));
  const { cumulative, annualised, observations, quality } = timeWeightedReturn(
    Number(start?.equity ?? Number.NaN),
    after,
  );
  return { from: start?.date ?? '', cumulative, annualised, observations, quality };
};

/**
 * Time-weighted returns of the recorded equity over the usual periods that the history covers, and over all of it.
 * Null without two snapshots.
 */
export const portfolioReturns = async (
  queries: Queries,
  portfolioId: string,
): Promise<PortfolioReturns | null> => {
  const days = await historyOf(queries, portfolioId);
  const last = days.at(-1);
  if (last === undefined || days.length < 2) return null;
  const covered = PERIODS.flatMap((period): PortfolioReturn[] => {
    const from = days.findLastIndex(({ date }) => date <= periodStart(period, last.date));
    return from < 0 ? [] : [{ period, ...returnSince(days, from) }];
  });
  return {
    date: last.date,
    returns: [...covered, { period: 'since_first_snapshot', ...returnSince(days, 0) }],
    simulated: days.some(({ simulated }) => simulated),
  };
};
