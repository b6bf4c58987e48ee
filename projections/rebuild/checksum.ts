import type { Pool } from 'pg';
import type { Projection, Queryable } from '../projection.ts';
import { inTransaction } from '../runner/transaction.ts';

/** Equal for tables with identical rows, whatever order they are stored in. */
export type Checksum = { readonly rows: number; readonly md5: string };

export type TableChecksum = Checksum & { readonly projection: string; readonly table: string };

/** Texts of rows depend on these. */
export const CHECKSUM_SETTINGS = `set local timezone to 'UTC'; set local datestyle to 'ISO, YMD';
  set local extra_float_digits to 1; set local statement_timeout to 0`;

/**
 * Every row's text is hashed, and the hashes are added up: no sorting, and no memory that grows with the table. The
 * sums of both halves and the count are the table's checksum. (It tells accidents apart, not forgeries.)
 */
export const checksum = async (db: Queryable, qualifiedTable: string): Promise<Checksum> => {
  const { rows } = await db.query<{ rows: string; md5: string }>(
    `select count(*)::text as rows,
            md5(concat_ws(' ', count(*), sum(('x' || left(hash, 16))::bit(64)::bigint),
                                         sum(('x' || right(hash, 16))::bit(64)::bigint))) as md5
     from (select md5(row::text) as hash from ${qualifiedTable} row) hashed`,
  );
  const row = rows[0];
  if (row === undefined) throw new Error('an aggregate gives one row');
  return { rows: Number(row.rows), md5: row.md5 };
};

/** Of every live table of `projections`, all in one snapshot. */
export const liveChecksums = (
  pool: Pool,
  projections: readonly Projection[],
): Promise<readonly TableChecksum[]> =>
  inTransaction(
    pool,
    `set transaction isolation level repeatable read, read only; ${CHECKSUM_SETTINGS}`,
    async (db) => {
      const checksums: TableChecksum[] = [];
      for (const { name, tables } of projections)
        for (const table of tables)
          checksums.push({ projection: name, table, ...(await checksum(db, `read.${table}`)) });
      return checksums;
    },
  );
