import { createMemorySymbolQueue } from '../../adapters/symbol-queue/memory-symbol-queue.ts';
import type { SymbolJob, SymbolQueue } from '../../application/ports/symbol-queue.ts';

const endedJob = (symbol: string, reason: string): SymbolJob => ({
  jobId: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  symbol,
  status: 'failed',
  priority: 'high',
  requestedBy: 'somebody',
  attempts: 1,
  failure: { kind: 'given-up', reason },
  createdAt: '2024-06-28T20:30:00.000Z',
  startedAt: '2024-06-28T20:30:01.000Z',
  endedAt: '2024-06-28T20:30:02.000Z',
  nextAttemptAt: null,
  waitingPortfolios: 0,
});

/** A queue in which every symbol waits that anybody wants to give up. */
export const createTestSymbolQueue = (): SymbolQueue => {
  const queue = createMemorySymbolQueue();
  return {
    ...queue,
    giveUp: async (symbol, reason) => (await queue.giveUp(symbol, reason)) ?? endedJob(symbol, reason),
  };
};
