import type { Queryable } from '../projection.ts';

/**
 * Advisory locks, two-key form: the first key says what is locked, the second is the hash of a projection's name. They
 * belong to a session, so that they end with its connection, however that ends.
 */
const RUNNING = 20_818;
export const REBUILDING = 20_819;

/**
 * Takes the runner's lock of those of `projections` that nobody runs, and says which. Tables that belong to other code
 * are left alone: this process has been replaced by a newer one (or will rebuild them at its next start).
 */
export const claim = async (
  db: Queryable,
  names: readonly string[],
  fingerprints: readonly string[],
): Promise<readonly string[]> => {
  const { rows } = await db.query<{ name: string }>(
    `with mine as materialized (
       select checkpoint.name
       from public.projection_checkpoints checkpoint
       join unnest($1::text[], $2::text[]) wanted (name, fingerprint) using (name, fingerprint)
     ), tried as materialized (
       select name, pg_try_advisory_lock(${RUNNING}, hashtext(name)) as held from mine
     )
     select name from tried where held`,
    [names, fingerprints],
  );
  return rows.map(({ name }) => name);
};

export const release = async (db: Queryable, names: readonly string[]): Promise<void> => {
  await db.query(`select pg_advisory_unlock(${RUNNING}, hashtext(name)) from unnest($1::text[]) name`, [
    names,
  ]);
};

export const tryRebuildLock = async (db: Queryable, name: string): Promise<boolean> => {
  const { rows } = await db.query<{ held: boolean }>(
    `select pg_try_advisory_lock(${REBUILDING}, hashtext($1)) as held`,
    [name],
  );
  return rows[0]?.held === true;
};

export const releaseRebuildLock = async (db: Queryable, name: string): Promise<void> => {
  await db.query(`select pg_advisory_unlock(${REBUILDING}, hashtext($1))`, [name]);
};
