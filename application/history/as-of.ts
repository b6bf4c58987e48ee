import { addDays, type IsoDate, type IsoInstant, isIsoDate, newYorkClock } from '../../domain/dates.ts';
import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import { type EventStore, type Position, positionFrom } from '../ports/event-store.ts';
import { eventAtPlace, type LogIndex } from '../ports/log-index.ts';

/** A place in the log, and the time that it stands for: what was known then is what was recorded up to there. */
export type Moment = { readonly position: Position; readonly at: IsoInstant };

const POSITION = /^(0|[1-9]\d{0,17})$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** The last millisecond of a New York calendar day. Midnight there is at 4:00 or 5:00 UTC. */
export const endOfNewYorkDay = (date: IsoDate): IsoInstant => {
  const next = addDays(date, 1);
  const midnights = ['04', '05'].map((hour) => new Date(`${next}T${hour}:00:00Z`));
  const midnight = midnights.find((instant) => newYorkClock(instant).date === next) ?? new Date(Number.NaN);
  return new Date(midnight.getTime() - 1).toISOString();
};

const instantOf = (text: string): IsoInstant | null => {
  if (!INSTANT.test(text) || !isIsoDate(text.slice(0, 10))) return null;
  const parsed = new Date(text);
  return Number.isNaN(parsed.getTime()) ? null : parsed.toISOString();
};

type Sources = {
  readonly store: Pick<EventStore, 'head' | 'readStream'>;
  readonly index: Pick<LogIndex, 'positionAt' | 'placeAt'>;
  readonly clock: Clock;
};

/** Before the first event there is a position and no time. */
const BEFORE_ALL: IsoInstant = new Date(0).toISOString();

const momentAtPosition = async (
  { store, index }: Sources,
  position: Position,
): Promise<Result<Moment, Refusal>> => {
  const head = await store.head();
  if (position > head)
    return fail(refuse('ERR_ASOF_002', { details: { as_of: String(position), head: String(head) } }));
  const place = await index.placeAt(position);
  const event = place === null ? null : await eventAtPlace(store, place);
  return ok({ position, at: event?.metadata.occurredAt ?? BEFORE_ALL });
};

/**
 * Reads `as_of`: an instant with its offset, a date (the end of that New York day; today is "so far"), or a position.
 * The times at which the log recorded decide: they never go back. What lies ahead is refused.
 */
export const momentOf = async (sources: Sources, text: string): Promise<Result<Moment, Refusal>> => {
  if (POSITION.test(text)) return momentAtPosition(sources, positionFrom(text));
  const now = sources.clock();
  const ahead = (): Result<Moment, Refusal> =>
    fail(refuse('ERR_ASOF_002', { details: { as_of: text, now: now.toISOString() } }));
  if (isIsoDate(text)) {
    const today = newYorkClock(now).date;
    if (text > today) return ahead();
    const at = text === today ? now.toISOString() : endOfNewYorkDay(text);
    return ok({ position: await sources.index.positionAt(at), at });
  }
  const at = instantOf(text);
  if (at === null) return fail(refuse('ERR_ASOF_001'));
  return at > now.toISOString() ? ahead() : ok({ position: await sources.index.positionAt(at), at });
};
