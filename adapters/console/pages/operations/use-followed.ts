import { useEffect, useState } from 'preact/hooks';
import { listen } from '../../api/listen.ts';

/** Work as it was read, and then each step of it as it happens, until it is over. */
export const useFollowed = <Body>(read: Body, url: string, isOver: (body: Body) => boolean): Body => {
  const [told, setTold] = useState<{ readonly url: string; readonly body: Body } | null>(null);
  const newest = told?.url === url && !isOver(read) ? told.body : read;
  const over = isOver(newest);
  useEffect(() => {
    if (over) return;
    const leaving = new AbortController();
    void listen(url, {
      signal: leaving.signal,
      onEvent: ({ data }) => setTold({ url, body: JSON.parse(data) as Body }),
      onConnection: () => {},
    });
    return () => leaving.abort();
  }, [url, over]);
  return newest;
};
