import type { Pool, PoolClient, QueryConfig } from 'pg';
import { EventStoreUnavailable } from '../../../application/ports/event-store.ts';

const JSON_OID = 114;

/**
 * Every column as PostgreSQL writes it: our bigints stay exact whatever parsers the process has registered. Only json
 * is parsed, row by row as it comes in, so that no page is ever in memory as text and as objects at once.
 */
const types = {
  getTypeParser: (oid: number) => (oid === JSON_OID ? JSON.parse : (text: string) => text),
} as unknown as NonNullable<QueryConfig['types']>;

export type Statement = {
  /** Prepared once per connection under this name. */
  readonly name: string;
  readonly text: string;
};

export type RunStatement = <Row>(statement: Statement, values: readonly unknown[]) => Promise<readonly Row[]>;

/**
 * Runs one statement on a connection of the pool. Waiting for the connection and for the answer share one deadline; a
 * connection that misses it or fails is thrown away. Whatever goes wrong is an EventStoreUnavailable with its cause.
 */
export const statementRunner =
  (pool: Pool, timeoutMs: number): RunStatement =>
  (statement, values) =>
    new Promise((resolve, reject) => {
      let client: PoolClient | undefined;
      let settled = false;

      const settle = (finish: () => void, broken?: Error): void => {
        if (settled) return;
        settled = true;
        clearTimeout(timer);
        client?.release(broken);
        client?.off('error', giveUp);
        finish();
      };
      const giveUp = (cause: Error): void =>
        settle(() => reject(new EventStoreUnavailable(`event store: ${cause.message}`, { cause })), cause);
      const timer = setTimeout(() => giveUp(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);

      const run = async (): Promise<void> => {
        const connected = await pool.connect();
        if (settled) {
          connected.release();
          return;
        }
        client = connected;
        // the pool listens only to idle connections, and an error that nobody hears ends the process
        connected.on('error', giveUp);
        const { rows } = await connected.query({ ...statement, values: [...values], types });
        settle(() => resolve(rows));
      };
      run().catch(giveUp);
    });
