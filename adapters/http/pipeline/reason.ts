import type { Request } from 'express';
import { type Refusal, refuse } from '../../../domain/errors/refusal.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';

const MAX_LENGTH = 500;

/** Why the caller does it: `X-Reason`, in UTF-8. Null when they do not say. */
export const readReason = (request: Request): Result<string | null, Refusal> => {
  const header = request.get('x-reason');
  if (header === undefined) return ok(null);
  // Node hands over a header's bytes as Latin-1.
  const text = Buffer.from(header, 'latin1').toString('utf8').trim();
  return text.length > 0 && text.length <= MAX_LENGTH && !/[\p{Cc}\uFFFD]/u.test(text)
    ? ok(text)
    : fail(
        refuse('ERR_REQ_011', {
          details: { header: 'X-Reason', allowed: `1 to ${MAX_LENGTH} characters, in UTF-8` },
        }),
      );
};
