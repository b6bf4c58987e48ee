import { addDays, type IsoDate } from '../../domain/dates.ts';
import type { Refusal } from '../../domain/errors/refusal.ts';
import type { Result } from '../../domain/result.ts';
import { ENGINE_VERSION } from '../../domain/risk/engine-version.ts';
import { FACTOR_ETFS } from '../../domain/risk/factors.ts';
import { symbolDecider } from '../../domain/symbol/decider.ts';
import type { CommandContext } from '../command-handler.ts';
import type { Position } from '../ports/event-store.ts';
import type { SymbolRow } from '../ports/queries.ts';
import { streams } from '../streams.ts';
import type { CalculationDependencies } from './dependencies.ts';
import { fetchHistories, HISTORY_DAYS } from './fetch-histories.ts';
import type { PhaseProgress } from './progress.ts';
import { factorsOfSymbols } from './symbol-factors.ts';

/** Reading our own writes back is a matter of milliseconds; longer means that the projector is down. */
const READ_BACK_MS = 60_000;

export type SymbolOutcome = {
  /** Symbols without usable prices or factors: tried again by the next calculation. */
  readonly pending: readonly string[];
};

/** Needs nothing: active, with prices and factors of the calculation date. */
export const isCurrent = (row: SymbolRow | undefined, date: IsoDate): boolean =>
  row?.status === 'active' &&
  row.lastPriceDate !== null &&
  row.lastPriceDate >= date &&
  row.lastFactorDate !== null &&
  row.lastFactorDate >= date;

const positionOf = (
  result: Result<{ readonly position: Position | null }, Refusal>,
  symbol: string,
): Position | null => {
  if (result.ok) return result.value.position;
  throw new Error(`could not record ${symbol}: ${result.error.code} ${result.error.message ?? ''}`);
};

const latest = (positions: readonly (Position | null)[]): Position | null =>
  positions.reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null);

/** Waits until the read models show what was just written. */
const readBack = async (dependencies: CalculationDependencies, position: Position | null): Promise<void> => {
  if (position === null) return;
  if (await dependencies.readModels.waitFor(position, READ_BACK_MS)) return;
  throw new Error('the read models do not follow the log; the calculation goes on when they do');
};

/**
 * Makes prices, profile and factors of `symbols` (and of the factor ETFs) current for `date`. One symbol's failure is
 * that symbol's; the others go on.
 */
export const processSymbols = async (
  dependencies: CalculationDependencies,
  symbols: readonly string[],
  { date, force }: { readonly date: IsoDate; readonly force: boolean },
  context: CommandContext,
  progress: PhaseProgress,
  signal: AbortSignal,
): Promise<SymbolOutcome> => {
  const { queries, provider, handle } = dependencies;
  const scope = [...new Set([...symbols, ...FACTOR_ETFS])];
  const rows = new Map((await queries.symbols(scope)).map((row) => [row.symbol, row]));
  const behind = scope.filter((symbol) => force || !isCurrent(rows.get(symbol), date));
  if (behind.length === 0) {
    progress.note('info', `all ${scope.length} symbols are current`);
    return { pending: [] };
  }
  const withPrices = behind.filter((symbol) => force || (rows.get(symbol)?.lastPriceDate ?? '') < date);
  const withoutProfile = behind.filter((symbol) => rows.get(symbol)?.profile?.companyName == null);
  const [histories, profiles] = await Promise.all([
    fetchHistories(dependencies, rows, withPrices, date, force, progress, signal),
    withoutProfile.length === 0 ? new Map() : provider.profiles(withoutProfile, signal),
  ]);
  signal.throwIfAborted();

  const recordPrices = async (symbol: string): Promise<Position | null> => {
    const stream = streams.symbol(symbol);
    const profile = profiles.get(symbol);
    const history = histories.get(symbol);
    let position: Position | null = null;
    if (history?.status === 'ok') {
      const { status: _, ...prices } = history;
      const command = {
        type: 'RecordPrices',
        symbol,
        source: provider.name,
        simulated: provider.simulated,
        ...prices,
      } as const;
      position = positionOf(await handle(symbolDecider, stream, command, context), symbol);
      for (const { date: day, reason } of history.rejected.slice(0, 5)) {
        progress.note('warning', `${symbol}: refused the price of ${day}: ${reason}`);
      }
    } else if (history !== undefined) {
      const reason =
        history.status === 'unavailable' ? history.reason : `${provider.name} does not know this symbol`;
      progress.note('warning', `${symbol}: ${reason}`);
      const failure = { type: 'RecordFailure', symbol, kind: history.status, reason } as const;
      position = positionOf(await handle(symbolDecider, stream, failure, context), symbol);
    }
    if (profile?.status === 'ok') {
      const command = {
        type: 'RecordProfile',
        symbol,
        source: provider.name,
        asOf: date,
        profile: profile.profile,
      } as const;
      position = positionOf(await handle(symbolDecider, stream, command, context), symbol) ?? position;
    }
    return position;
  };
  await readBack(dependencies, latest(await Promise.all(behind.map(recordPrices))));
  signal.throwIfAborted();

  const calculated = factorsOfSymbols({
    date,
    prices: await queries.prices(scope, { from: addDays(date, -HISTORY_DAYS), to: date }),
    rows: new Map((await queries.symbols(scope)).map((row) => [row.symbol, row])),
  });
  const positions = await Promise.all(
    [...calculated].map(async ([symbol, factors]) => {
      const command = { type: 'RecordFactors', symbol, date, factors } as const;
      const calculatedContext = { ...context, engineVersion: ENGINE_VERSION };
      return positionOf(
        await handle(symbolDecider, streams.symbol(symbol), command, calculatedContext),
        symbol,
      );
    }),
  );
  await readBack(dependencies, latest(positions));
  const after = new Map((await queries.symbols(symbols)).map((row) => [row.symbol, row]));
  const pending = symbols.filter((symbol) => after.get(symbol)?.status !== 'active');
  progress.note('info', `${behind.length - pending.length} symbols updated from ${provider.name}`);
  return { pending };
};
