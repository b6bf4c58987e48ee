import { createPostgresEventStore } from '../../../adapters/event-store/postgres/postgres-event-store.ts';
import { eventStoreContract } from '../../application/ports/event-store.contract.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

describe('the event store in PostgreSQL', () => {
  eventStoreContract(async () => createPostgresEventStore({ pool: database.pool }));
});
