import type { ChainLink, EventChain } from '../ports/event-chain.ts';
import type { EventStore } from '../ports/event-store.ts';
import { type ChainVerification, type VerifyChainOptions, verifyChain } from './verify-chain.ts';

/** What an operator asks of the chain. */
export type AuditChain = {
  /** To be noted outside; null before the first event is chained. */
  readonly head: () => Promise<ChainLink | null>;
  readonly verify: (options: VerifyChainOptions) => Promise<ChainVerification>;
};

export const createAuditChain = (dependencies: {
  /** Events as they were recorded. */
  readonly log: Pick<EventStore, 'readAll' | 'head'>;
  readonly chain: EventChain;
}): AuditChain => ({
  head: dependencies.chain.head,
  verify: (options) => verifyChain(dependencies, options),
});
