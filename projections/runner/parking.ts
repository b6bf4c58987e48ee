import { type Position, positionFrom, type RecordedEvent } from '../../application/ports/event-store.ts';
import { type Projection, partitionKeyOf, type Queryable } from '../projection.ts';

/** What a projection does not apply, though it asks for it. */
export type Withheld = {
  /** Passed over for ever. */
  readonly skipped: ReadonlySet<Position>;
  /** By key: the event that could not be applied. It and the key's later ones wait. */
  readonly parked: ReadonlyMap<string, Position>;
};

/** Of every projection in `names`. Current while the caller's transaction has moved or frozen their checkpoints. */
export const loadWithheld = async (
  db: Queryable,
  names: readonly string[],
): Promise<(name: string) => Withheld> => {
  const { rows } = await db.query<{ projection: string; key: string; position: string; parked: boolean }>(
    `select projection, key, position::text, true as parked from public.parked_keys
     where projection = any ($1::text[])
     union all
     select projection, key, position::text, false from public.skipped_events
     where projection = any ($1::text[])`,
    [names],
  );
  return (name) => {
    const ours = rows.filter(({ projection }) => projection === name);
    return {
      skipped: new Set(ours.filter(({ parked }) => !parked).map(({ position }) => positionFrom(position))),
      parked: new Map(
        ours.filter(({ parked }) => parked).map(({ key, position }) => [key, positionFrom(position)]),
      ),
    };
  };
};

/** The event waits for its key to be released. */
export const isWaiting = ({ skipped, parked }: Withheld, event: RecordedEvent): boolean => {
  const since = parked.get(partitionKeyOf(event));
  return since !== undefined && event.position >= since && !skipped.has(event.position);
};

export const isAdmitted = (withheld: Withheld, event: RecordedEvent): boolean =>
  !withheld.skipped.has(event.position) && !isWaiting(withheld, event);

export const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 2000);

/** Holds a key back from `event` on. A key that is parked already is parked there now. */
export const park = async (
  db: Queryable,
  projection: Projection,
  event: RecordedEvent,
  error: string,
  waiting = 1,
): Promise<void> => {
  await db.query(
    `insert into public.parked_keys (projection, key, position, event_id, event_type, error, waiting)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (projection, key) do update set position = excluded.position, event_id = excluded.event_id,
       event_type = excluded.event_type, error = excluded.error, waiting = excluded.waiting,
       attempts = parked_keys.attempts + 1, tried_at = clock_timestamp()`,
    [projection.name, partitionKeyOf(event), event.position, event.eventId, event.type, error, waiting],
  );
};

/** Says of each key how many more of its events wait. */
export const countWaiting = async (
  db: Queryable,
  { name }: Projection,
  waiting: readonly RecordedEvent[],
): Promise<void> => {
  if (waiting.length === 0) return;
  await db.query(
    `update public.parked_keys set waiting = waiting + more.events
     from (select key, count(*) as events from unnest($2::text[]) key group by key) more
     where projection = $1 and parked_keys.key = more.key`,
    [name, waiting.map(partitionKeyOf)],
  );
};

export const unpark = async (db: Queryable, name: string, key: string): Promise<boolean> => {
  const { rowCount } = await db.query('delete from public.parked_keys where projection = $1 and key = $2', [
    name,
    key,
  ]);
  return rowCount === 1;
};
