import type { EventStore } from '../../application/ports/event-store.ts';
import type { Message } from '../../application/ports/message-bus.ts';
import { newEvent } from '../application/ports/event-store.contract.ts';

/** An effect that bears repetition: the event has the message's id. */
export const writeDown = async (store: EventStore, message: Message): Promise<void> => {
  await store.append(`work-${message.key}`, 'any', [
    { ...newEvent(message.payload, 'WorkDone'), eventId: message.id },
  ]);
};
