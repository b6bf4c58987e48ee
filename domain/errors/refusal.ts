import type { ErrorCode } from './catalogue.ts';

/** A refusal the caller can expect: a code from the catalogue, with what is particular to this case. */
export type Refusal = {
  readonly code: ErrorCode;
  /** Replaces the catalogue's general message where the case allows a better one. */
  readonly message?: string;
  readonly details?: Readonly<Record<string, unknown>>;
};

export const refuse = (code: ErrorCode, about: Omit<Refusal, 'code'> = {}): Refusal => ({ code, ...about });
