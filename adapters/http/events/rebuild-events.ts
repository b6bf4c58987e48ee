import { pause } from '../../../application/pause.ts';
import { ENDED, type Rebuilds } from '../../../application/ports/rebuilds.ts';
import { rebuildView } from '../views/rebuild.ts';
import type { ServerSentEvent } from './server-sent-event.ts';

const LOOK_EVERY_MS = 300;

/** A rebuild each time that it has changed, whichever process does it; after its end there is nothing more to tell. */
export async function* rebuildEvents(
  rebuilds: Pick<Rebuilds, 'find'>,
  rebuildId: string,
  signal: AbortSignal,
): AsyncGenerator<ServerSentEvent> {
  let told = '';
  while (!signal.aborted) {
    const job = await rebuilds.find(rebuildId);
    if (job === null) return;
    const data = rebuildView(job);
    const text = JSON.stringify(data);
    if (text !== told) yield { id: job.updatedAt, event: job.state, data };
    told = text;
    if (ENDED.has(job.state)) return;
    await pause(LOOK_EVERY_MS, signal);
  }
}
