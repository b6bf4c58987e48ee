import type { Request } from 'express';

/**
 * Whether a page of this very service sent the call, as browsers say in Origin with everything that changes something.
 * Whoever does not say (no Origin, or `null`) is not believed. `publicOrigin` is what browsers know us by where a proxy
 * gives us another Host.
 */
export const isFromOwnOrigin = (request: Request, publicOrigin: string | null): boolean => {
  const origin = request.get('origin');
  if (origin === undefined || !URL.canParse(origin)) return false;
  const site = request.get('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin') return false;
  return publicOrigin === null ? new URL(origin).host === request.host : origin === publicOrigin;
};
