import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { asOf } from '../state/as-of.ts';
import { type CallOptions, call } from './client.ts';
import type { Problem } from './problem.ts';

/** What a page reads. While it is read again, what was there stays. */
export type Resource<Body> = {
  readonly state: 'loading' | 'ready' | 'failed';
  readonly value: Body | null;
  /** For If-Match. */
  readonly etag: string | null;
  readonly error: Problem | null;
  readonly reload: () => void;
};

type Held<Body> = Omit<Resource<Body>, 'reload'> & { readonly of: string };

/**
 * Reads `path`, again when it, the query or the moment that is looked at changes, and not at all when it is null; with
 * `now` it is about now whatever is looked at. What is under way is aborted when nobody waits for it any more.
 */
export const useResource = <Body>(
  path: string | null,
  query: CallOptions['query'] = {},
  { now = false }: { readonly now?: boolean } = {},
): Resource<Body> => {
  const key = JSON.stringify([path, query, now ? null : asOf.value]);
  const nothing: Held<Body> = { state: 'loading', value: null, etag: null, error: null, of: key };
  const [held, setHeld] = useState<Held<Body>>(nothing);
  const [round, setRound] = useState(0);
  const wanted = useRef({ path, query });
  wanted.current = { path, query };

  // `key` stands for path, query and moment; `round` asks again.
  useEffect(() => {
    const { path, query } = wanted.current;
    if (path === null) return;
    const leaving = new AbortController();
    void (async () => {
      try {
        const answer = await call<Body>(path, { query, now, signal: leaving.signal });
        setHeld((before) =>
          answer.ok
            ? { state: 'ready', value: answer.value, etag: answer.etag, error: null, of: key }
            : { ...(before.of === key ? before : nothing), state: 'failed', error: answer.error },
        );
      } catch (error) {
        if (!leaving.signal.aborted) throw error;
      }
    })();
    return () => leaving.abort();
  }, [key, now, round]);

  const reload = useCallback(() => setRound((before) => before + 1), []);
  const { of, ...current } = held.of === key ? held : nothing;
  return { ...current, reload };
};
