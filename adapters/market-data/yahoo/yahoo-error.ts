/**
 * What a call to Yahoo can end with instead of an answer. Only `temporary` and `session` (our cookie or crumb is no
 * longer good) are worth another attempt.
 */
export type YahooFault =
  | 'temporary'
  | 'session'
  | 'unknown-symbol'
  | 'no-data'
  | 'circuit-open'
  | 'cancelled'
  | 'permanent';

/** Thrown through the client library, hence an exception; the provider turns it into an answer. */
export class YahooError extends Error {
  readonly fault: YahooFault;
  /** How long Yahoo asked us to wait. */
  readonly retryAfterMs: number;

  constructor(
    fault: YahooFault,
    message: string,
    options: { readonly cause?: unknown; readonly retryAfterMs?: number } = {},
  ) {
    super(message, { cause: options.cause });
    this.fault = fault;
    this.retryAfterMs = options.retryAfterMs ?? 0;
  }
}
