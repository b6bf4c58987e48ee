import { z } from 'zod';
import type { RecentCloses } from '../../../application/ports/market-data.ts';
import { sessionsBetween } from '../../../domain/calendar/nyse.ts';
import type { IsoDate } from '../../../domain/dates.ts';
import { assetTypeOf } from './asset-type.ts';
import { bySymbol } from './by-symbol.ts';
import { historyOfChart } from './chart-answer.ts';
import { YahooError } from './yahoo-error.ts';

/** For each symbol a chart of closes alone. */
const sparkAnswer = z.object({
  spark: z.object({
    result: z.array(
      z
        .object({ symbol: z.string(), response: z.array(z.unknown()) })
        .nullable()
        .catch(null),
    ),
  }),
});
const sparkMeta = z.object({
  meta: z.object({
    exchangeTimezoneName: z.string().optional().catch(undefined),
    instrumentType: z.string().optional().catch(undefined),
  }),
});
/** One symbol's part, as it came. */
export type Spark = { readonly chart: unknown };

/** The parts of an answer by symbol. */
export const sparksOf = (answer: unknown): ReadonlyMap<string, Spark> => {
  const read = sparkAnswer.safeParse(answer);
  if (!read.success) {
    throw new YahooError('permanent', "Yahoo's answer was not understood", { cause: read.error });
  }
  return bySymbol(
    read.data.spark.result.flatMap((part): readonly (readonly [string, Spark])[] =>
      part === null ? [] : [[part.symbol, { chart: part.response[0] }]],
    ),
  );
};

const unusable = (reason: string): RecentCloses => ({ status: 'unusable', reason });

/** The closes of all sessions after `since` up to `to`, when the answer has each of them and that of `since`. */
export const closesOfSpark = (
  { chart }: Spark,
  symbol: string,
  { since, to }: { readonly since: IsoDate; readonly to: IsoDate },
  now: Date,
  fetchedAt: Date,
): RecentCloses => {
  const read = sparkMeta.safeParse(chart);
  if (!read.success) return unusable('not understood');
  const { exchangeTimezoneName, instrumentType } = read.data.meta;
  if (exchangeTimezoneName !== 'America/New_York') return unusable('not of a market in New York');
  try {
    const history = historyOfChart(chart, symbol, { from: since, to }, now, fetchedAt);
    if (history.status !== 'ok') return unusable(history.status);
    const dates = new Set(history.bars.map(({ date }) => date));
    const lacking = sessionsBetween(since, to).find((session) => !dates.has(session));
    const [before, ...bars] = history.bars;
    if (lacking !== undefined || before === undefined) return unusable(`no close of ${lacking ?? since}`);
    const { currency } = history;
    return {
      status: 'ok',
      bars,
      closeBefore: before.close,
      currency,
      assetType: assetTypeOf(instrumentType),
    };
  } catch (error) {
    if (!(error instanceof YahooError)) throw error;
    return unusable(error.message);
  }
};
