import fc from 'fast-check';
import { openAttempt, shareDone, symbolBatchDecider } from '../../../domain/symbol-batch/decider.ts';
import { BATCH_PHASES, type SymbolBatchEvent } from '../../../domain/symbol-batch/events.ts';
import { given } from '../../support/given.ts';

const date = '2024-06-28';
const scope = { trigger: 'operator', force: false, symbols: null } as const;
const requested = (batchId: string): SymbolBatchEvent => ({
  type: 'SymbolBatchRequested',
  data: { batchId, date, ...scope },
});
const passed = { symbols: 5, changed: 5, failed: [], seconds: 1 } as const;
const chunkDone = (
  batchId: string,
  chunk: number,
  phase: (typeof BATCH_PHASES)[number]['id'],
): SymbolBatchEvent => ({
  type: 'SymbolBatchChunkCompleted',
  data: { batchId, date, chunk, chunks: 3, phase, ...passed },
});
const suspended = (batchId: string): SymbolBatchEvent => ({
  type: 'SymbolBatchSuspended',
  data: { batchId, date, reason: 'deadline', remaining: 4 },
});
const stateAfter = (events: readonly SymbolBatchEvent[]) =>
  events.reduce(symbolBatchDecider.evolve, symbolBatchDecider.initial);

describe('the batch of a session', () => {
  it('is asked for once by its id, and by nobody else while it is open', () => {
    const request = { type: 'RequestBatch', date, ...scope } as const;
    given(symbolBatchDecider, [])
      .when({ ...request, batchId: 'a' })
      .then(requested('a'));
    given(symbolBatchDecider, [requested('a')])
      .when({ ...request, batchId: 'a' })
      .thenNothing();
    given(symbolBatchDecider, [requested('a')])
      .when({ ...request, batchId: 'b' })
      .thenRefused('ERR_BATCH_007');
    given(symbolBatchDecider, [requested('a'), suspended('a')])
      .when({ ...request, batchId: 'b' })
      .then(requested('b'));
  });

  it('has each chunk pass each phase once', () =>
    given(symbolBatchDecider, [requested('a'), chunkDone('a', 1, 'prices')])
      .when({
        type: 'CompleteChunk',
        batchId: 'a',
        chunk: 1,
        chunks: 3,
        phases: [
          { phase: 'prices', ...passed },
          { phase: 'metrics', ...passed },
        ],
      })
      .then(chunkDone('a', 1, 'metrics')));

  it('that has ended hears nothing more', () =>
    given(symbolBatchDecider, [requested('a'), suspended('a')])
      .when({ type: 'FailBatch', batchId: 'a', code: 'X', message: 'x' })
      .thenNothing());

  it('that was put down goes on where it was, unless something else is asked for', () => {
    const before = [requested('a'), chunkDone('a', 0, 'prices'), suspended('a')];
    expect(openAttempt(stateAfter([...before, requested('b')]))).toMatchObject({ batchId: 'b', chunks: 3 });
    const forced: SymbolBatchEvent = {
      type: 'SymbolBatchRequested',
      data: { batchId: 'c', date, ...scope, force: true },
    };
    expect(openAttempt(stateAfter([...before, forced]))).toMatchObject({ batchId: 'c', chunks: null });
  });

  it('never lets progress go back, and is done only at its end', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(2), fc.constantFrom(...BATCH_PHASES.map(({ id }) => id))), {
          maxLength: 40,
        }),
        (told) => {
          let before = 0;
          let state = stateAfter([requested('a')]);
          for (const [chunk, phase] of told) {
            state = symbolBatchDecider.evolve(state, chunkDone('a', chunk, phase));
            const share = shareDone(openAttempt(state)!);
            expect(share).toBeGreaterThanOrEqual(before);
            expect(share).toBeLessThan(1);
            before = share;
          }
        },
      ),
    ));
});
