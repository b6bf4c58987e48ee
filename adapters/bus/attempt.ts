import { isUnprocessable, type Message } from '../../application/ports/message-bus.ts';
import { type Backoff, backoffMs } from '../backoff.ts';
import type { Attempt, Delivery, Subscription } from './lanes.ts';

export type Attempting = {
  /** How often a message is tried before it goes to the dead letters. */
  readonly attempts: number;
  readonly backoff: Backoff;
  /** Handlers hear it, and what fails after it has aborted is neither counted nor given up. */
  readonly closing: AbortSignal;
  /** Hears of failed attempts, and of dead letters that nobody takes. */
  readonly report: (error: Error) => void;
  /** After the subscriber's own, with every message that is given up. */
  readonly bury?: (message: Message, error: unknown) => Promise<void>;
};

/** What every bus does with a message: tries it, tries it again later, and gives it up in the end. */
export const createAttempt =
  ({ attempts, backoff, closing, report, bury }: Attempting) =>
  async ({ message, failures }: Delivery, { handler, onDeadLetter }: Subscription): Promise<Attempt> => {
    const failed = (what: string, error: unknown): void =>
      report(new Error(`message ${message.id} (${message.type}) ${what}`, { cause: error }));
    const again = (count: number): Attempt => ({ failures: count, retryAfterMs: backoffMs(count, backoff) });

    try {
      await handler(message, closing);
      return 'done';
    } catch (error) {
      failed(`failed, attempt ${failures + 1}`, error);
      // it was not given a fair chance, and whoever published it will hear so or it will be delivered again
      if (closing.aborted) return again(failures + 1);
      if (failures + 1 < attempts && !isUnprocessable(error)) return again(failures + 1);
      try {
        if (onDeadLetter === undefined) failed('was given up, and nobody takes the dead letters', error);
        else await onDeadLetter(message, error);
        await bury?.(message, error);
        return 'done';
      } catch (burialError) {
        failed('could not be put among the dead letters', burialError);
        return again(failures + 1);
      }
    }
  };
