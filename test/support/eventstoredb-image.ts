/** The EventStoreDB that tests against a real one use; what else runs one should name the same. */
export const EVENTSTOREDB_IMAGE = 'eventstore/eventstore:24.10';
