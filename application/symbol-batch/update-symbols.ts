import { lastSessions, sessionsBetween } from '../../domain/calendar/nyse.ts';
import { addDays, type IsoDate } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/decimal.ts';
import { ENGINE_VERSION } from '../../domain/risk/engine-version.ts';
import { factorsAt } from '../../domain/risk/factor-table.ts';
import { FACTOR_ETFS, type FactorEtf, type SymbolFactors } from '../../domain/risk/factors.ts';
import { PERIODS, type Period, periodReturn, periodStart } from '../../domain/risk/period-return.ts';
import { type AdjustedCloses, sessionReturns } from '../../domain/risk/returns.ts';
import { RETURNS_NEEDED, symbolFactorTable } from '../../domain/risk/symbol-factors.ts';
import { type KnownBar, type SymbolCommand, symbolDecider } from '../../domain/symbol/decider.ts';
import type { PriceBar } from '../../domain/symbol/events.ts';
import { fetchHistories, HISTORY_DAYS } from '../calculation/fetch-histories.ts';
import { fetchProfiles } from '../calculation/fetch-profiles.ts';
import type { CommandContext, HandleKnown, Step } from '../command-handler.ts';
import { giveWay } from '../pause.ts';
import type { Position } from '../ports/event-store.ts';
import type { MarketDataProvider, PriceHistory, ProfileAnswer } from '../ports/market-data.ts';
import type {
  PriceColumns,
  Queries,
  SymbolFactorsRow,
  SymbolMetricsRow,
  SymbolRow,
} from '../ports/queries.ts';
import { streams } from '../streams.ts';
import { stateOf } from './known-symbol.ts';
import { closeOn, knownBars, withBars } from './price-series.ts';

/** A price that changes later is followed by the factors of so many sessions; older ones stay what was shown then. */
const RESTATED_SESSIONS = 30;
/** Symbols that are prepared in one go: whoever waits for an answer of this process waits for so many, not for a chunk. */
const SYMBOLS_A_TURN = 25;
/** Prices of so many days are read as one with those of a night. */
const NEAR_DAYS = 31;
/** Without a price for so long, and the source knows of none: delisted. */
const DELISTED_AFTER_DAYS = 30;

export type UpdateDependencies = {
  readonly queries: Queries;
  readonly provider: MarketDataProvider;
  readonly handleKnown: HandleKnown;
};

export type UpdateRequest = {
  readonly symbols: readonly string[];
  /** A completed session. */
  readonly date: IsoDate;
  /** Also what is current is read and calculated again. */
  readonly force: boolean;
  /** See `fetchProfiles`. */
  readonly profiles: 'missing' | 'incomplete';
};

export type SymbolUpdates = {
  /** Symbols of which anything new was told. */
  readonly changed: readonly string[];
  readonly failed: readonly { readonly symbol: string; readonly reason: string }[];
  readonly refused: readonly { readonly symbol: string; readonly date: string; readonly reason: string }[];
  /** Of the last event written; null when there was nothing to write. */
  readonly position: Position | null;
};

/** What the source said of one symbol, beside what was known of it. */
type Update = {
  readonly symbol: string;
  readonly row: SymbolRow | undefined;
  /** What was known of the sessions that the source told of. */
  readonly bars: ReadonlyMap<IsoDate, KnownBar>;
  readonly history: PriceHistory | undefined;
  readonly profile: ProfileAnswer | undefined;
  readonly series: AdjustedCloses;
  /** As traded on the date of the update; null without a price. */
  readonly close: Decimal | null;
};

const barsOf = (history: PriceHistory | undefined): readonly PriceBar[] =>
  history?.status === 'ok' ? history.bars : [];

const maximum = <Value extends string | bigint>(
  values: readonly (Value | null | undefined)[],
): Value | null => values.reduce<Value | null>((a, b) => (b == null || (a !== null && a >= b) ? a : b), null);

const minimum = (values: readonly (IsoDate | null | undefined)[]): IsoDate | null =>
  values.reduce<IsoDate | null>((a, b) => (b == null || (a !== null && a <= b) ? a : b), null);

/** The first session whose price is new or another than before; null when nothing is. */
const changedFrom = ({ bars, history }: Update): IsoDate | null => {
  const isSame = (bar: PriceBar): boolean => {
    const before = bars.get(bar.date);
    return before?.adjustedClose === bar.adjustedClose && before.close === bar.close;
  };
  return barsOf(history).find((bar) => !isSame(bar))?.date ?? null;
};

