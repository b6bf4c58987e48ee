import { createEventStoreDbEventStore } from '../../../adapters/event-store/eventstoredb/eventstoredb-event-store.ts';
import { eventStoreContract } from '../../application/ports/event-store.contract.ts';
import {
  type EventStoreDbServer,
  startEventStoreDbServer,
} from '../../support/eventstoredb-server/server.ts';

let server: EventStoreDbServer;
beforeAll(async () => {
  server = await startEventStoreDbServer();
});
afterAll(() => server.stop());

describe('the event store in EventStoreDB', () => {
  eventStoreContract(async () => createEventStoreDbEventStore({ url: server.url() }));
});
