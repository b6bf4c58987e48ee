/** The place with the prices is not there: a mistake in the configuration, told apart from a missing symbol. */
export class PriceDirectoryMissing extends Error {
  readonly code = 'PRICE_DIRECTORY_MISSING';
}

/** A profiles file that does not say which symbols it is about. */
export class ProfilesWithoutSymbols extends Error {
  readonly code = 'PROFILES_WITHOUT_SYMBOL_COLUMN';
}

/**
 * The code of a fault that files can have (not there, not allowed, not gzip): it may be shown to anybody, the message,
 * which names a path, may not. What has no code is a bug, and is thrown on.
 */
export const faultCode = (error: unknown): string => {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') {
    return error.code;
  }
  throw error;
};
