import { randomUUID } from 'node:crypto';
import { createEventStoreDbEventStore } from '../../../adapters/event-store/eventstoredb/eventstoredb-event-store.ts';
import { START } from '../../../application/ports/event-store.ts';
import { eventStoreContract, newEvent, newEvents } from '../../application/ports/event-store.contract.ts';
import { openRealEventStoreDb } from '../../support/real-eventstoredb.ts';

const server = await openRealEventStoreDb();
/** One's own part of a server that others use as well. */
const namespace = `contract-${randomUUID()}.`;

if (server.url === null) {
  process.stderr.write(`SKIPPED: the event store's contract against a real EventStoreDB: ${server.why}\n`);
  describe('a real EventStoreDB', () => {
    it.skip(`is not here: ${server.why}`, () => undefined);
  });
} else {
  const { url, stop } = server;
  afterAll(stop);

  describe('the event store in a real EventStoreDB', () => {
    eventStoreContract(async () => createEventStoreDbEventStore({ url, namespace }));
  });

  describe('a real EventStoreDB', () => {
    it('gives a log its events from the very first, whatever else is on the server', async () => {
      const store = createEventStoreDbEventStore({ url, namespace: `first-${randomUUID()}.` });
      expect(await store.head()).toBe(START);
      expect(await store.readAll({ after: START, limit: 5 })).toEqual({
        events: [],
        checkpoint: START,
        caughtUp: true,
      });
      const events = newEvents(3);
      await store.append('first-1', 'no-stream', events);
      const page = await store.readAll({ after: START, limit: 5 });
      expect(page.events.map(({ eventId }) => eventId)).toEqual(events.map(({ eventId }) => eventId));
      await store.close();
    });

    it('refuses what is too large for it, and says how large that was', async () => {
      const store = createEventStoreDbEventStore({ url, namespace });
      const noise = Array.from({ length: 1_000_000 }, () => randomUUID());
      await expect(store.append('large-1', 'no-stream', [newEvent({ noise })])).rejects.toThrow(
        /too large for EventStoreDB/,
      );
      await store.close();
    });
  });
}
