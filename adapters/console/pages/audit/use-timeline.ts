import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Access, AccessPage, TimelineEntry, TimelinePage } from '../../api/audit.ts';
import { call } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';

const ENTRIES_AT_ONCE = 100;
const ACCESSES_AT_ONCE = 500;
/** They are answered oldest first, and somebody wants the newest: all of them are read, up to this many pages. */
const MOST_PAGES_OF_ACCESSES = 10;

export type Timeline = {
  /** Newest first; null until the first page is there. */
  readonly entries: readonly TimelineEntry[] | null;
  readonly accesses: readonly Access[];
  /** Nothing older is left to be read. */
  readonly complete: boolean;
  readonly reading: boolean;
  readonly problem: Problem | null;
  readonly older: () => void;
  readonly reload: () => void;
};

type Held = {
  readonly entries: readonly TimelineEntry[] | null;
  readonly cursor: string | null;
  readonly reading: boolean;
  readonly problem: Problem | null;
};

const NOTHING: Held = { entries: null, cursor: null, reading: true, problem: null };

/** Who else looked at the person's data; what cannot be read is no reason to hide the timeline. */
const useAccesses = (round: number): readonly Access[] => {
  const [accesses, setAccesses] = useState<readonly Access[]>([]);
  useEffect(() => {
    const leaving = new AbortController();
    void (async () => {
      const read: Access[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < MOST_PAGES_OF_ACCESSES; page += 1) {
        const answer = await call<AccessPage>('/api/v1/audit/access', {
          query: { limit: ACCESSES_AT_ONCE, cursor },
          signal: leaving.signal,
        }).catch(() => null);
        if (answer === null || !answer.ok) break;
        read.push(...answer.value.accesses);
        if (answer.value.next_cursor === null) break;
        cursor = answer.value.next_cursor;
      }
      if (!leaving.signal.aborted) setAccesses(read);
    })();
    return () => leaving.abort();
  }, [round]);
  return accesses;
};

/** What happened to a portfolio up to now, whatever moment is looked at, a page at a time. */
export const useTimeline = (portfolioId: string): Timeline => {
  const [held, setHeld] = useState<Held>(NOTHING);
  /** The page that is wanted: its cursor, null for the newest. */
  const [wanted, setWanted] = useState<{ readonly cursor: string | null }>({ cursor: null });
  const [round, setRound] = useState(0);
  const accesses = useAccesses(round);

  useEffect(() => {
    const leaving = new AbortController();
    setHeld((before) => ({ ...before, reading: true, problem: null }));
    void (async () => {
      try {
        const answer = await call<TimelinePage>(`/api/v1/portfolios/${portfolioId}/timeline`, {
          query: { limit: ENTRIES_AT_ONCE, cursor: wanted.cursor ?? undefined },
          now: true,
          signal: leaving.signal,
        });
        setHeld((before) =>
          answer.ok
            ? {
                entries: [...(wanted.cursor === null ? [] : (before.entries ?? [])), ...answer.value.entries],
                cursor: answer.value.next_cursor,
                reading: false,
                problem: null,
              }
            : { ...before, reading: false, problem: answer.error },
        );
      } catch (error) {
        if (!leaving.signal.aborted) throw error;
      }
    })();
    return () => leaving.abort();
  }, [portfolioId, wanted]);

  const { entries, cursor, reading, problem } = held;
  const older = useCallback(() => {
    if (!reading && cursor !== null) setWanted({ cursor });
  }, [reading, cursor]);
  const reload = useCallback(() => {
    setWanted({ cursor: null });
    setRound((before) => before + 1);
  }, []);
  return {
    entries,
    accesses,
    complete: entries !== null && cursor === null,
    reading,
    problem,
    older,
    reload,
  };
};
