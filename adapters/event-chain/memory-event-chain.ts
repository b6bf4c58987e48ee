import type { ChainBlock, EventChain } from '../../application/ports/event-chain.ts';

/** Lives as long as the process, as the log in memory does. */
export const createMemoryEventChain = (): EventChain => {
  const blocks: ChainBlock[] = [];
  return {
    head: async () => blocks.at(-1)?.links.at(-1) ?? null,
    checkpointBefore: async (position) =>
      blocks.flatMap(({ links }) => links.at(-1) ?? []).findLast((link) => link.position < position) ?? null,
    append: async (block) => {
      if (blocks.some(({ after }) => after === block.after)) return false;
      blocks.push(block);
      return true;
    },
    read: async (after, limit) => blocks.filter((block) => block.after >= after).slice(0, limit),
  };
};
