/** A unit of work. Messages with one key are handled one at a time, in the order in which they were published. */
export type Message = {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly payload: object;
};

/** Rejecting means "again, later": the bus retries with back-off, and gives up into the dead letters at last. */
export type MessageHandler = (message: Message, signal: AbortSignal) => Promise<void>;

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
  readonly check: () => Promise<{ readonly ok: boolean; readonly detail: string }>;
  readonly close: () => Promise<void>;
};
