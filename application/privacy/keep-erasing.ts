import { z } from 'zod';
import { type Background, keepRunning } from '../background.ts';
import type { Checkpoints } from '../ports/checkpoints.ts';
import { type EventStore, START } from '../ports/event-store.ts';
import type { FinishErasure } from './erase-user.ts';

const CHECKPOINT = 'erasures';
const FILTER = { types: ['UserErased'] };
const PAGE_SIZE = 10_000;
const RESTART_AFTER_MS = 5000;

const erased = z.object({ userId: z.string() });

/** Follows the log and finishes every erasure that a crash has cut short; the others it finds done. */
export const startErasing = (options: {
  readonly store: Pick<EventStore, 'follow'>;
  readonly checkpoints: Checkpoints;
  readonly finishErasure: FinishErasure;
  readonly onError: (error: unknown) => void;
}): Background => {
  const { store, checkpoints, finishErasure, onError } = options;

  const follow = async (signal: AbortSignal): Promise<void> => {
    const after = await checkpoints.load(CHECKPOINT);
    for await (const page of store.follow({ after, pageSize: PAGE_SIZE, filter: FILTER, signal })) {
      for (const event of page.events)
        await finishErasure(erased.parse(event.data).userId, event.metadata.correlationId);
      // Looking again at what is no erasure is cheap: it is not worth a write each time.
      if (page.events.length > 0 || !page.caughtUp) await checkpoints.save(CHECKPOINT, page.checkpoint);
    }
  };
  return keepRunning(follow, { restartAfterMs: RESTART_AFTER_MS, onError });
};

/** Finishes every erasure that the log tells of once more: for a restored backup, which has brought keys back. */
export const repeatErasures = async (
  store: Pick<EventStore, 'readAll'>,
  finishErasure: FinishErasure,
): Promise<number> => {
  let count = 0;
  for (let after = START, caughtUp = false; !caughtUp; ) {
    const page = await store.readAll({ after, limit: PAGE_SIZE, filter: FILTER });
    for (const event of page.events)
      await finishErasure(erased.parse(event.data).userId, event.metadata.correlationId);
    count += page.events.length;
    after = page.checkpoint;
    caughtUp = page.caughtUp;
  }
  return count;
};
