import type { Knex } from 'knex';

/** One step of the schema. Never changed once released: add another one. */
export type Migration = {
  /** Recorded in the database, and the order in which steps run. */
  readonly name: string;
  readonly up: (knex: Knex) => Promise<void>;
  readonly down: (knex: Knex) => Promise<void>;
};
