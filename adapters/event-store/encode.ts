import type { ExpectedRevision, NewEvent } from '../../application/ports/event-store.ts';

/** One event as it is stored: its JSON is text, so that it is written and counted once. */
export type EncodedEvent = {
  readonly eventId: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
};

export type EncodedAppend = {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly EncodedEvent[];
  /** About how much there is to send, in characters. */
  readonly size: number;
};

/** Longer names do not fit into an index entry. */
const MAX_NAME = 500;
const LONE_SURROGATE = /\p{Surrogate}/u;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * JSON silently turns NaN and the infinities into null: a number that was never calculated would look like one that
 * is absent. And no text column takes U+0000, so that no read model could ever take the event. Both are refused while
 * somebody can still mend the cause: events are for ever.
 */
const refuseLossy = (key: string, value: unknown): unknown => {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${key} is ${value}`);
  if ((typeof value === 'string' && value.includes('\0')) || key.includes('\0'))
    throw new TypeError(`${JSON.stringify(key)} contains U+0000`);
  return value;
};

const isLossless = (value: unknown): boolean => {
  if (typeof value === 'number') return Number.isFinite(value);
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every(isLossless);
  // Also what is inherited, which is nothing in data; a list of the values would be made for each object.
  for (const key in value) {
    if (!isLossless((value as Readonly<Record<string, unknown>>)[key])) return false;
  }
  return true;
};

/** A third quicker than with a replacer, which is asked only where something is wrong, to say exactly what. */
const toText = (value: object): string => {
  if (!isLossless(value)) return JSON.stringify(value, refuseLossy);
  const text = JSON.stringify(value);
  return text.includes('\\u0000') ? JSON.stringify(value, refuseLossy) : text;
};

const checkName = (kind: string, name: string): void => {
  if (name === '' || name.length > MAX_NAME || name.includes('\0') || LONE_SURROGATE.test(name))
    throw new TypeError(`not a valid ${kind}: ${JSON.stringify(name.slice(0, 100))}`);
};

/**
 * An append in its stored form. Throws a TypeError for what no store could keep faithfully: an empty append, a name
 * that is empty, malformed or over 500 characters, an id that is not a uuid or occurs twice, a negative revision, and
 * data with U+0000, NaN or an infinity. These are bugs of the caller and never outcomes.
 */
export const encodeAppend = (
  stream: string,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
): EncodedAppend => {
  checkName('stream', stream);
  if (events.length === 0) throw new TypeError(`nothing to append to ${stream}`);
  if (typeof expected === 'bigint' && expected < 0n) throw new TypeError(`no revision: ${expected}`);
  const encoded = events.map(({ eventId, type, data, metadata }): EncodedEvent => {
    checkName('event type', type);
    if (!UUID.test(eventId)) throw new TypeError(`not a uuid: ${JSON.stringify(eventId)}`);
    return {
      eventId: eventId.toLowerCase(),
      type,
      data: toText(data),
      metadata: toText(metadata),
    };
  });
  if (new Set(encoded.map((event) => event.eventId)).size < encoded.length)
    throw new TypeError(`an event id occurs twice in one append to ${stream}`);
  return {
    stream,
    expected,
    events: encoded,
    size: encoded.reduce((sum, event) => sum + event.data.length + event.metadata.length, 0),
  };
};
