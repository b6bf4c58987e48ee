import { createMemorySymbolQueue } from '../../../adapters/symbol-queue/memory-symbol-queue.ts';
import { createRoomForSymbols } from '../../../application/onboarding/room.ts';
import { MAX_PENDING_JOBS } from '../../../application/ports/symbol-queue.ts';
import { symbolRow } from '../../support/http-rows.ts';

describe('room for new symbols', () => {
  const full = async () => {
    const queue = createMemorySymbolQueue();
    const symbols = Array.from({ length: MAX_PENDING_JOBS }, (_, i) => `S${i}`);
    await queue.enqueue(symbols, { priority: 'low', requestedBy: 'others' });
    const known = async (names: readonly string[]) => (names.includes('BRK-B') ? [symbolRow] : []);
    return createRoomForSymbols(queue, { symbols: known });
  };

  it('is there while the queue is not full', async () => {
    const room = createRoomForSymbols(createMemorySymbolQueue(), { symbols: async () => [] });
    expect((await room(['NEWCO'])).ok).toBe(true);
  });

  it('is refused to what would have to wait behind too many, with what to do', async () => {
    expect(await (await full())(['BRK-B', 'NEWCO'])).toMatchObject({
      ok: false,
      error: {
        code: 'ERR_SYMBOL_002',
        details: { symbols: ['NEWCO'], pending_limit: 50, retry_after_seconds: 60 },
      },
    });
  });

  it('is not needed by what is known, or waits already', async () => {
    const room = await full();
    expect((await room(['BRK-B'])).ok).toBe(true);
    expect((await room(['S0', 'S49'])).ok).toBe(true);
  });
});
