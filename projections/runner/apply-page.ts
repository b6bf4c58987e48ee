import type { Pool } from 'pg';
import type { Position, RecordedEvent } from '../../application/ports/event-store.ts';
import type { Projection, Queryable } from '../projection.ts';
import { moveCheckpoints } from './checkpoints.ts';
import { tablesOf } from './rows.ts';
import { inTransaction } from './transaction.ts';

/** The part of the log between two checkpoints: what a filter left of it. */
export type Page = {
  readonly events: readonly RecordedEvent[];
  readonly from: Position;
  readonly to: Position;
};

export type PageOutcome =
  | { readonly status: 'applied' }
  /** Somebody else has moved a checkpoint, or the tables have been given to other code. Nothing was written. */
  | { readonly status: 'moved' }
  /** Nothing was written. `culprit` is the projection whose `apply` rejected, null when it was none of them. */
  | { readonly status: 'failed'; readonly culprit: Projection | null; readonly error: unknown };

class CheckpointMoved extends Error {}

/** Rows and checkpoint commit together, so a crash of the server loses both or none: no need to wait for its disk. */
const LIVE = 'set local search_path to read; set local synchronous_commit to off';

/** Hands a projection the events that it asked for. */
export const applyTo = async (
  projection: Projection,
  events: readonly RecordedEvent[],
  db: Queryable,
): Promise<void> => {
  const wanted = events.filter(({ type }) => projection.eventTypes.includes(type));
  if (wanted.length > 0) await projection.apply(wanted, tablesOf(db));
};

/** One page, one transaction: the checkpoints of `projections` move and their rows are written, or nothing is. */
export const applyPage = async (
  pool: Pool,
  projections: readonly Projection[],
  { events, from, to }: Page,
): Promise<PageOutcome> => {
  let applying: Projection | null = null;
  try {
    await inTransaction(pool, LIVE, async (db) => {
      if (!(await moveCheckpoints(db, projections, from, to))) throw new CheckpointMoved();
      for (const projection of projections) {
        applying = projection;
        await applyTo(projection, events, db);
      }
      applying = null;
    });
    return { status: 'applied' };
  } catch (error) {
    if (error instanceof CheckpointMoved) return { status: 'moved' };
    return { status: 'failed', culprit: applying, error };
  }
};
