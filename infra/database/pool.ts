import pg from 'pg';

/** At most, for a part of the service that works for many at once. */
export const POOL_SIZE = 20;

export type PoolOptions = {
  readonly url: string;
  /** What the database's own list of sessions shows. */
  readonly applicationName: string;
  /** An idle connection that broke. The pool replaces it; the next query is the one that says if it cannot. */
  readonly onIdleError: (error: Error) => void;
  readonly max?: number;
  /** 0 lifts the limit, for a rebuild or a dump. */
  readonly statementTimeoutMs?: number;
};

/**
 * Connections to the read models and the log. int8 and numeric arrive as text, as pg gives them: a query that wants
 * something else says so itself. Unqualified names are looked up among the live read models first.
 */
export const createPool = (options: PoolOptions): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: options.applicationName,
    max: options.max ?? 10,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    // A transaction that its process forgot must not hold back the others for ever.
    idle_in_transaction_session_timeout: 60_000,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    options: '-c search_path=read,public',
  });
  pool.on('error', options.onIdleError);
  // The pool listens to idle clients only, and an error that nobody listens to ends the process: one that comes between
  // lending a client out and its first query. That query is what rejects.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
};
