import { type Refusal, refuse } from '../../../domain/errors/refusal.ts';

/**
 * PostgreSQL: connection failures, shutting down, no disk, memory or connections left, cancelled for taking too long,
 * a failure of its own machine.
 */
const DATABASE_AWAY = /^(08...|57P0[1-5]|53...|57014|25P03|58030)$/;
const NETWORK_AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
const DISK_FULL = new Set(['ENOSPC', 'EDQUOT']);
const AWAY = new Set(['EVENT_STORE_UNAVAILABLE', 'OVERLOADED']);

const codeOf = (error: unknown): string => {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : '';
};

const isAway = (error: unknown): boolean => {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : '';
  return (
    AWAY.has(code) ||
    NETWORK_AWAY.has(code) ||
    DISK_FULL.has(code) ||
    DATABASE_AWAY.test(code) ||
    // pg and its pool have no codes for these.
    /connection terminated|timeout exceeded when trying to connect|connection timeout/i.test(message) ||
    (error instanceof Error && error.cause !== undefined && isAway(error.cause))
  );
};

/** What a caller is told of an exception: whether to come back, and the id under which the log has the rest. */
export const refusalOfException = (error: unknown, correlationId: string): Refusal => {
  if (isAway(error)) return refuse('ERR_UNAVAILABLE', { details: { correlation_id: correlationId } });
  // Express could not decode the address.
  if (error instanceof URIError) return refuse('ERR_REQ_005');
  return refuse('ERR_INTERNAL', { details: { correlation_id: correlationId } });
};
