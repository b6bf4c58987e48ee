import { setMaxListeners } from 'node:events';
import { pause } from '../pause.ts';
import type { Checkpoints } from '../ports/checkpoints.ts';
import { type EventStore, type Position, type RecordedEvent, START } from '../ports/event-store.ts';
import type { Message, MessageBus } from '../ports/message-bus.ts';

/** Events that are on their way at once; a slow piece of work holds back the checkpoint and nothing else. */
const WINDOW = 256;
const RESTART_AFTER_MS = 1000;
/** Between attempts to publish a message: doubles from the first to the last. */
const AGAIN_AFTER_MS = { first: 100, last: 5000 };
/** While the bus is away, every message on its way fails again and again; once in a while is enough to know. */
const REPORT_EVERY_MS = 5000;

export type RelayOptions = {
  readonly name: string;
  readonly store: EventStore;
  readonly bus: MessageBus;
  readonly checkpoints: Checkpoints;
  readonly eventTypes: readonly string[];
  readonly messageFor: (event: RecordedEvent) => Envelope | null;
  readonly onError: (error: unknown) => void;
};

type Pending = { readonly before: Position; done: boolean };
type Envelope = { readonly topic: string; readonly message: Message };

/**
 * Carries events from the log to the bus, so that nothing is written twice: the log is the outbox. The checkpoint
 * moves up to the first event whose message the bus has not taken over, so a crash repeats messages and loses none.
 *
 * What the bus does not take is offered again until it does. Messages of one key go one after the other, so that none
 * overtakes one that failed.
 */
export const startRelay = (options: RelayOptions): { readonly stop: () => Promise<void> } => {
  const { name, store, bus, checkpoints } = options;
  const aborter = new AbortController();
  // each message that waits to be offered again listens to it
  setMaxListeners(0, aborter.signal);
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

  const lastOfKey = new Map<string, Promise<void>>();
  let reportedAt = Number.NEGATIVE_INFINITY;

  const report = (error: unknown): void => {
    if (performance.now() - reportedAt < REPORT_EVERY_MS) return;
    reportedAt = performance.now();
    options.onError(error);
  };

  /** Resolves when the bus has taken it over, or when the relay stops: then the next start sends it. */
  const publish = async ({ topic, message }: Envelope, pending: Pending): Promise<void> => {
    for (let waitMs = AGAIN_AFTER_MS.first; !aborter.signal.aborted; waitMs *= 2) {
      try {
        await bus.publish(topic, message);
        pending.done = true;
        saveProgress();
        return;
      } catch (error) {
        if (aborter.signal.aborted) return;
        report(error);
        await pause(Math.min(waitMs, AGAIN_AFTER_MS.last), aborter.signal);
      }
    }
  };

  const send = (event: RecordedEvent, before: Position): void => {
    const envelope = options.messageFor(event);
    if (envelope === null) return;
    const pending: Pending = { before, done: false };
    inFlight.push(pending);
    const lane = JSON.stringify([envelope.topic, envelope.message.key]);
    const previous = lastOfKey.get(lane);
    const sent = (
      previous === undefined ? publish(envelope, pending) : previous.then(() => publish(envelope, pending))
    ).finally(() => {
      if (lastOfKey.get(lane) === sent) lastOfKey.delete(lane);
      wake();
    });
    lastOfKey.set(lane, sent);
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
