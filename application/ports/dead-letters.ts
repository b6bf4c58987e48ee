import type { IsoInstant } from '../../domain/dates.ts';
import type { Message } from './message-bus.ts';
import type { Order } from './upkeep.ts';

/** A message that was tried so often that the bus has given it up. */
export type DeadLetter = {
  readonly deadLetterId: string;
  readonly topic: string;
  readonly message: Message;
  readonly error: string;
  readonly diedAt: IsoInstant;
  /** Null while it waits for somebody. */
  readonly replayed: (Order & { readonly at: IsoInstant }) | null;
};

/** Messages that were given up: kept, so that somebody can look at them and send them on their way again. */
export type DeadLetters = {
  /** A message that dies twice is one letter: the id follows from the topic and the message. */
  readonly bury: (topic: string, message: Message, error: string) => Promise<void>;
  /** Newest first. */
  readonly list: (limit: number) => Promise<readonly DeadLetter[]>;
  readonly find: (deadLetterId: string) => Promise<DeadLetter | null>;
  /** How many nobody has replayed. */
  readonly waiting: () => Promise<number>;
  /**
   * False when it was replayed already: then nothing is recorded. With `resend` the message itself is sent again by
   * whoever has the bus (`LettersToSend`).
   */
  readonly recordReplay: (
    deadLetterId: string,
    order: Order,
    how: { readonly resend: boolean },
  ) => Promise<boolean>;
};

/** Dead letters whose messages somebody wants to be sent again. Who wants it need not be connected to the bus. */
export type LettersToSend = {
  /** Those that wait longest first. */
  readonly toSend: (
    limit: number,
  ) => Promise<readonly Pick<DeadLetter, 'deadLetterId' | 'topic' | 'message'>[]>;
  readonly recordSent: (deadLetterId: string) => Promise<void>;
};
