import type { IsoDate } from '../../domain/dates.ts';
import { FACTOR_ETFS } from '../../domain/risk/factors.ts';
import type { CommandContext } from '../command-handler.ts';
import type { Position } from '../ports/event-store.ts';
import type { SymbolRow } from '../ports/queries.ts';
import { updateSymbols } from '../symbol-batch/update-symbols.ts';
import type { CalculationDependencies } from './dependencies.ts';
import type { PhaseProgress } from './progress.ts';

/** Reading our own writes back is a matter of milliseconds; longer means that the projector is down. */
const READ_BACK_MS = 60_000;
/** Refused prices of one symbol that are named; the event has all. */
const REFUSED_NAMED = 5;

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

/** Waits until the read models show what was just written. */
const readBack = async (dependencies: CalculationDependencies, position: Position | null): Promise<void> => {
  if (position === null) return;
  if (await dependencies.readModels.waitFor(position, READ_BACK_MS)) return;
  throw new Error('the read models do not follow the log; the calculation goes on when they do');
};

/**
 * Makes prices, profile and factors of `symbols` (and of the factor ETFs) current for `date`: what the nightly batch
 * does for all, for the symbols of one portfolio. One symbol's failure is that symbol's; the others go on.
 */
export const processSymbols = async (
  dependencies: CalculationDependencies,
  symbols: readonly string[],
  { date, force }: { readonly date: IsoDate; readonly force: boolean },
  context: CommandContext,
  progress: PhaseProgress,
  signal: AbortSignal,
): Promise<SymbolOutcome> => {
  const { queries, provider } = dependencies;
  const scope = [...new Set([...symbols, ...FACTOR_ETFS])];
  const rows = new Map((await queries.symbols(scope)).map((row) => [row.symbol, row]));
  const behind = scope.filter((symbol) => force || !isCurrent(rows.get(symbol), date));
  if (behind.length === 0) {
    progress.note('info', `all ${scope.length} symbols are current`);
    return { pending: [] };
  }
  const updates = await updateSymbols(
    dependencies,
    { symbols: behind, date, force, profiles: 'incomplete' },
    context,
    () => progress.advance(),
    signal,
  );
  const named = new Map<string, number>();
  for (const { symbol, date: day, reason } of updates.refused) {
    const count = (named.get(symbol) ?? 0) + 1;
    named.set(symbol, count);
    if (count <= REFUSED_NAMED) progress.note('warning', `${symbol}: refused the price of ${day}: ${reason}`);
  }
  for (const { symbol, reason } of updates.failed) progress.note('warning', `${symbol}: ${reason}`);
  await readBack(dependencies, updates.position);
  const after = new Map((await queries.symbols(symbols)).map((row) => [row.symbol, row]));
  const pending = symbols.filter((symbol) => after.get(symbol)?.status !== 'active');
  progress.note('info', `${behind.length - pending.length} symbols updated from ${provider.name}`);
  return { pending };
};
