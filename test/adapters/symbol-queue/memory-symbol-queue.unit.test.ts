import { createMemorySymbolQueue } from '../../../adapters/symbol-queue/memory-symbol-queue.ts';
import { symbolQueueContract } from '../../application/ports/symbol-queue.contract.ts';

describe('the queue of symbols in memory', () => {
  symbolQueueContract(async () => createMemorySymbolQueue());
});
