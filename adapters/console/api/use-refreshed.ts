import { useEffect } from 'preact/hooks';
import type { CallOptions } from './client.ts';
import { type Resource, useResource } from './use-resource.ts';

const EVERY_MS = 5000;

/** What a page reads, read again every few seconds while somebody can see it. */
export const useRefreshed = <Body>(path: string, query?: CallOptions['query']): Resource<Body> => {
  const resource = useResource<Body>(path, query);
  const { reload } = resource;
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) reload();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [reload]);
  return resource;
};