/**
 * What is known of `date` and of the sessions that the source told of. A night tells of some days, the first time of a
 * year: the one does not read what only the other needs.
 */
const pricesBeside = async (
  queries: Pick<Queries, 'prices'>,
  symbols: readonly string[],
  histories: ReadonlyMap<string, PriceHistory>,
  date: IsoDate,
): Promise<ReadonlyMap<string, PriceColumns>> => {
  const near = addDays(date, -NEAR_DAYS);
  const firstOf = (symbol: string): IsoDate => barsOf(histories.get(symbol))[0]?.date ?? date;
  const read = async (of: readonly string[]): Promise<ReadonlyMap<string, PriceColumns>> =>
    queries.prices(of, { from: minimum(of.map(firstOf)) ?? date, to: date });
  const groups = [
    symbols.filter((symbol) => firstOf(symbol) >= near),
    symbols.filter((symbol) => firstOf(symbol) < near),
  ];
  const [recent, whole] = await Promise.all(groups.map(read));
  return new Map([...(recent ?? []), ...(whole ?? [])]);
};

type EtfPrices = Readonly<Record<FactorEtf, AdjustedCloses>>;

/** Factors of many symbols on one date, by one design; the ETFs' returns are made once. */
const factorsOn = (
  date: IsoDate,
  etfs: EtfPrices,
  updates: readonly Update[],
): ReadonlyMap<string, SymbolFactors> => {
  const sessions = lastSessions(date, RETURNS_NEEDED + 1);
  const etfReturns = Object.fromEntries(
    FACTOR_ETFS.map((etf) => [etf, sessionReturns(sessions, etfs[etf])]),
  ) as Record<FactorEtf, Float64Array>;
  const symbols = updates.map(({ symbol, series, row, profile }) => ({
    symbol,
    returns: sessionReturns(sessions, series),
    providerBeta: (profile?.status === 'ok' ? profile.profile : row?.profile)?.providerBeta ?? null,
  }));
  const table = symbolFactorTable({ etfReturns, symbols });
  return new Map(updates.map(({ symbol }, i) => [symbol, factorsAt(table, i)]));
};

const returnsOn = (
  { series }: Update,
  date: IsoDate,
  starts: Readonly<Record<Period, IsoDate>>,
): Readonly<Record<Period, number | null>> => {
  const returns = {} as Record<Period, number | null>;
  for (const period of PERIODS) returns[period] = periodReturn(series, period, date, starts[period]).return;
  return returns;
};

/** Null unless the source was asked and has nothing. */
const failureOf = (
  { history, row, series }: Update,
  provider: string,
  date: IsoDate,
): { readonly kind: 'unknown-symbol' | 'unavailable'; readonly reason: string } | null => {
  if (history === undefined) return null;
  if (history.status === 'unavailable') return { kind: 'unavailable', reason: history.reason };
  if (history.status === 'unknown-symbol')
    return { kind: 'unknown-symbol', reason: `${provider} does not know this symbol` };
  const last = series.dates.at(-1);
  if (row === undefined || (last !== undefined && last >= date)) return null;
  return { kind: 'unavailable', reason: `${provider} has no price of ${date}` };
};

/** The last date with a price, of a symbol that has had none for long and of which the source has none since. */
const delistedSince = ({ history, row, series }: Update, date: IsoDate): IsoDate | null => {
  const last = series.dates.at(-1) ?? row?.lastPriceDate;
  if (history === undefined || history.status === 'unavailable' || row === undefined || last == null)
    return null;
  return row.status === 'active' && last < addDays(date, -DELISTED_AFTER_DAYS) ? last : null;
};

/**
 * Makes prices, profile, factors and metrics of `symbols` current for `date`: asks the source, calculates all symbols by
 * one design, and appends what is new of a symbol in one go. What is known comes from the read models, which have to be
 * as far as the log was when the work began. One symbol's failure is that symbol's; done again, it tells nothing new.
 * The factor ETFs count with the prices that this very call learns, where they are among the symbols.
 */
