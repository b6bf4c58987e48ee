import { explainDatabaseError } from './database/explain-error.ts';
import { OperatorError } from './operator-error.ts';

/** One line for what a person can mend; null for a bug, whose stack is wanted. */
export const explainError = (error: unknown): string | null =>
  error instanceof OperatorError ? error.message : explainDatabaseError(error);
