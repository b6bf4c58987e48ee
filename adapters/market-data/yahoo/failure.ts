import type { PriceHistory, ProfileAnswer } from '../../../application/ports/market-data.ts';
import { YahooError } from './yahoo-error.ts';

export type Failure = Exclude<PriceHistory & ProfileAnswer, { readonly status: 'ok' }>;

/** A fault of Yahoo's as the answer to one symbol; anything else is thrown on. */
export const failureOf = (error: unknown): Failure => {
  if (!(error instanceof YahooError)) throw error;
  return error.fault === 'unknown-symbol'
    ? { status: 'unknown-symbol' }
    : { status: 'unavailable', reason: error.message };
};
