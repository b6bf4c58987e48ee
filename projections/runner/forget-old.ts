import { type Projection, partitionColumn, type Queryable } from '../projection.ts';

/**
 * Removes what a projection keeps no longer: of every table in `keepsDays` the rows that are older than so many days
 * before the newest one of their key. Of `keys`, or of all. The newest row stays however old it is.
 *
 * It is about the dates of the rows and not about today, and the newest date only ever grows: so the rows that are left
 * are the same whether old ones go page by page or all at once behind a rebuild.
 */
export const forgetOld = async (
  db: Queryable,
  { partition, dated, keepsDays }: Projection,
  keys: readonly string[] | null,
): Promise<void> => {
  const key = partitionColumn[partition];
  for (const [table, days] of Object.entries(keepsDays ?? {})) {
    const date = dated?.[table];
    if (date === undefined) throw new Error(`the rows of ${table} have no date to be kept by`);
    // One step into the index of (key, date) per key.
    const newest =
      keys === null
        ? `select ${key}, max(${date}) as day from ${table} group by ${key}`
        : `select touched.${key}, (select max(row.${date}) from ${table} row where row.${key} = touched.${key}) as day
           from unnest($2::text[]) touched (${key})`;
    await db.query(
      `delete from ${table} old using (${newest}) newest
       where old.${key} = newest.${key} and old.${date} < newest.day - $1::int`,
      keys === null ? [days] : [days, keys],
    );
  }
};
