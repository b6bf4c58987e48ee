import { mostRecentCompletedSession } from '../../domain/calendar/nyse.ts';
import type { IsoDate } from '../../domain/dates.ts';
import { uuid5 } from '../../domain/ids.ts';
import { FACTOR_ETFS } from '../../domain/risk/factors.ts';
import { symbolDecider } from '../../domain/symbol/decider.ts';
import type { CalculationDependencies } from '../calculation/dependencies.ts';
import { isCurrent, processSymbols } from '../calculation/process-symbols.ts';
import type { PhaseProgress } from '../calculation/progress.ts';
import type { CommandContext } from '../command-handler.ts';
import type { SymbolRow } from '../ports/queries.ts';
import type { JobFailure } from '../ports/symbol-queue.ts';
import { streams } from '../streams.ts';

/** "again": what failed may be there the next time. */
export type OnboardingOutcome =
  | { readonly status: 'usable' }
  | { readonly status: 'failed'; readonly again: boolean; readonly failure: JobFailure };

export type OnboardSymbol = (
  symbol: string,
  context: CommandContext,
  signal: AbortSignal,
) => Promise<OnboardingOutcome>;

const READ_BACK_MS = 60_000;

const silent: PhaseProgress = { advance: () => {}, note: () => {} };

const failed = (kind: JobFailure['kind'], reason: string, again: boolean): OnboardingOutcome => ({
  status: 'failed',
  again,
  failure: { kind, reason },
});

/**
 * Brings one symbol in: prices, profile, factors. It is usable once it has prices and factors. The factor ETFs, without
 * which there are no factors, are brought up to date once for all symbols that come in at the same time.
 */
export const createOnboardSymbol = (dependencies: CalculationDependencies): OnboardSymbol => {
  const { queries, readModels, handle, clock, provider } = dependencies;
  let preparing: { readonly date: IsoDate; readonly done: Promise<unknown> } | null = null;

  const prepareFactors = async (
    date: IsoDate,
    context: CommandContext,
    signal: AbortSignal,
  ): Promise<void> => {
    const rows = new Map((await queries.symbols(FACTOR_ETFS)).map((row) => [row.symbol, row]));
    if (FACTOR_ETFS.every((symbol) => isCurrent(rows.get(symbol), date))) return;
    if (preparing?.date !== date) {
      const done = processSymbols(dependencies, [], { date, force: false }, context, silent, signal);
      const clear = (): void => {
        preparing = null;
      };
      preparing = { date, done };
      done.then(clear, clear);
    }
    await preparing.done;
  };

  /** What was given up or delisted is pending again, and is seen to be so. */
  const lookAgain = async (symbol: string, context: CommandContext): Promise<void> => {
    const tracked = await handle(
      symbolDecider,
      streams.symbol(symbol),
      { type: 'TrackSymbol', symbol },
      { ...context, commandId: uuid5('again', context.commandId) },
    );
    if (tracked.ok && tracked.value.position !== null)
      await readModels.waitFor(tracked.value.position, READ_BACK_MS);
  };

  const outcomeOf = async (
    symbol: string,
    row: SymbolRow | null,
    date: IsoDate,
    context: CommandContext,
  ): Promise<OnboardingOutcome> => {
    if (row?.status === 'active') return { status: 'usable' };
    if (row?.lastPriceDate == null) {
      if (row?.failure?.kind === 'unavailable') return failed('unavailable', row.failure.reason, true);
      const reason =
        row?.failure?.reason ?? `${provider.name} has no prices of it since a year: delisted or renamed?`;
      if (row?.failure == null) {
        const told = { type: 'RecordFailure', symbol, kind: 'unknown-symbol', reason } as const;
        await handle(symbolDecider, streams.symbol(symbol), told, context);
      }
      return failed('unknown-symbol', reason, false);
    }
    const etfs = new Map((await queries.symbols(FACTOR_ETFS)).map((etf) => [etf.symbol, etf]));
    const stale = FACTOR_ETFS.filter((etf) => !isCurrent(etfs.get(etf), date));
    if (stale.length > 0) {
      return failed('unavailable', `the factor ETFs ${stale.join(', ')} have no prices of ${date}`, true);
    }
    const reason = `its prices since ${row.firstPriceDate} are too few for factors`;
    const told = { type: 'RecordFailure', symbol, kind: 'insufficient-history', reason } as const;
    await handle(symbolDecider, streams.symbol(symbol), told, context);
    return failed('insufficient-history', reason, false);
  };

  return async (symbol, context, signal) => {
    const date = mostRecentCompletedSession(clock());
    const before = await queries.symbol(symbol);
    if (before?.status === 'active') return { status: 'usable' };
    if (before?.status === 'error' || before?.status === 'delisted') await lookAgain(symbol, context);
    await prepareFactors(date, context, signal);
    await processSymbols(dependencies, [symbol], { date, force: false }, context, silent, signal);
    return outcomeOf(symbol, await queries.symbol(symbol), date, context);
  };
};
