import type { MessageBus } from '../../../application/ports/message-bus.ts';
import type { Backoff } from '../../backoff.ts';
import { createAttempt } from '../attempt.ts';
import { createLanes, type Lanes } from '../lanes.ts';

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
  const topics = new Map<string, Lanes>();
  const closing = new AbortController();

  const attempt = createAttempt({ attempts, backoff, closing: closing.signal, report });

  const topicNamed = (name: string): Lanes => {
    if (closing.signal.aborted) throw new Error('the bus is closed');
    const topic = topics.get(name) ?? createLanes(attempt, closing.signal);
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
