import { lastSessions } from '../../domain/calendar/nyse.ts';
import { addDays, type IsoDate } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/decimal.ts';
import { drawdownSeries } from '../../domain/risk/drawdown-series.ts';
import { type Period, type PeriodReturn, periodReturns } from '../../domain/risk/period-return.ts';
import { sessionReturns } from '../../domain/risk/returns.ts';
import { annualisedVolatility } from '../../domain/risk/volatility.ts';
import type { Queries } from '../ports/queries.ts';

const VOLATILITY_WINDOWS = [21, 63, 252] as const;
/** Of a window, so much must be there: a figure over half of it would be another figure. */
const MINIMUM_SHARE = 0.8;
/** A year and the days that a reference close may be older. */
const LOOK_BACK_DAYS = 380;

export type WindowedVolatility = {
  readonly window: (typeof VOLATILITY_WINDOWS)[number];
  /** Annualised decimal; null with fewer than four fifths of the window's returns. */
  readonly value: number | null;
  readonly observations: number;
};

export type SymbolMetrics = {
  readonly symbol: string;
  /** The last session with a price: what all figures are as of. */
  readonly date: IsoDate;
  readonly close: Decimal;
  readonly returns: Readonly<Record<Period, PeriodReturn>>;
  readonly volatility: readonly WindowedVolatility[];
  /** Over the last 252 sessions; null without a return. */
  readonly drawdown: {
    readonly deepest: number;
    readonly current: number;
    readonly observations: number;
  } | null;
  readonly simulated: boolean;
};

const countFinite = (values: Float64Array): number =>
  values.reduce((n, value) => n + (Number.isFinite(value) ? 1 : 0), 0);

/** A symbol's returns, volatility and drawdown on its last priced session; null for one without prices. */
export const symbolMetrics = async (
  queries: Queries,
  symbol: string,
  lastPriceDate: IsoDate,
): Promise<SymbolMetrics | null> => {
  const range = { from: addDays(lastPriceDate, -LOOK_BACK_DAYS), to: lastPriceDate };
  const prices = (await queries.prices([symbol], range)).get(symbol);
  const close = prices?.closes.at(-1);
  if (prices === undefined || close === undefined) return null;
  const longest = Math.max(...VOLATILITY_WINDOWS);
  const returns = sessionReturns(lastSessions(lastPriceDate, longest + 1), prices);
  const volatility = VOLATILITY_WINDOWS.map((window): WindowedVolatility => {
    const recent = returns.subarray(-window);
    const observations = countFinite(recent);
    const enough = observations >= MINIMUM_SHARE * window;
    return { window, value: enough ? annualisedVolatility(recent) : null, observations };
  });
  const { deepest, current, observations } = drawdownSeries(returns);
  return {
    symbol,
    date: lastPriceDate,
    close,
    returns: periodReturns(prices, lastPriceDate),
    volatility,
    drawdown: observations === 0 ? null : { deepest, current, observations },
    simulated: prices.simulated,
  };
};
