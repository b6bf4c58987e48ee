import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Queries } from '../ports/queries.ts';
import { MAX_PENDING_JOBS, type SymbolQueue } from '../ports/symbol-queue.ts';

/** A refusal when some of the symbols are new and no more can wait. */
export type RoomForSymbols = (symbols: readonly string[]) => Promise<Result<null, Refusal>>;

export const RETRY_AFTER_SECONDS = 60;

export const queueIsFull = (symbols: readonly string[]): Refusal =>
  refuse('ERR_SYMBOL_002', {
    details: { symbols, pending_limit: MAX_PENDING_JOBS, retry_after_seconds: RETRY_AFTER_SECONDS },
  });

export const createRoomForSymbols =
  (queue: Pick<SymbolQueue, 'pending' | 'latest'>, queries: Pick<Queries, 'symbols'>): RoomForSymbols =>
  async (symbols) => {
    if ((await queue.pending()) < MAX_PENDING_JOBS) return ok(null);
    const rows = new Map((await queries.symbols(symbols)).map((row) => [row.symbol, row]));
    const unknown = symbols.filter((symbol) => rows.get(symbol)?.lastPriceDate == null);
    const jobs = await queue.latest(unknown);
    const lacking = unknown.filter((symbol) => {
      const status = jobs.get(symbol)?.status;
      return status !== 'pending' && status !== 'processing';
    });
    return lacking.length === 0 ? ok(null) : fail(queueIsFull(lacking));
  };
