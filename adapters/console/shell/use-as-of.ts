import { useLayoutEffect } from 'preact/hooks';
import { type LocationHook, useLocation } from 'preact-iso/router';
import { momentIn, withMoment } from '../as-of-address.ts';
import { asOf, lookAt } from '../state/as-of.ts';

/**
 * The address says which moment is looked at, so that it survives a reload and can be passed on. A link of a page says
 * nothing of it and keeps it; going back in the history goes back to what was looked at there.
 */
export const useAsOfInAddress = (): void => {
  // The router tells how it came to an address; its types do not say so.
  const { url, wasPush, route }: LocationHook & { readonly wasPush?: boolean } = useLocation();
  useLayoutEffect(() => {
    const moment = momentIn(url);
    if (moment === null && wasPush === true && asOf.value !== null) route(withMoment(url, asOf.value), true);
    else lookAt(moment);
  }, [url, wasPush, route]);
};

/** Looks at another moment, on the page where one is. Moving on from one moment to the next is one step of the history. */
export const useLookAt = (): ((moment: string | null) => void) => {
  const { url, route } = useLocation();
  return (moment) => {
    const moves = asOf.value !== null && moment !== null;
    lookAt(moment);
    route(withMoment(url, moment), moves);
  };
};
