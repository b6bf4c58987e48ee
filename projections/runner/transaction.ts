import type { ClientBase, Pool } from 'pg';
import type { Queryable } from '../projection.ts';

/** A pg client or pool, seen as what projections and queries need of it. */
export const queryable = (client: Pool | ClientBase): Queryable => ({
  query: async <Row>(text: string, values?: readonly unknown[], name?: string) => {
    const given = values === undefined ? undefined : [...values];
    const { rows, rowCount } =
      name === undefined
        ? await client.query(text, given)
        : await client.query({ name, text, values: given ?? [] });
    return { rows: rows as Row[], rowCount };
  },
});

/**
 * One transaction on a client of one's own, begun with `settings` (`set local …`, in the same round trip). Rolls back
 * when `work` rejects.
 */
export const transactionOn = async <Value>(
  client: ClientBase,
  settings: string,
  work: (db: Queryable) => Promise<Value>,
): Promise<Value> => {
  await client.query(`begin; ${settings}`);
  try {
    const value = await work(queryable(client));
    await client.query('commit');
    return value;
  } catch (error) {
    // When the connection is what broke there is nothing left to roll back: the server has done it.
    await client.query('rollback').catch(() => {});
    throw error;
  }
};

/** One transaction on a client of the pool. */
export const inTransaction = async <Value>(
  pool: Pool,
  settings: string,
  work: (db: Queryable) => Promise<Value>,
): Promise<Value> => {
  const client = await pool.connect();
  let failure: unknown;
  try {
    return await transactionOn(client, settings, work);
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    // A statement that the database refused (it has an SQLSTATE) leaves a sound connection; anything else does not.
    client.release(failure !== undefined && !isStatementError(failure));
  }
};

/** True when the database answered and refused: the statement is at fault, and not the connection. */
export const isStatementError = (error: unknown): boolean => {
  const code = sqlStateOf(error);
  // 08 connection, 57 operator intervention (shutdown, terminated), 53 out of resources, 25P03/25P04 timeouts
  return code !== null && !/^(08|57P|53|25P0[34])/.test(code);
};

export const sqlStateOf = (error: unknown): string | null =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^[0-9A-Z]{5}$/.test(error.code)
    ? error.code
    : null;
