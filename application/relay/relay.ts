import { pause } from '../pause.ts';
import type { Checkpoints } from '../ports/checkpoints.ts';
import { type EventStore, type Position, type RecordedEvent, START } from '../ports/event-store.ts';
import type { Message, MessageBus } from '../ports/message-bus.ts';

/** Events that are on their way at once; a slow piece of work holds back the checkpoint and nothing else. */
const WINDOW = 256;
const RESTART_AFTER_MS = 1000;

export type RelayOptions = {
  readonly name: string;
  readonly store: EventStore;
  readonly bus: MessageBus;
  readonly checkpoints: Checkpoints;
  readonly eventTypes: readonly string[];
  readonly messageFor: (event: RecordedEvent) => { readonly topic: string; readonly message: Message } | null;
  readonly onError: (error: unknown) => void;
};

type Pending = { readonly before: Position; done: boolean };

/**
 * Carries events from the log to the bus, so that nothing is written twice: the log is the outbox. The checkpoint
 * moves up to the first event whose message the bus has not taken over, so a crash repeats messages and loses none.
 */
export const startRelay = (options: RelayOptions): { readonly stop: () => Promise<void> } => {
  const { name, store, bus, checkpoints } = options;
  const aborter = new AbortController();
  const inFlight: Pending[] = [];
  let reached: Position | undefined;
  let saving = Promise.resolve();
  let wake: () => void = () => {};

  const watermark = (): Position => inFlight.find((pending) => !pending.done)?.before ?? reached ?? START;

  const saveProgress = (): void => {
    while (inFlight[0]?.done) inFlight.shift();
    const position = watermark();
    saving = saving.then(() => checkpoints.save(name, position)).catch(options.onError);
  };

  const send = (event: RecordedEvent, before: Position): void => {
    const envelope = options.messageFor(event);
    if (envelope === null) return;
    const pending: Pending = { before, done: false };
    inFlight.push(pending);
    bus
      .publish(envelope.topic, envelope.message)
      .then(() => {
        pending.done = true;
        saveProgress();
      })
      // Not taken over: it stays in flight and is sent again by the next start.
      .catch((error) => aborter.signal.aborted || options.onError(error))
      .finally(() => wake());
  };

  const room = async (): Promise<void> => {
    while (inFlight.filter((pending) => !pending.done).length >= WINDOW && !aborter.signal.aborted) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };

  const follow = async (): Promise<void> => {
    // A follow that broke goes on after what was sent: what is in flight is not sent again.
    reached ??= await checkpoints.load(name);
    const pages = store.follow({
      after: reached,
      filter: { types: options.eventTypes },
      signal: aborter.signal,
    });
    for await (const page of pages) {
      for (const event of page.events) {
        await room();
        send(event, reached ?? START);
        reached = event.position;
      }
      reached = page.checkpoint;
      if (inFlight.every((pending) => pending.done)) saveProgress();
    }
  };

  /** Never ends by itself: without the relay nothing that was asked for would be worked on. */
  const run = async (): Promise<void> => {
    while (!aborter.signal.aborted) {
      try {
        await follow();
      } catch (error) {
        if (!aborter.signal.aborted) options.onError(error);
      }
      await pause(RESTART_AFTER_MS, aborter.signal);
    }
  };

  const running = run();
  return {
    stop: async () => {
      aborter.abort();
      wake();
      await running;
      await saving;
    },
  };
};
