import type { RateLimit } from './rate-limit.ts';
import { YahooError } from './yahoo-error.ts';

/** The only places we call; the last three hand out the cookie, behind a consent page in Europe. */
const HOSTS: ReadonlySet<string> = new Set([
  'query1.finance.yahoo.com',
  'query2.finance.yahoo.com',
  'finance.yahoo.com',
  'guce.yahoo.com',
  'consent.yahoo.com',
]);

const DATA_PATH = /^\/v\d+\/finance\//;
const CRUMB_PATH = '/v1/test/getcrumb';

const bodyText = async (response: Response, maxBytes: number): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > maxBytes)
      throw new YahooError('permanent', `Yahoo's answer is longer than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const retryAfter = (response: Response): number => {
  const seconds = Number(response.headers.get('retry-after') ?? '');
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
};

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 200) : '');

/** Yahoo's errors come as `{"chart": {"result": null, "error": {"code", "description"}}}`. */
const errorIn = (answer: unknown): { readonly code: string; readonly description: string } | null => {
  if (typeof answer !== 'object' || answer === null) return null;
  for (const part of Object.values(answer)) {
    const error: unknown = typeof part === 'object' && part !== null ? part.error : null;
    if (typeof error !== 'object' || error === null) continue;
    const { code, description } = error as { readonly code?: unknown; readonly description?: unknown };
    return { code: textOf(code), description: textOf(description) };
  }
  return null;
};

const temporary = (response: Response): boolean =>
  response.status === 429 || response.status === 999 || response.status >= 500;

/** Throws for a data answer that is no data, whatever its status says. */
const checkData = (response: Response, body: string): void => {
  const { status } = response;
  if (temporary(response)) {
    const message = status === 429 ? 'Yahoo refuses more requests for now (429)' : `Yahoo answered ${status}`;
    throw new YahooError('temporary', message, { retryAfterMs: retryAfter(response) });
  }
  if (status >= 300 && status < 400) throw new YahooError('temporary', 'Yahoo redirected to another page');
  const answer = parsed(body);
  const error = errorIn(answer);
  if (status === 401 || status === 403 || /crumb/i.test(error?.description ?? '')) {
    throw new YahooError('session', `Yahoo did not accept our session (${status})`);
  }
  if (answer === undefined) throw new YahooError('temporary', 'Yahoo answered with a page instead of data');
  if (error !== null && /not found/i.test(error.code))
    throw new YahooError('unknown-symbol', error.description);
  if (error !== null && /data doesn't exist|not available/i.test(error.description)) {
    throw new YahooError('no-data', error.description);
  }
  if (error !== null || !response.ok) {
    throw new YahooError('permanent', `Yahoo answered ${status} ${error?.description ?? ''}`.trim());
  }
};

/** "Too Many Requests" has been handed out as a crumb with status 200. */
const checkCrumb = (response: Response, body: string): void => {
  if (!response.ok || body.length > 64 || /[\s<{]/.test(body.trim())) {
    throw new YahooError('session', `Yahoo gave no session (${response.status})`, {
      retryAfterMs: retryAfter(response),
    });
  }
};

/**
 * `fetch` as the client library gets it: only Yahoo's hosts over https, no redirect followed, one rate limit and one
 * time limit for every request, a bounded body, and every failure as a YahooError. (The library itself would print the
 * failed address, with its secret crumb, and put whole answers into its errors.)
 */
export const createGuardedFetch = ({
  fetch,
  rateLimit,
  timeoutMs,
  maxBytes,
}: {
  readonly fetch: typeof globalThis.fetch;
  readonly rateLimit: RateLimit;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}): typeof globalThis.fetch => {
  return async (input, init) => {
    const url = new URL(typeof input === 'object' && 'url' in input ? input.url : input);
    if (url.protocol !== 'https:' || !HOSTS.has(url.hostname) || url.port !== '') {
      throw new YahooError('permanent', `${url.host} is not one of Yahoo's hosts`);
    }
    const isData = DATA_PATH.test(url.pathname);
    // The session is shared: one caller who gives up must not take it from the others.
    const cancelled = isData ? (init?.signal ?? undefined) : undefined;
    let timeout: AbortSignal | undefined;
    try {
      await rateLimit(cancelled);
      timeout = AbortSignal.timeout(timeoutMs);
      const signal = cancelled === undefined ? timeout : AbortSignal.any([cancelled, timeout]);
      signal.throwIfAborted();
      const response = await fetch(url, { ...init, redirect: 'manual', signal });
      if (url.hostname === 'finance.yahoo.com') {
        // A megabyte of page of which only the cookie matters.
        await response.body?.cancel();
        if (temporary(response) && response.headers.getSetCookie().length === 0) {
          throw new YahooError('session', `Yahoo gave no session (${response.status})`, {
            retryAfterMs: retryAfter(response),
          });
        }
        return new Response(null, { status: response.status, headers: response.headers });
      }
      const body = await bodyText(response, maxBytes);
      if (isData) checkData(response, body);
      if (url.pathname === CRUMB_PATH) checkCrumb(response, body);
      const { status, headers } = response;
      return new Response(status === 204 || status === 304 ? null : body, { status, headers });
    } catch (error) {
      if (error instanceof YahooError) throw error;
      if (cancelled?.aborted) throw new YahooError('cancelled', 'cancelled', { cause: error });
      const message = timeout?.aborted
        ? `Yahoo did not answer within ${timeoutMs} ms`
        : 'Yahoo cannot be reached';
      throw new YahooError(isData ? 'temporary' : 'session', message, { cause: error });
    }
  };
};
