import type { Pool } from 'pg';
import type { Position, RecordedEvent } from '../../application/ports/event-store.ts';
import type { Projection, Queryable } from '../projection.ts';
import { applyTo, eventsFor, Poison } from './apply.ts';
import { moveCheckpoints } from './checkpoints.ts';
import { countWaiting, isAdmitted, isWaiting, loadWithheld, messageOf, park } from './parking.ts';
import { inTransaction } from './transaction.ts';

/** The part of the log between two checkpoints: what a filter left of it. */
export type Page = {
  readonly events: readonly RecordedEvent[];
  readonly from: Position;
  readonly to: Position;
  /** Of a page of one event: the projections that cannot apply it, and why. They park its key instead. */
  readonly poison?: ReadonlyMap<string, unknown>;
};

export type PageOutcome =
  | { readonly status: 'applied' }
  /** Somebody else has moved a checkpoint, or the tables have been given to other code. Nothing was written. */
  | { readonly status: 'moved' }
  /** Nothing was written: some event of the page is more than `culprit` can digest. */
  | { readonly status: 'poisoned'; readonly culprit: Projection; readonly error: unknown }
  /** Nothing was written. `culprit` is the projection that was applying, null when it was none of them. */
  | { readonly status: 'failed'; readonly culprit: Projection | null; readonly error: unknown };

class CheckpointMoved extends Error {}

/** Statements of several projections on one connection: one at a time, in the order in which they come. */
const inTurn = (db: Queryable): Queryable => {
  let last: Promise<unknown> = Promise.resolve();
  return {
    query: <Row>(text: string, values?: readonly unknown[]) => {
      const next = last.then(() => db.query<Row>(text, values));
      last = next.catch(() => {});
      return next;
    },
  };
};

/** Rows and checkpoint commit together, so a crash of the server loses both or none: no need to wait for its disk. */
const LIVE = 'set local search_path to read; set local synchronous_commit to off';

/**
 * One page, one transaction: the checkpoints of `projections` move and their rows are written, or nothing is. Events
 * of parked keys are passed over and counted, also in this transaction.
 */
export const applyPage = async (
  pool: Pool,
  projections: readonly Projection[],
  { events, from, to, poison }: Page,
): Promise<PageOutcome> => {
  /** In the order in which they came. */
  const failures: { readonly projection: Projection; readonly error: unknown }[] = [];
  try {
    await inTransaction(pool, LIVE, async (db) => {
      if (!(await moveCheckpoints(db, projections, from, to))) throw new CheckpointMoved();
      // After the checkpoints are ours, so that whoever released a key meanwhile has been waited for.
      const withheldBy = await loadWithheld(
        db,
        projections.map(({ name }) => name),
      );
      const apply = async (projection: Projection, turns: Queryable): Promise<void> => {
        const withheld = withheldBy(projection.name);
        const wanted = eventsFor(projection, events);
        const admitted = wanted.filter((event) => isAdmitted(withheld, event));
        const [first] = admitted;
        if (poison?.has(projection.name) && first !== undefined)
          await park(turns, projection, first, messageOf(poison.get(projection.name)));
        else await applyTo(projection, admitted, turns);
        await countWaiting(
          turns,
          projection,
          wanted.filter((event) => isWaiting(withheld, event)),
        );
      };
      // Side by side, so that one folds while the database writes another's rows; the transaction ends when all have.
      const turns = inTurn(db);
      await Promise.all(
        projections.map((projection) =>
          apply(projection, turns).catch((error: unknown) => failures.push({ projection, error })),
        ),
      );
      // A transaction that was refused one statement refuses all: the first error is the cause of the others.
      if (failures[0] !== undefined) throw failures[0].error;
    });
    return { status: 'applied' };
  } catch (error) {
    if (error instanceof CheckpointMoved) return { status: 'moved' };
    if (error instanceof Poison) return { status: 'poisoned', culprit: error.projection, error: error.cause };
    return { status: 'failed', culprit: failures[0]?.projection ?? null, error };
  }
};
