import type { z } from 'zod';
import { type Message, type MessageBus, unprocessable } from './ports/message-bus.ts';

/** What a topic carries. */
export type Topic<Payload extends object> = {
  readonly name: string;
  /** `payload` as the topic's schema knows it, in a message to be published. */
  readonly message: (message: Message & { readonly payload: Payload }) => Message;
  /** Like the bus's, with checked payloads: what does not fit goes to the dead letters untried. */
  readonly subscribe: (bus: MessageBus, subscriber: Subscriber<Payload>) => Promise<() => Promise<void>>;
};

export type Subscriber<Payload extends object> = {
  /** Keys that are worked on at once. */
  readonly concurrency: number;
  readonly handle: (payload: Payload, message: Message, signal: AbortSignal) => Promise<void>;
  /** `payload` is null when the message is not one of this topic. */
  readonly giveUp: (message: Message, error: unknown, payload: Payload | null) => Promise<void>;
};

/** Messages come from outside: another version of us, another program, another time. So they are checked like a request. */
export const defineTopic = <Payload extends object>(
  name: string,
  schema: z.ZodType<Payload>,
): Topic<Payload> => ({
  name,
  message: (message) => message,
  subscribe: (bus, { concurrency, handle, giveUp }) =>
    bus.subscribe(
      name,
      async (message, signal) => {
        const parsed = schema.safeParse(message.payload);
        if (!parsed.success) throw unprocessable(`not a message of ${name}: ${whatIsWrong(parsed.error)}`);
        await handle(parsed.data, message, signal);
      },
      {
        concurrency,
        onDeadLetter: (message, error) =>
          giveUp(message, error, schema.safeParse(message.payload).data ?? null),
      },
    ),
});

/** Where and what, in a line; never the value, which may be anybody's. */
const whatIsWrong = (error: z.ZodError): string =>
  error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.join('.') || 'payload'}: ${message}`)
    .join('; ');
