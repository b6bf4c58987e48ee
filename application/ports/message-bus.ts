/** A unit of work. Messages with one key are handled one at a time, in the order in which they were published. */
export type Message = {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly payload: object;
  /** Of what led to it; a bus over the network carries it in a header as well, for those who trace. */
  readonly correlationId?: string;
};

/** Rejecting means "again, later": the bus retries with back-off, and gives up into the dead letters at last. */
export type MessageHandler = (message: Message, signal: AbortSignal) => Promise<void>;

const UNPROCESSABLE = 'MESSAGE_UNPROCESSABLE';

/** For a handler to reject with when no attempt can make the message good: it goes to the dead letters at once. */
export const unprocessable = (why: string): Error => Object.assign(new Error(why), { code: UNPROCESSABLE });

export const isUnprocessable = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === UNPROCESSABLE;

/**
 * The type of what came over a bus and is no message of ours. It is never handled and goes to the dead letters at once,
 * with its bytes in the payload; when it is published again, those very bytes are sent.
 */
export const UNREADABLE = 'unreadable';

/**
 * At-least-once work distribution. `publish` resolves when the bus has taken responsibility: from then on the message
 * is handled at least once even if this process dies. (The in-process bus keeps nothing on disk, so it resolves when
 * the message has been handled or dead-lettered; Kafka resolves when the brokers have it.)
 */
export type MessageBus = {
  readonly publish: (topic: string, message: Message) => Promise<void>;
  /** `concurrency` is how many keys are worked on at once. Returns a function that stops after the work in hand. */
  readonly subscribe: (
    topic: string,
    handler: MessageHandler,
    options: {
      readonly concurrency: number;
      readonly onDeadLetter?: (message: Message, error: unknown) => Promise<void>;
    },
  ) => Promise<() => Promise<void>>;
  /** Messages of the topic that are not dealt with yet, those in hand included: what there is to scale by. */
  readonly backlog: (topic: string) => Promise<number>;
  readonly check: () => Promise<{ readonly ok: boolean; readonly detail: string }>;
  readonly close: () => Promise<void>;
};
