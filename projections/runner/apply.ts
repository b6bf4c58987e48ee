import type { RecordedEvent } from '../../application/ports/event-store.ts';
import { type Projection, partitionKeyOf, type Queryable } from '../projection.ts';
import { forgetOld } from './forget-old.ts';
import { tablesOf } from './rows.ts';
import { sqlStateOf } from './transaction.ts';

/** Wrong values (22), broken constraints (23), a row told twice (21), values too large (54): the event's own fault. */
const DATA_ERROR = /^(21|22|23|54)/;

/**
 * A projection could not apply what it was given, and will not the next time either: its own code threw, or the
 * database refused the data. Everything else that goes wrong (connections, locks, missing tables) is not about the
 * event, and is thrown as it is.
 */
export class Poison extends Error {
  readonly projection: Projection;
  constructor(projection: Projection, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.projection = projection;
  }
}

export const eventsFor = (
  { eventTypes }: Projection,
  events: readonly RecordedEvent[],
): readonly RecordedEvent[] => events.filter(({ type }) => eventTypes.includes(type));

/** Hands a projection events that it asked for, and lets go what it keeps no longer. */
export const foldInto = async (
  projection: Projection,
  wanted: readonly RecordedEvent[],
  db: Queryable,
): Promise<void> => {
  await projection.apply(wanted, tablesOf(db));
  if (projection.keepsDays !== undefined)
    await forgetOld(db, projection, [...new Set(wanted.map(partitionKeyOf))]);
};

/** Hands a projection the events that it asked for. Rejects with a `Poison` when the events are at fault. */
export const applyTo = async (
  projection: Projection,
  events: readonly RecordedEvent[],
  db: Queryable,
): Promise<void> => {
  const wanted = eventsFor(projection, events);
  if (wanted.length === 0) return;
  let blameless = false;
  const watched: Queryable = {
    query: async (text, values) => {
      try {
        return await db.query(text, values);
      } catch (error) {
        blameless ||= !DATA_ERROR.test(sqlStateOf(error) ?? '');
        throw error;
      }
    },
  };
  try {
    await foldInto(projection, wanted, watched);
  } catch (error) {
    throw blameless ? error : new Poison(projection, error);
  }
};
