import { errorCode } from '../error-code.ts';
import { OperatorError } from '../operator-error.ts';

export type EmbeddedPostgresErrorCode =
  | 'IN_USE'
  | 'OTHER_MAJOR_VERSION'
  | 'PORT_TAKEN'
  | 'DISK_FULL'
  | 'PERMISSION'
  | 'UNSUPPORTED_PLATFORM'
  | 'PASSWORD_LOST'
  | 'START_FAILED';

/** The server could not be started. */
export class EmbeddedPostgresError extends OperatorError {
  override readonly name = 'EmbeddedPostgresError';
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Where the file system says no, says so with a remedy; everything else passes through unchanged. */
export const explainFileError = (error: unknown, directory: string): unknown => {
  const code = errorCode(error);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return permissionDenied(directory, error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(directory, error);
  return error;
};

export const permissionDenied = (directory: string, cause?: unknown): EmbeddedPostgresError =>
  new EmbeddedPostgresError(
    'PERMISSION',
    `No permission to keep the database in ${directory}: make it writable for this user, set DATA_DIR to a directory that is, or set DATABASE_URL.`,
    { cause },
  );

export const diskFull = (directory: string, cause?: unknown): EmbeddedPostgresError =>
  new EmbeddedPostgresError(
    'DISK_FULL',
    `Not enough disk space for the database in ${directory}: free at least 300 MB, or set DATA_DIR to another disk.`,
    { cause },
  );
