import { ErrorType } from '@eventstore/db-client';
import { pause } from '../../../application/pause.ts';
import { EventStoreUnavailable } from '../../../application/ports/event-store.ts';
import { type Backoff, backoffMs } from '../../backoff.ts';

const RETRY: Backoff = { firstMs: 25, maxMs: 1000 };
/** Of gRPC: a message that the other side does not take. */
const RESOURCE_EXHAUSTED = 8;

const memberOf = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null && name in error
    ? (error as Readonly<Record<string, unknown>>)[name]
    : undefined;

/** How the client names an error; undefined for one that is not the client's. */
export const typeOf = (error: unknown): string | undefined => {
  const type = memberOf(error, 'type');
  return typeof type === 'string' ? type : undefined;
};

export const isTooLarge = (error: unknown): boolean =>
  typeOf(error) === ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED || memberOf(error, 'code') === RESOURCE_EXHAUSTED;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** That time is not over because nobody answered is ours to say: the client waits for ever in places. */
export class NoAnswer extends Error {
  readonly type = ErrorType.DEADLINE_EXCEEDED;
}

/** These are answers to what was asked; everything else that the client says is a failure of the way there. */
const ANSWERS: ReadonlySet<string> = new Set([
  ErrorType.STREAM_NOT_FOUND,
  ErrorType.STREAM_DELETED,
  ErrorType.WRONG_EXPECTED_VERSION,
  ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED,
  ErrorType.INVALID_ARGUMENT,
]);
/** Trying again at once will not help, but an operator can. */
const LASTING: ReadonlySet<string> = new Set([ErrorType.ACCESS_DENIED]);

/** Also what is not yet the client's own: gRPC's errors have a number, and a cluster that was not found only a text. */
const isOfTheWay = (error: unknown): boolean => {
  const type = typeOf(error);
  if (type !== undefined) return !ANSWERS.has(type) && !isTooLarge(error);
  return (
    (typeof memberOf(error, 'code') === 'number' && !isTooLarge(error)) ||
    messageOf(error).startsWith('Failed to discover')
  );
};

export const unavailable = (error: unknown): EventStoreUnavailable =>
  new EventStoreUnavailable(
    typeOf(error) === ErrorType.ACCESS_DENIED
      ? 'event store: EventStoreDB refuses our user; check the credentials in EVENTSTOREDB_URL'
      : `event store: ${messageOf(error)}`,
    { cause: error },
  );

/** Rejects with NoAnswer when `work` has none after `ms`. */
export const within = <Value>(ms: number, work: Promise<Value>): Promise<Value> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(`no answer within ${Math.round(ms)} ms`)), ms);
  });
  return Promise.race([work, tooLate]).finally(() => clearTimeout(timer));
};

export type Patience = {
  /** For everything, from when it was asked. */
  readonly timeoutMs: number;
  /** For one attempt. */
  readonly attemptMs: number;
  readonly closing: AbortSignal;
};

/**
 * Tries `attempt` again, with growing waits, while the way to the server fails and time is left; then rejects with
 * EventStoreUnavailable. What the server answers is passed on. Everything that is asked here can be repeated: reads by
 * their nature, appends because the server knows their ids.
 */
export const persistently = async <Value>(
  { timeoutMs, attemptMs, closing }: Patience,
  attempt: (ms: number) => Promise<Value>,
  since = performance.now(),
): Promise<Value> => {
  for (let failures = 1; ; failures += 1) {
    const left = timeoutMs - (performance.now() - since);
    if (left <= 0) throw unavailable(new NoAnswer(`no answer within ${timeoutMs} ms`));
    try {
      return await attempt(Math.min(attemptMs, left));
    } catch (error) {
      if (!isOfTheWay(error)) throw error;
      const wait = backoffMs(failures, RETRY);
      const over = performance.now() - since + wait >= timeoutMs;
      if (over || closing.aborted || LASTING.has(typeOf(error) ?? '')) throw unavailable(error);
      await pause(wait, closing);
      if (closing.aborted) throw unavailable(error);
    }
  }
};
