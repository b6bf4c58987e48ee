import { errorCode, errorMessage } from '../error-code.ts';
import { withoutSecrets } from '../logging.ts';

/** One line about a database that cannot be used, and the remedy; null when the error is about something else. */
export const explainDatabaseError = (error: unknown): string | null => {
  const remedy = remedies[errorCode(error) ?? ''];
  if (remedy !== undefined) {
    // Node gives an empty message when several addresses of a name have all failed.
    const said = errorMessage(error) || (errorCode(error) ?? '');
    return `The database cannot be used (${withoutSecrets(said).split('\n')[0]}): ${remedy}.`;
  }
  return typeof error === 'object' && error !== null && 'cause' in error
    ? explainDatabaseError(error.cause)
    : null;
};

const UNREACHABLE = 'check that it runs and that host and port in DATABASE_URL are right';
const REFUSED = 'check user and password in DATABASE_URL';

/** By the system's code or PostgreSQL's SQLSTATE. */
const remedies: Readonly<Record<string, string>> = {
  ECONNREFUSED: UNREACHABLE,
  ECONNRESET: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  ENOTFOUND: UNREACHABLE,
  EAI_AGAIN: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  '28000': REFUSED,
  '28P01': REFUSED,
  '3D000': 'create it with "create database", or name another one in DATABASE_URL',
  '42501': 'give the user in DATABASE_URL the right to create tables, functions and schemas',
  '53300': 'raise its max_connections, or close other programs that use it',
  '53100': 'free disk space on its machine',
  '57P03': 'it is starting up or shutting down; try again in a moment',
};
