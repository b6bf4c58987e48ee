import { pause } from '../../../application/pause.ts';
import type { SymbolBatches } from '../../../application/symbol-batch/batches.ts';
import { symbolBatchView } from '../views/symbol-batch.ts';
import type { ServerSentEvent } from './server-sent-event.ts';

const LOOK_EVERY_MS = 300;

/** A batch each time that it has changed, whichever processes work on it; after its end there is nothing more to tell. */
export async function* symbolBatchEvents(
  batches: Pick<SymbolBatches, 'find'>,
  { date, batchId }: { readonly date: string; readonly batchId: string },
  signal: AbortSignal,
): AsyncGenerator<ServerSentEvent> {
  let told = '';
  for (let n = 0; !signal.aborted; ) {
    const run = await batches.find(date, batchId);
    if (run === null) return;
    const data = symbolBatchView(run);
    const text = JSON.stringify(data);
    if (text !== told) {
      yield { id: String(n), event: run.status, data };
      n += 1;
    }
    told = text;
    if (run.status !== 'running') return;
    await pause(LOOK_EVERY_MS, signal);
  }
}
