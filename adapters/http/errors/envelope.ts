import { entryOf } from '../../../domain/errors/catalogue.ts';
import type { Refusal } from '../../../domain/errors/refusal.ts';

export type ErrorEnvelope = {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly details: Readonly<Record<string, unknown>> | null;
    readonly documentation_url: string;
  };
};

export const DOCUMENTATION_PATH = '/docs/errors';

/** The one shape of every error, never nested in itself. */
export const envelopeOf = ({ code, message, details }: Refusal): ErrorEnvelope => ({
  error: {
    code,
    message: message ?? entryOf(code).message,
    details: details ?? null,
    documentation_url: `${DOCUMENTATION_PATH}#${code}`,
  },
});

export const statusOf = ({ code }: Refusal): number => entryOf(code).status;
