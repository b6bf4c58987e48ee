import type { BatchRun, SymbolBatches } from '../../application/symbol-batch/batches.ts';
import { refuse } from '../../domain/errors/refusal.ts';
import { fail, ok } from '../../domain/result.ts';
import { BATCH_PHASES } from '../../domain/symbol-batch/events.ts';

const BATCH_ID = '11111111-2222-4333-8444-555555555555';
const AT = '2024-07-01T14:00:00.000Z';

const batchRun: BatchRun = {
  batchId: BATCH_ID,
  date: '2024-06-28',
  status: 'partial',
  trigger: 'schedule',
  force: false,
  symbols: null,
  requestedBy: 'schedule',
  requestedAt: AT,
  endedAt: AT,
  percent: 100,
  phases: BATCH_PHASES.map(({ id, name, unit }) => ({
    phase: id,
    name,
    unit,
    status: 'completed',
    chunksDone: 1,
    chunks: 1,
    done: 12,
    seconds: 0.5,
  })),
  updated: 11,
  failed: 1,
  failures: [{ symbol: 'ZZNOPE', reason: 'nobody knows it' }],
  remaining: null,
  error: null,
  simulated: true,
};

/** One batch that has ended; a session that is asked for is accepted, and 2024-07-01 is open. */
export const createTestSymbolBatches = (): SymbolBatches => ({
  request: async ({ date }, { commandId }) =>
    date === '2024-07-01'
      ? fail(refuse('ERR_BATCH_007', { details: { batch_id: BATCH_ID } }))
      : ok({ batchId: commandId, date, position: null }),
  currentSession: () => '2024-06-28',
  history: async () => [batchRun],
  latest: async () => batchRun,
  find: async (date, batchId) => (date === batchRun.date && batchId === BATCH_ID ? batchRun : null),
});