export const updateSymbols = async (
  { queries, provider, handleKnown }: UpdateDependencies,
  { symbols, date, force, profiles: wanted }: UpdateRequest,
  context: CommandContext,
  onSymbol: () => void,
  signal: AbortSignal,
): Promise<SymbolUpdates> => {
  const rows = new Map((await queries.symbols(symbols)).map((row) => [row.symbol, row]));
  const asked = symbols.filter((symbol) => force || (rows.get(symbol)?.lastPriceDate ?? '') < date);
  const range = { from: addDays(date, -HISTORY_DAYS), to: date };
  const etfsElsewhere = FACTOR_ETFS.filter((etf) => !symbols.includes(etf));
  const [histories, answers, known, etfRows] = await Promise.all([
    fetchHistories({ provider, queries }, rows, asked, date, force, onSymbol, signal),
    fetchProfiles(provider, rows, symbols, { date, wanted }, signal),
    queries.adjustedCloses([...symbols, ...etfsElsewhere], range),
    queries.symbols(FACTOR_ETFS),
  ]);
  const tracked = symbols.filter((symbol) => rows.has(symbol));
  const prices = await pricesBeside(queries, tracked, histories, date);
  signal.throwIfAborted();

  const updates: Update[] = [];
  for (const [i, symbol] of symbols.entries()) {
    if (i % SYMBOLS_A_TURN === 0) await giveWay();
    const history = histories.get(symbol);
    const told = barsOf(history);
    const before = prices.get(symbol);
    const series = withBars(known.get(symbol), told);
    updates.push({
      symbol,
      row: rows.get(symbol),
      bars: knownBars(before, told),
      history,
      profile: answers.get(symbol),
      series,
      close: closeOn(date, told, before),
    });
  }
  const bySymbol = new Map(updates.map((update) => [update.symbol, update]));
  const etfs = Object.fromEntries(
    FACTOR_ETFS.map((etf) => [etf, bySymbol.get(etf)?.series ?? withBars(known.get(etf))]),
  ) as Record<FactorEtf, AdjustedCloses>;
  const etfPricedAt = maximum(etfRows.map(({ pricedAt }) => pricedAt));
  const etfChangedFrom = minimum(
    FACTOR_ETFS.map((etf) => {
      const update = bySymbol.get(etf);
      return update === undefined ? null : changedFrom(update);
    }),
  );
  const oldest = lastSessions(date, RESTATED_SESSIONS)[0] ?? date;

  /** The first session before `date` whose factors may have become others. */
  const restatedFrom = (update: Update): IsoDate | null => {
    const { row } = update;
    if (row?.lastFactorDate == null) return null;
    const behindEtfs = row.factoredAt !== null && etfPricedAt !== null && row.factoredAt < etfPricedAt;
    const elsewhere = etfRows.map((etf) =>
      behindEtfs && etf.pricedAt !== null && row.factoredAt !== null && etf.pricedAt > row.factoredAt
        ? etf.pricedFrom
        : null,
    );
    const from = minimum([changedFrom(update), etfChangedFrom, ...elsewhere]);
    return from === null || from >= date ? null : maximum([from, oldest]);
  };

  const restated = new Map<string, IsoDate>();
  for (const update of updates) {
    const from = restatedFrom(update);
    if (from !== null) restated.set(update.symbol, from);
  }
  const calculatedBefore = updates.filter(({ row }) => (row?.lastFactorDate ?? '') >= date || force);
  const stored = new Map<string, Map<IsoDate, SymbolFactors>>();
  const remember = ({ symbol, date: day, factors }: SymbolFactorsRow): void => {
    const known = stored.get(symbol) ?? new Map<IsoDate, SymbolFactors>();
    stored.set(symbol, known.set(day, factors));
  };
  const [restatedRows, currentRows, metricsRows] = await Promise.all([
    queries.symbolFactorHistory([...restated.keys()], {
      from: minimum([...restated.values()]) ?? date,
      to: date,
    }),
    queries.symbolFactorHistory(
      calculatedBefore.map(({ symbol }) => symbol),
      { from: date, to: date },
    ),
    calculatedBefore.length === 0
      ? ([] as readonly SymbolMetricsRow[])
      : queries.symbolMetrics(calculatedBefore.map(({ symbol }) => symbol)),
  ]);
  for (const row of [...restatedRows, ...currentRows]) remember(row);
  const metricsBefore = new Map(metricsRows.map((row) => [row.symbol, row]));

  /** By date, oldest first: whose factors are to be calculated. */
  const due = new Map<IsoDate, Update[]>();
  for (const session of sessionsBetween(minimum([...restated.values()]) ?? date, date)) due.set(session, []);
  for (const update of updates) {
    for (const day of stored.get(update.symbol)?.keys() ?? [])
      if (day < date && day >= (restated.get(update.symbol) ?? date)) due.get(day)?.push(update);
    // Yesterday's factors serve, as yesterday's, while there is no price of today; a new symbol takes what there is.
    const hasPrice = update.series.dates.at(-1) === date;
    const isNew = update.row?.lastFactorDate == null && update.series.dates.length > 0;
    if (hasPrice || isNew) due.get(date)?.push(update);
  }
  const calculated = new Map<string, { readonly day: IsoDate; readonly factors: SymbolFactors }[]>();
  for (const [day, of] of due) {
    if (of.length === 0) continue;
    for (const [symbol, factors] of factorsOn(day, etfs, of)) {
      const known = calculated.get(symbol);
      if (known === undefined) calculated.set(symbol, [{ day, factors }]);
      else known.push({ day, factors });
    }
    await giveWay();
    signal.throwIfAborted();
  }

  const starts = Object.fromEntries(PERIODS.map((period) => [period, periodStart(period, date)])) as Record<
    Period,
    IsoDate
  >;
  const byEngine: CommandContext = { ...context, engineVersion: ENGINE_VERSION };
  const stepsOf = (update: Update): readonly Step<SymbolCommand>[] => {
    const { symbol, row, history, profile, series, close } = update;
    const steps: Step<SymbolCommand>[] = [];
    if (history?.status === 'ok') {
      const { status: _, ...learned } = history;
      const { name: source, simulated } = provider;
      steps.push({ command: { type: 'RecordPrices', symbol, source, simulated, ...learned }, context });
    }
    if (profile?.status === 'ok')
      steps.push({
        command: {
          type: 'RecordProfile',
          symbol,
          source: provider.name,
          asOf: date,
          profile: profile.profile,
        },
        context,
      });
    for (const { day, factors } of calculated.get(symbol) ?? [])
      steps.push({ command: { type: 'RecordFactors', symbol, date: day, factors }, context: byEngine });
    if (series.dates.at(-1) === date && close !== null) {
      const metrics = { symbol, date, close, returns: returnsOn(update, date, starts) };
      steps.push({ command: { type: 'RecordMetrics', ...metrics }, context: byEngine });
    }
    const failure = failureOf(update, provider.name, date);
    const last = delistedSince(update, date);
    if (last !== null) {
      const reason = `no price since ${last}${failure === null ? '' : `: ${failure.reason}`}`;
      const delisting = { symbol, lastPriceDate: last, source: provider.name, reason };
      steps.push({ command: { type: 'RecordDelisting', ...delisting }, context });
    } else if (failure !== null && history?.status !== 'ok' && row?.status !== 'active') {
      // Of an active symbol a bad night is no fact: the batch says it, and its dates do.
      steps.push({ command: { type: 'RecordFailure', symbol, ...failure }, context });
    }
    return steps;
  };

  const tell = async (
    update: Update,
  ): Promise<{ readonly count: number; readonly position: Position | null }> => {
    const { symbol, row, bars } = update;
    const steps = stepsOf(update);
    if (steps.length === 0) return { count: 0, position: null };
    const state = stateOf(row, {
      bars,
      factors: stored.get(symbol) ?? new Map(),
      metrics: metricsBefore.get(symbol),
    });
    const result = await handleKnown(
      symbolDecider,
      streams.symbol(symbol),
      { state, revision: row?.revision ?? 'no-stream' },
      steps,
    );
    if (!result.ok) throw new Error(`could not record ${symbol}: ${result.error.code}`);
    return { count: result.value.events.length, position: result.value.position };
  };

  const telling: ReturnType<typeof tell>[] = [];
  for (const [i, update] of updates.entries()) {
    if (i % SYMBOLS_A_TURN === 0) await giveWay();
    const one = tell(update);
    // Whoever awaits all of them sees a failure; until then it must not count as unhandled.
    one.catch(() => {});
    telling.push(one);
  }
  const told = await Promise.all(telling);
  return {
    changed: updates.filter((_, i) => (told[i]?.count ?? 0) > 0).map(({ symbol }) => symbol),
    failed: updates.flatMap((update) => {
      const failure = failureOf(update, provider.name, date);
      return failure === null ? [] : [{ symbol: update.symbol, reason: failure.reason }];
    }),
    refused: updates.flatMap(({ symbol, history }) =>
      history?.status === 'ok' ? history.rejected.map((rejected) => ({ symbol, ...rejected })) : [],
    ),
    position: maximum(told.map(({ position }) => position)),
  };
};
