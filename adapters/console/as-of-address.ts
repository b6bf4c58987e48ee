const PARAMETER = 'as_of';
/** Of no host: only path and query of an address count here. */
const ANYWHERE = 'http://console.invalid';

/** The moment that an address of ours is about; null for now. */
export const momentIn = (url: string): string | null =>
  new URL(url, ANYWHERE).searchParams.get(PARAMETER) || null;

/** The same address about another moment. */
export const withMoment = (url: string, moment: string | null): string => {
  const { pathname, searchParams } = new URL(url, ANYWHERE);
  if (moment === null) searchParams.delete(PARAMETER);
  else searchParams.set(PARAMETER, moment);
  const query = searchParams.toString();
  return query === '' ? pathname : `${pathname}?${query}`;
};

const CHANGES = /^\/(import(\/|$)|portfolios\/[^/]+\/(import|progress)(\/|$))/;

/** Pages that bring something in, or follow what happens at this moment. */
export const isOnlyNow = (path: string): boolean => CHANGES.test(path);
