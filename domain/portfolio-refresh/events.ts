import type { IsoDate } from '../dates.ts';
import type { DomainEvent } from '../decider.ts';
import type { PortfolioId } from '../ids.ts';

/** One attempt to revalue every portfolio for a session; a session has at most one that is open. */
export type PortfolioRefreshRequested = DomainEvent<
  'PortfolioRefreshRequested',
  {
    readonly refreshId: string;
    readonly date: IsoDate;
    /** The symbol batch of the session has ended, or an operator asked. */
    readonly trigger: 'symbol_batch' | 'operator';
    /** The batch that it follows; null where an operator asked. */
    readonly batchId: string | null;
  }
>;

/** The portfolios that are behind, in the order of their ids, cut into chunks: each reaches up to its last id. */
export type PortfolioRefreshPlanned = DomainEvent<
  'PortfolioRefreshPlanned',
  {
    readonly refreshId: string;
    readonly date: IsoDate;
    readonly portfolios: number;
    readonly chunks: readonly { readonly upTo: PortfolioId; readonly portfolios: number }[];
  }
>;

/** What became of the portfolios of one chunk. */
export type RefreshCounts = {
  readonly portfolios: number;
  /** Something new was recorded. */
  readonly refreshed: number;
  /** Somebody else had been there before. */
  readonly unchanged: number;
  readonly datesValued: number;
  readonly datesRestated: number;
  /** More dates were missing than one run makes up for. */
  readonly stillBehind: number;
};

export type PortfolioRefreshChunkCompleted = DomainEvent<
  'PortfolioRefreshChunkCompleted',
  RefreshCounts & {
    readonly refreshId: string;
    readonly date: IsoDate;
    readonly chunk: number;
    readonly failed: readonly { readonly portfolioId: PortfolioId; readonly reason: string }[];
    readonly seconds: number;
  }
>;

/** All chunks are done. "partial": portfolios failed; "nothing": none was behind. */
export type PortfolioRefreshCompleted = DomainEvent<
  'PortfolioRefreshCompleted',
  RefreshCounts & {
    readonly refreshId: string;
    readonly date: IsoDate;
    readonly outcome: 'complete' | 'partial' | 'nothing';
    readonly failed: number;
    readonly seconds: number;
  }
>;

export type PortfolioRefreshFailed = DomainEvent<
  'PortfolioRefreshFailed',
  { readonly refreshId: string; readonly date: IsoDate; readonly code: string; readonly message: string }
>;

/** Stream `portfolio-refresh-{date}`. */
export type PortfolioRefreshEvent =
  | PortfolioRefreshRequested
  | PortfolioRefreshPlanned
  | PortfolioRefreshChunkCompleted
  | PortfolioRefreshCompleted
  | PortfolioRefreshFailed;
