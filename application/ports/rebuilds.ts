import type { IsoInstant } from '../../domain/dates.ts';
import type { Refusal } from '../../domain/errors/refusal.ts';
import type { Result } from '../../domain/result.ts';
import type { Position } from './event-store.ts';

/**
 * queued → running (the log is folded) → catching_up (page by page, with indexes) → compared, and then swapped or
 * awaiting_swap until somebody confirms. A pause keeps what was made; failed and cancelled leave the live tables alone.
 */
export type RebuildState =
  | 'queued'
  | 'running'
  | 'catching_up'
  | 'paused'
  | 'awaiting_swap'
  | 'swapped'
  | 'cancelled'
  | 'failed';

/** One row that is not the same in the live table and in the new one. */
export type RebuiltRowDifference = {
  readonly kind: 'added' | 'changed' | 'removed';
  readonly key: Readonly<Record<string, string | null>>;
  /** Those that differ; empty for rows that only one side has. */
  readonly columns: readonly string[];
};

export type RebuiltTable = {
  readonly table: string;
  /** Of the live table; null where there is none yet. */
  readonly rowsBefore: number | null;
  readonly rowsAfter: number;
  readonly identical: boolean;
  /** Rows that only the new table has, that differ, and that only the live table has. */
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** Ten at most, in the order of their keys. */
  readonly sample: readonly RebuiltRowDifference[];
};

export type RebuildComparison = {
  readonly projection: string;
  /** Of the new tables. */
  readonly position: Position;
  /** Of the live tables; behind `position` where nobody runs them. */
  readonly livePosition: Position;
  /** Of all tables together: equal for equal rows. */
  readonly checksumBefore: string;
  readonly checksumAfter: string;
  readonly identical: boolean;
  readonly tables: readonly RebuiltTable[];
};

/** Who says something to a rebuild, and why; null where they did not say. */
export type RebuildOrder = { readonly requestedBy: string; readonly reason: string | null };

export const REBUILD_STEPS = ['pause', 'resume', 'cancel', 'swap'] as const;
/** What can be said to a rebuild after it was asked for. */
export type RebuildStep = (typeof REBUILD_STEPS)[number];

export type RebuildJob = RebuildOrder & {
  readonly rebuildId: string;
  /** `swap_back`: the tables that were replaced last catch up and take their place again. */
  readonly kind: 'rebuild' | 'swap_back';
  readonly projections: readonly string[];
  readonly requestedAt: IsoInstant;
  readonly autoSwap: boolean;
  readonly state: RebuildState;
  /** Places of the log that have been looked at, and how many there are. */
  readonly done: Position;
  readonly total: Position;
  /** That the projections asked for. */
  readonly events: number;
  /** Places per second; null before the first page. */
  readonly rate: number | null;
  readonly etaSeconds: number | null;
  readonly startedAt: IsoInstant | null;
  readonly updatedAt: IsoInstant;
  readonly endedAt: IsoInstant | null;
  readonly error: string | null;
  /** Null until the tables have been compared. */
  readonly comparison: readonly RebuildComparison[] | null;
  /** What was said to it since it was asked for, oldest first. */
  readonly orders: readonly (RebuildOrder & { readonly step: RebuildStep; readonly at: IsoInstant })[];
};

export type RebuildRequest = RebuildOrder & {
  /** None means all. */
  readonly projections: readonly string[];
  /** False: the new tables wait, compared, until somebody says `swap`. */
  readonly autoSwap: boolean;
};

/** Rebuilds as jobs. Any process of the service carries them out; what is asked here is written down and found there. */
export type Rebuilds = Readonly<
  Record<RebuildStep, (rebuildId: string, order: RebuildOrder) => Promise<Result<RebuildJob, Refusal>>>
> & {
  readonly request: (request: RebuildRequest) => Promise<Result<RebuildJob, Refusal>>;
  readonly swapBack: (request: Omit<RebuildRequest, 'autoSwap'>) => Promise<Result<RebuildJob, Refusal>>;
  /** Newest first. */
  readonly list: (limit: number) => Promise<readonly RebuildJob[]>;
  readonly find: (rebuildId: string) => Promise<RebuildJob | null>;
};

export const ENDED: ReadonlySet<RebuildState> = new Set(['swapped', 'cancelled', 'failed']);
