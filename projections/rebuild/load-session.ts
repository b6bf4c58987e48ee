import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Row } from '../projection.ts';
import type { Structure, TableShape } from './table-shape.ts';

/** What a load asks of the one connection that it has, in order. The transaction is the caller's. */
export type LoadSession = {
  /** Begins to copy and returns: resolves as soon as the copy before is through. */
  readonly copy: (table: string, columns: string, chunks: readonly Buffer[]) => Promise<void>;
  /** Removes rows and gives them back, exact numbers as text. */
  readonly take: (table: string, shape: TableShape, keys: readonly Row[]) => Promise<readonly Row[]>;
  readonly remove: (table: string, by: readonly string[], keys: readonly Row[]) => Promise<void>;
  readonly eachRow: (table: string, columns: readonly string[], see: (row: Row) => void) => Promise<void>;
  /** Makes it unless it is there. */
  readonly ensure: (structure: Structure, schema: string) => Promise<void>;
  /** Resolves when everything that was begun is done. */
  readonly settled: () => Promise<void>;
};

const ROWS_PER_FETCH = 20_000;

export const createLoadSession = (client: PoolClient, existing: ReadonlySet<string>): LoadSession => {
  const made = new Set(existing);
  let copying: Promise<void> = Promise.resolve();

  const startCopy = (table: string, columns: string, chunks: readonly Buffer[]): Promise<void> =>
    new Promise((resolve, reject) => {
      const stream = client.query(copyFrom(`copy ${table} (${columns}) from stdin`));
      stream.on('error', reject);
      stream.on('finish', resolve);
      for (const chunk of chunks) stream.write(chunk);
      stream.end();
    });

  const settled = (): Promise<void> => copying;

  return {
    copy: async (table, columns, chunks) => {
      await copying;
      copying = startCopy(table, columns, chunks);
      // Whoever comes next hears of it; nobody must call that unhandled meanwhile.
      copying.catch(() => {});
    },
    take: async (table, { key, columns }, keys) => {
      await copying;
      const exact = columns.map(({ name, kind }) =>
        kind === 'exact' ? `gone.${name}::text as ${name}` : `gone.${name}`,
      );
      const { rows } = await client.query<{ row: Row }>(
        `with gone as (
           delete from ${table} stored using json_populate_recordset(null::${table}, $1::json) wanted
           where ${key.map((column) => `stored.${column} = wanted.${column}`).join(' and ')}
           returning stored.*
         ) select row_to_json(exact) as row from (select ${exact.join(', ')} from gone) exact`,
        [JSON.stringify(keys)],
      );
      return rows.map(({ row }) => row);
    },
    remove: async (table, by, keys) => {
      if (keys.length === 0) return;
      await copying;
      await client.query(
        `delete from ${table} stored using json_populate_recordset(null::${table}, $1::json) gone
         where ${by.map((column) => `stored.${column} = gone.${column}`).join(' and ')}`,
        [JSON.stringify(keys)],
      );
    },
    eachRow: async (table, columns, see) => {
      await copying;
      await client.query(
        `declare written no scroll cursor for select ${columns.map((column) => `${column}::text`).join(', ')} from ${table}`,
      );
      for (;;) {
        const { rows } = await client.query<Record<string, unknown>>(`fetch ${ROWS_PER_FETCH} from written`);
        for (const row of rows) see(row);
        if (rows.length < ROWS_PER_FETCH) break;
      }
      await client.query('close written');
    },
    ensure: async ({ name, create }, schema) => {
      if (made.has(`${schema}.${name}`)) return;
      await copying;
      await client.query(`set local search_path to ${schema}`);
      await client.query(create);
      made.add(`${schema}.${name}`);
    },
    settled,
  };
};
