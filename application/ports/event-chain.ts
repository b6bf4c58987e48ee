import type { ChainHash } from '../integrity/chain.ts';
import type { Position } from './event-store.ts';

/** What the log was up to and including the event at `position`. */
export type ChainLink = { readonly position: Position; readonly hash: ChainHash };

/** The links of the events that follow `after`, in log order; never empty. */
export type ChainBlock = { readonly after: Position; readonly links: readonly ChainLink[] };

/** Where the hash chain is kept: beside the log, append-only like it. */
export type EventChain = {
  /** The last link; null before the first. */
  readonly head: () => Promise<ChainLink | null>;
  /** The last link of the last block that ends before `position`: a place to verify from. Null: from the start. */
  readonly checkpointBefore: (position: Position) => Promise<ChainLink | null>;
  /** False, and nothing was written, when another process has chained what follows `after`. */
  readonly append: (block: ChainBlock) => Promise<boolean>;
  /** The blocks that begin at `after` or later, oldest first, at most `limit`. */
  readonly read: (after: Position, limit: number) => Promise<readonly ChainBlock[]>;
};
