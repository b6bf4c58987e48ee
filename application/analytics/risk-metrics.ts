import type { IsoDate } from '../../domain/dates.ts';
import { constantWeightReturns, returnCoverage } from '../../domain/risk/constant-weight-returns.ts';
import { drawdownSeries } from '../../domain/risk/drawdown-series.ts';
import { historicalTail, type Tail } from '../../domain/risk/historical-tail.ts';
import { parametricTail } from '../../domain/risk/parametric-tail.ts';
import { sharpe } from '../../domain/risk/sharpe.ts';
import { downsideDeviation, sortino } from '../../domain/risk/sortino.ts';
import { annualisedVolatility } from '../../domain/risk/volatility.ts';
import type { Queries } from '../ports/queries.ts';
import { type Book, holdingsOf, marketSymbols, returnsOf } from './book.ts';

/** Returns looked at: a year. */
export const RISK_WINDOW = 252;
const TAILS = [0.05, 0.01] as const;
/** From here on a year's figures have half a year behind them. */
const FULL_OBSERVATIONS = RISK_WINDOW / 2;
const MINIMUM_OBSERVATIONS = 30;

/** One daily return and the session that it ends on. */
export type DatedReturn = { readonly date: IsoDate; readonly value: number };

export type ReturnStatistics = {
  /** `constant_weights`: what is held today, over the past. `recorded`: what the account did. */
  readonly basis: 'constant_weights' | 'recorded';
  readonly observations: number;
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
  readonly quality: 'full' | 'limited' | 'insufficient';
  /** Share of gross exposure with returns on every date used; null for recorded returns, which are of all of it. */
  readonly coverage: number | null;
  readonly volatility: number | null;
  readonly downsideDeviation: number | null;
  readonly sharpe: number | null;
  readonly sortino: number | null;
  readonly drawdown: {
    readonly deepest: number;
    /** The session after which it was reached, and the one of the peak before it; null when there was no fall. */
    readonly trough: IsoDate | null;
    readonly peak: IsoDate | null;
    readonly current: number;
  } | null;
  readonly historical: readonly Tail[];
  readonly parametric: readonly Tail[];
};

const qualityOf = (observations: number): ReturnStatistics['quality'] => {
  if (observations < MINIMUM_OBSERVATIONS) return 'insufficient';
  return observations < FULL_OBSERVATIONS ? 'limited' : 'full';
};

const drawdownOf = (series: readonly DatedReturn[]): ReturnStatistics['drawdown'] => {
  if (series.length === 0) return null;
  const { drawdowns, deepest, deepestAt, current } = drawdownSeries(series.map(({ value }) => value));
  if (deepestAt === null) return { deepest, trough: null, peak: null, current };
  const peak = drawdowns.subarray(0, deepestAt).lastIndexOf(0);
  // Without a day at the peak, wealth has been below it since before the first return.
  return {
    deepest,
    trough: series[deepestAt]?.date ?? null,
    peak: peak < 0 ? null : (series[peak]?.date ?? null),
    current,
  };
};

/** Every statistic of one series; below 30 returns they are null, and drawdown is a fact that needs no sample. */
export const returnStatistics = (
  basis: ReturnStatistics['basis'],
  series: readonly DatedReturn[],
  coverage: number | null,
  riskFreeRate: number,
): ReturnStatistics => {
  const values = Float64Array.from(series, ({ value }) => value);
  const quality = qualityOf(values.length);
  const enough = quality !== 'insufficient';
  return {
    basis,
    observations: values.length,
    from: series[0]?.date ?? null,
    to: series.at(-1)?.date ?? null,
    quality,
    coverage,
    volatility: enough ? annualisedVolatility(values) : null,
    downsideDeviation: enough ? downsideDeviation(values, riskFreeRate) : null,
    sharpe: enough ? sharpe(values, riskFreeRate) : null,
    sortino: enough ? sortino(values, riskFreeRate) : null,
    drawdown: drawdownOf(series),
    historical: TAILS.map((tail) => historicalTail(values, tail)),
    parametric: TAILS.map((tail) => parametricTail(values, tail)),
  };
};

/** The book's constant-weight returns over the last `count` sessions: those that exist, and how much they cover. */
export const bookReturns = async (
  queries: Queries,
  book: Book,
  count: number,
): Promise<{ readonly series: readonly DatedReturn[]; readonly coverage: number | null }> => {
  const { sessions, returns } = await returnsOf(queries, marketSymbols(book), book.date, count);
  const made = constantWeightReturns({ equity: book.equity, holdings: holdingsOf(book), returns });
  if (made === null) return { series: [], coverage: null };
  const used = [...made.returns.keys()].filter((i) => Number.isFinite(made.returns[i]));
  return {
    series: used.map((i) => ({ date: sessions[i] as IsoDate, value: made.returns[i] as number })),
    coverage: used.length === 0 ? null : returnCoverage(made, used),
  };
};

/** What the account did, day by day, over its last year of snapshots. */
const recordedReturns = async (queries: Queries, portfolioId: string): Promise<readonly DatedReturn[]> => {
  const { items } = await queries.snapshots(portfolioId, { limit: RISK_WINDOW, offset: 0 });
  return items
    .flatMap(({ valuation: { date, dailyReturn } }) =>
      dailyReturn === null ? [] : [{ date, value: dailyReturn }],
    )
    .reverse();
};

/** Both views of a portfolio's returns over the last year: what it holds today, and what it did. */
export const riskMetrics = async (
  queries: Queries,
  portfolioId: string,
  book: Book,
  riskFreeRate: number,
): Promise<readonly ReturnStatistics[]> => {
  const [held, recorded] = await Promise.all([
    bookReturns(queries, book, RISK_WINDOW),
    recordedReturns(queries, portfolioId),
  ]);
  return [
    returnStatistics('constant_weights', held.series, held.coverage, riskFreeRate),
    returnStatistics('recorded', recorded, null, riskFreeRate),
  ];
};
