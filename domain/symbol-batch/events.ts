import type { IsoDate } from '../dates.ts';
import type { DomainEvent } from '../decider.ts';

/** The fixed list, in order: declared up front, so that progress never goes back. */
export const BATCH_PHASES = [
  { id: 'prices', name: 'Prices', unit: 'symbols' },
  { id: 'market_beta', name: 'Market beta', unit: 'symbols' },
  { id: 'ir_beta', name: 'Interest rate beta', unit: 'symbols' },
  { id: 'ridge_factors', name: 'Style factors', unit: 'symbols' },
  { id: 'spread_factors', name: 'Spread factors', unit: 'symbols' },
  { id: 'metrics', name: 'Daily metrics', unit: 'symbols' },
  { id: 'cache_refresh', name: 'Refresh of what was derived', unit: 'operations' },
] as const;

export type BatchPhaseId = (typeof BATCH_PHASES)[number]['id'];

/** The clock of the exchange, an operator, a session that was missed, or prices that an operator brought. */
export type BatchTrigger = 'schedule' | 'operator' | 'catch_up' | 'price_upload';

/** One attempt at one session; a session has at most one that is open. */
export type SymbolBatchRequested = DomainEvent<
  'SymbolBatchRequested',
  {
    readonly batchId: string;
    readonly date: IsoDate;
    readonly trigger: BatchTrigger;
    /** Also symbols that are current are read and calculated again. */
    readonly force: boolean;
    /** Null: the whole universe. */
    readonly symbols: readonly string[] | null;
  }
>;

/** All symbols of one chunk have passed one phase. */
export type SymbolBatchChunkCompleted = DomainEvent<
  'SymbolBatchChunkCompleted',
  {
    readonly batchId: string;
    readonly date: IsoDate;
    readonly phase: BatchPhaseId;
    /** From 0; the plan of the batch says how many there are. */
    readonly chunk: number;
    readonly chunks: number;
    readonly symbols: number;
    readonly changed: number;
    readonly failed: readonly { readonly symbol: string; readonly reason: string }[];
    readonly seconds: number;
  }
>;

/** The portfolios are refreshed after this. "partial": symbols failed; "nothing": all were current, nothing changed. */
export type SymbolBatchCompleted = DomainEvent<
  'SymbolBatchCompleted',
  {
    readonly batchId: string;
    readonly date: IsoDate;
    readonly outcome: 'complete' | 'partial' | 'nothing';
    readonly symbols: number;
    readonly updated: number;
    readonly failed: number;
    readonly seconds: number;
    readonly simulated: boolean;
  }
>;

/** Put down where the next attempt at this session picks it up: its time was over, or it was stopped. */
export type SymbolBatchSuspended = DomainEvent<
  'SymbolBatchSuspended',
  {
    readonly batchId: string;
    readonly date: IsoDate;
    readonly reason: 'deadline' | 'stopped';
    readonly remaining: number;
  }
>;

export type SymbolBatchFailed = DomainEvent<
  'SymbolBatchFailed',
  { readonly batchId: string; readonly date: IsoDate; readonly code: string; readonly message: string }
>;

/** Stream `symbol-batch-{date}`. */
export type SymbolBatchEvent =
  | SymbolBatchRequested
  | SymbolBatchChunkCompleted
  | SymbolBatchCompleted
  | SymbolBatchSuspended
  | SymbolBatchFailed;
