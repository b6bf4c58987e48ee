import type { IsoDate } from '../../domain/dates.ts';
import { type Decimal, decimal, toMoney } from '../../domain/decimal.ts';
import { drawdownSeries } from '../../domain/risk/drawdown-series.ts';
import type { Figures } from '../../domain/valuation/valuation.ts';

/** Aligned lists, oldest first: one element for each valued session. */
export type EquitySeries = {
  readonly dates: readonly IsoDate[];
  readonly equity: readonly Decimal[];
  /** On equity and flow of the start of the day; null where nothing was there before. */
  readonly returns: readonly (number | null)[];
  /** Of the wealth that the returns make, so that flows are no drawdown. */
  readonly drawdowns: readonly number[];
  /** How many portfolios are part of each day. */
  readonly portfolios: readonly number[];
  /** Returns that there are. */
  readonly observations: number;
  /** P&L since the first session of each portfolio. */
  readonly totalPnl: Decimal;
  readonly realizedPnl: Decimal;
};

type Day = Pick<
  Figures,
  'date' | 'equity' | 'previousEquity' | 'netFlow' | 'dailyReturn' | 'cumulativePnl' | 'cumulativeRealized'
>;

const ZERO = decimal(0);
const sum = (amounts: readonly Decimal[]): Decimal =>
  toMoney(amounts.reduce((total, amount) => total.plus(amount), ZERO));

/** What the day's return is on. */
const baseOf = ({ previousEquity, netFlow }: Day): number => Number(previousEquity ?? 0) + Number(netFlow);

/** Returns of several accounts weigh by the equity that they were earned on. */
const returnOf = (days: readonly Day[]): number | null => {
  const earning = days.filter(({ dailyReturn }) => dailyReturn !== null);
  const [only] = earning;
  if (only === undefined) return null;
  if (earning.length === 1) return only.dailyReturn;
  const base = earning.reduce((total, day) => total + baseOf(day), 0);
  return base > 0
    ? earning.reduce((total, day) => total + (day.dailyReturn ?? 0) * baseOf(day), 0) / base
    : null;
};

/**
 * Equity and drawdown of portfolios together, from the snapshots of each, oldest first. A portfolio is part of it from
 * its first snapshot on; on a day on which it has none it counts with the equity that it last had.
 */
export const equitySeries = (histories: readonly (readonly Day[])[]): EquitySeries => {
  const dates = [...new Set(histories.flatMap((days) => days.map(({ date }) => date)))].sort();
  const places = histories.map(() => -1);
  const equity: Decimal[] = [];
  const returns: (number | null)[] = [];
  const portfolios: number[] = [];
  for (const date of dates) {
    const valued: Day[] = [];
    const held: Day[] = [];
    for (const [i, days] of histories.entries()) {
      const next = days[(places[i] ?? -1) + 1];
      if (next?.date === date) {
        places[i] = (places[i] ?? -1) + 1;
        valued.push(next);
      }
      const day = days[places[i] ?? -1];
      if (day !== undefined) held.push(day);
    }
    equity.push(sum(held.map((day) => day.equity)));
    returns.push(returnOf(valued));
    portfolios.push(held.length);
  }
  const { drawdowns, observations } = drawdownSeries(returns.map((value) => value ?? Number.NaN));
  const last = histories.flatMap((days) => days.at(-1) ?? []);
  return {
    dates,
    equity,
    returns,
    drawdowns: [...drawdowns],
    portfolios,
    observations,
    totalPnl: sum(last.map(({ cumulativePnl }) => cumulativePnl)),
    realizedPnl: sum(last.map(({ cumulativeRealized }) => cumulativeRealized)),
  };
};
