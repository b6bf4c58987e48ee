import { type Background, repeatEvery } from './background.ts';
import type { LettersToSend } from './ports/dead-letters.ts';
import type { MessageBus } from './ports/message-bus.ts';

const EVERY_MS = 2000;
const AT_ONCE = 100;

export type LetterSending = {
  readonly letters: LettersToSend;
  readonly bus: Pick<MessageBus, 'publish'>;
  readonly onError: (error: unknown, deadLetterId: string | null) => void;
};

/** Puts the messages of replayed letters back on the bus. One that the bus does not take is tried again next time. */
export const sendLettersAgain = async ({ letters, bus, onError }: LetterSending): Promise<void> => {
  for (const { deadLetterId, topic, message } of await letters.toSend(AT_ONCE))
    try {
      await bus.publish(topic, message);
      await letters.recordSent(deadLetterId);
    } catch (error) {
      onError(error, deadLetterId);
    }
};

export const startSendingLettersAgain = (sending: LetterSending): Background =>
  repeatEvery(() => sendLettersAgain(sending), {
    everyMs: EVERY_MS,
    onError: (error) => sending.onError(error, null),
  });
