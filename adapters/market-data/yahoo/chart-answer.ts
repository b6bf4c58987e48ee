import { z } from 'zod';
import type { PriceHistory } from '../../../application/ports/market-data.ts';
import type { IsoDate } from '../../../domain/dates.ts';
import type { PriceBar } from '../../../domain/symbol/events.ts';
import { acceptRows, type PriceRow, type RejectedRow } from '../price-rows.ts';
import { rawClose, textOf } from './as-traded.ts';
import { instant } from './instant.ts';
import { YahooError } from './yahoo-error.ts';

/** Loose where a single bad value must not lose the answer: every row is judged by itself. */
const chartAnswer = z.object({
  meta: z.object({
    symbol: z.string(),
    currency: z.string().nullish(),
    exchangeTimezoneName: z.string().optional(),
    priceHint: z.number().int().min(0).max(8).optional().catch(undefined),
  }),
  timestamp: z.array(z.number()).optional(),
  events: z
    .object({
      splits: z
        .record(z.string(), z.object({ date: instant, numerator: z.unknown(), denominator: z.unknown() }))
        .optional(),
    })
    .optional(),
  indicators: z.object({
    quote: z.array(z.object({ close: z.array(z.unknown()).optional() })),
    adjclose: z.array(z.object({ adjclose: z.array(z.unknown()).optional() })).optional(),
  }),
});

type Split = { readonly date: IsoDate; readonly factor: number | null };

/** The exchange's calendar date of an instant. */
const dateIn = (timeZone: string): ((at: Date) => IsoDate) => {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (at) => (Number.isNaN(at.getTime()) ? 'not a date' : parts.format(at));
};

const timeZoneOf = (name: string | undefined): string =>
  name !== undefined && Intl.supportedValuesOf('timeZone').includes(name) ? name : 'America/New_York';

const factorOf = (numerator: unknown, denominator: unknown): number | null => {
  const factor = Number(numerator) / Number(denominator);
  return factor > 0 && Number.isFinite(factor) ? factor : null;
};

/** New shares per old share, of all splits with a known factor for which `counts` holds. */
const product = (splits: readonly Split[], counts: (date: IsoDate) => boolean): number =>
  splits.reduce((all, { date, factor }) => (factor !== null && counts(date) ? all * factor : all), 1);

/**
 * A chart answer as price history within [`from`, `to`]. The chart must reach to today, or splits after `to` would be
 * missing and closes before them would not be the ones that were traded.
 *
 * Raw close = Yahoo's close × the factors of all splits after that date; adjusted close = Yahoo's adjclose (its close
 * where there is none, as for an index); the split factor stands on the first bar on or after the split. `fetchedAt`
 * is later than `now` only where the clock is frozen in the past: the bars in between are passed over.
 */
export const historyOfChart = (
  answer: unknown,
  symbol: string,
  range: { readonly from: IsoDate; readonly to: IsoDate },
  now: Date,
  fetchedAt: Date,
): PriceHistory => {
  const chart = chartAnswer.safeParse(answer);
  if (!chart.success) {
    throw new YahooError('permanent', "Yahoo's answer was not understood", { cause: chart.error });
  }
  const { meta, timestamp = [], events, indicators } = chart.data;
  if (meta.symbol.toUpperCase() !== symbol) {
    throw new YahooError('permanent', `Yahoo answered for ${meta.symbol.slice(0, 20)} instead of ${symbol}`);
  }
  const dateOf = dateIn(timeZoneOf(meta.exchangeTimezoneName));
  const closes = indicators.quote[0]?.close ?? [];
  const adjustedCloses = indicators.adjclose?.[0]?.adjclose ?? closes;
  const splits = Object.values(events?.splits ?? {}).map(
    ({ date, numerator, denominator }): Split => ({
      date: dateOf(date),
      factor: factorOf(numerator, denominator),
    }),
  );
  const rows = timestamp.map(
    (at, i): PriceRow => ({
      date: dateOf(new Date(at * 1000)),
      close: textOf(closes[i]),
      adjustedClose: textOf(adjustedCloses[i]),
      splitFactor: '',
    }),
  );

  // Before a split of unknown factor nobody can say what was traded.
  const unknowable = splits.filter(({ factor }) => factor === null).map(({ date }) => date);
  const knownFrom = unknowable.sort().at(-1) ?? '';
  const { bars, rejected } = acceptRows(
    rows.filter(({ date }) => date >= knownFrom && (date <= dateOf(now) || date > dateOf(fetchedAt))),
    range,
    now,
  );
  const lost: readonly RejectedRow[] = rows
    .filter(({ date }) => date < knownFrom && date >= range.from && date <= range.to)
    .slice(0, 1)
    .map(({ date }) => ({
      date,
      reason: `rows before ${knownFrom} are refused: a split without a usable factor`,
    }));
  const withSplits = bars.map((bar, i): PriceBar => {
    const previous = bars[i - 1]?.date;
    return {
      ...bar,
      close: rawClose(
        bar.close,
        product(splits, (date) => date > bar.date),
        meta.priceHint ?? 2,
      ),
      splitFactor: product(
        splits,
        (date) => date <= bar.date && (previous === undefined ? date >= range.from : date > previous),
      ),
    };
  });
  return {
    status: 'ok',
    bars: withSplits,
    closeBasis: 'raw',
    currency: meta.currency ?? null,
    rejected: [...lost, ...rejected],
  };
};
