import { actingAs } from '../state/acting-as.ts';
import { asOf, noteMoment } from '../state/as-of.ts';
import { sessionEnded } from '../state/session.ts';
import { forgetPosition, latestPosition, notePosition } from './position.ts';
import { type Problem, problemOf, unreachable } from './problem.ts';

export type Answer<Body> =
  | { readonly ok: true; readonly value: Body /** For If-Match. */; readonly etag: string | null }
  | { readonly ok: false; readonly error: Problem };

export type CallOptions = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** A form goes as multipart, anything else as JSON. */
  readonly body?: object;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** The same key for every try of one command: it is done once. */
  readonly idempotencyKey?: string;
  readonly ifMatch?: string;
  /** Why it is done: kept with what it does. */
  readonly reason?: string;
  readonly signal?: AbortSignal;
  /** Is about now, whatever moment is looked at. */
  readonly now?: boolean;
  /** A 401 is then an answer like any other, and does not end the session. */
  readonly signedOut?: boolean;
  /** A refusal that is an answer all the same, as 503 is of health. */
  readonly alsoStatus?: number;
};

/** A new name for a command that somebody is about to send, perhaps more than once. */
export const newCommandKey = (): string => crypto.randomUUID();

const TRAVELS = /^\/api\/v1\/(portfolios|analytics|target-prices|audit\/portfolios\/[^/]+\/explain)/;

const urlOf = (path: string, query: CallOptions['query'], moment: string | null): string => {
  const url = new URL(path, location.origin);
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  if (moment !== null) url.searchParams.set('as_of', moment);
  return url.pathname + url.search;
};

/** Headers that every call has, also the streams. */
export const commonHeaders = (): Record<string, string> => ({
  ...(actingAs.value === null ? {} : { authorization: `Bearer ${actingAs.value.token}` }),
});

const bodyOf = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    // Not ours: whatever stood between us and the service has answered in its place.
    return null;
  }
};

/** A header takes bytes alone: those of UTF-8, one in each character. */
const headerText = (text: string): string => String.fromCharCode(...new TextEncoder().encode(text));

/** The moment that a call is about by itself; null for now. */
const momentOf = (path: string, { method = 'GET', now = false }: CallOptions): string | null =>
  method === 'GET' && !now && TRAVELS.test(path) ? asOf.value : null;

const send = async (path: string, options: CallOptions, moment: string | null): Promise<Response> => {
  const { method = 'GET', body, query, idempotencyKey, ifMatch, reason, signal } = options;
  const isForm = body instanceof FormData;
  const position = method === 'GET' ? latestPosition() : null;
  return fetch(urlOf(path, query, moment), {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...commonHeaders(),
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      ...(reason === undefined ? {} : { 'x-reason': headerText(reason) }),
      ...(position === null ? {} : { 'x-after-position': position }),
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
};

/**
 * One call of the API. Rejects with an AbortError when `signal` aborts, and with nothing else: what the service refuses,
 * and that it cannot be reached, are answers. Reads wait for what this page has written.
 */
export const call = async <Body>(path: string, options: CallOptions = {}): Promise<Answer<Body>> => {
  let response: Response;
  let body: unknown;
  const moment = momentOf(path, options);
  try {
    response = await send(path, options, moment);
    body = await bodyOf(response);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    return { ok: false, error: unreachable };
  }
  notePosition(response.headers.get('x-event-position'));
  noteMoment(moment, response.headers);
  if (response.ok || response.status === options.alsoStatus)
    return { ok: true, value: body as Body, etag: response.headers.get('etag') };

  const problem = problemOf(response.status, body, response.headers.get('x-correlation-id'));
  // The read models are further behind than the service waits for: what is there is shown next time.
  if (problem.code === 'ERR_REQ_013') forgetPosition();
  if (problem.status === 401 && options.signedOut !== true) sessionEnded(problem.code);
  return { ok: false, error: problem };
};
