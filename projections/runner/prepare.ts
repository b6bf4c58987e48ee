import type { Pool } from 'pg';
import { START } from '../../application/ports/event-store.ts';
import type { Projection, Queryable } from '../projection.ts';
import { type Checkpoint, loadCheckpoints, saveCheckpoint } from './checkpoints.ts';
import { fingerprintOf } from './fingerprint.ts';
import { inTransaction } from './transaction.ts';

/** Any number that nothing else locks: several processes may start at once. */
const PREPARING = 20_820;

const outdated = (
  projections: readonly Projection[],
  checkpoints: ReadonlyMap<string, Checkpoint>,
): readonly Projection[] =>
  projections.filter((projection) => {
    const checkpoint = checkpoints.get(projection.name);
    return checkpoint !== undefined && checkpoint.fingerprint !== fingerprintOf(projection);
  });

/** Those whose tables belong to other code: a projector of this release has not rebuilt them yet. */
export const outdatedProjections = async (
  db: Queryable,
  projections: readonly Projection[],
): Promise<readonly Projection[]> =>
  outdated(
    projections,
    await loadCheckpoints(
      db,
      projections.map(({ name }) => name),
    ),
  );

/**
 * Creates the tables of projections that have none yet, empty and at the start of the log, and returns the projections
 * whose tables belong to other code and must be rebuilt. Enough for a process that only queries.
 */
export const prepareProjections = (
  pool: Pool,
  projections: readonly Projection[],
): Promise<readonly Projection[]> =>
  inTransaction(pool, 'set local search_path to read', async (db) => {
    await db.query(`select pg_advisory_xact_lock(${PREPARING})`);
    const known = await loadCheckpoints(
      db,
      projections.map(({ name }) => name),
    );
    for (const projection of projections.filter(({ name }) => !known.has(name))) {
      await db.query(`drop table if exists ${projection.tables.join(', ')}`);
      await db.query(projection.ddl);
      await saveCheckpoint(db, projection, START);
    }
    return outdated(projections, known);
  });
