import { isUnprocessable, type MessageBus } from '../../../application/ports/message-bus.ts';
import { type Backoff, backoffMs } from '../../backoff.ts';
import { type Attempt, createTopic, type Delivery, type Subscription, type Topic } from './topic.ts';

export type InProcessBusOptions = {
  /** How often a message is tried before it goes to the dead letters. */
  readonly attempts?: number;
  readonly backoff?: Backoff;
  /** Hears of failed attempts, and of dead letters that nobody takes. */
  readonly report?: (error: Error) => void;
};

/**
 * A bus within one process. It keeps nothing on disk: `publish` resolves when the message has been handled or
 * dead-lettered, and rejects when the bus closes before that. Messages of a topic wait for its first subscriber;
 * several subscribers share the work.
 *
 * A message that failed waits at the head of its key to be tried again: later ones of that key wait behind it, other
 * keys go on. When the dead letters fail as well, it waits and is tried anew: none is lost.
 */
export const createInProcessBus = ({
  attempts = 5,
  backoff = { firstMs: 100, maxMs: 5000 },
  report = (error) => process.emitWarning(error),
}: InProcessBusOptions = {}): MessageBus => {
  const topics = new Map<string, Topic>();
  const closing = new AbortController();

  const attempt = async ({ message, failures }: Delivery, subscription: Subscription): Promise<Attempt> => {
    const { handler, onDeadLetter } = subscription;
    const failed = (what: string, error: unknown): void =>
      report(new Error(`message ${message.id} (${message.type}) ${what}`, { cause: error }));
    const again = (count: number): Attempt => ({ failures: count, retryAfterMs: backoffMs(count, backoff) });

    try {
      await handler(message, closing.signal);
      return 'done';
    } catch (error) {
      failed(`failed, attempt ${failures + 1}`, error);
      // it was not given a fair chance, and its publisher is about to hear so
      if (closing.signal.aborted || (failures + 1 < attempts && !isUnprocessable(error)))
        return again(failures + 1);
      try {
        if (onDeadLetter === undefined) failed('was given up, and nobody takes the dead letters', error);
        else await onDeadLetter(message, error);
        return 'done';
      } catch (burialError) {
        failed('could not be put among the dead letters', burialError);
        return again(failures + 1);
      }
    }
  };

  const topicNamed = (name: string): Topic => {
    if (closing.signal.aborted) throw new Error('the bus is closed');
    const topic = topics.get(name) ?? createTopic(attempt, closing.signal);
    topics.set(name, topic);
    return topic;
  };

  return {
    publish: async (topic, message) => topicNamed(topic).publish(message),
    subscribe: async (topic, handler, options) => topicNamed(topic).subscribe({ handler, ...options }),
    backlog: async (topic) => topics.get(topic)?.size() ?? 0,
    check: async () => ({
      ok: !closing.signal.aborted,
      detail: closing.signal.aborted
        ? 'closed'
        : `in process, ${[...topics.values()].reduce((sum, topic) => sum + topic.size(), 0)} messages waiting or in hand`,
    }),
    close: async () => {
      closing.abort();
      await Promise.all([...topics.values()].map((topic) => topic.ended()));
    },
  };
};
