import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../domain/canonical-json.ts';
import { type Refusal, refuse } from '../../../domain/errors/refusal.ts';
import { uuid5 } from '../../../domain/ids.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { IdempotencyKeys, KeyOfUser, RecordedAnswer } from '../idempotency/idempotency-keys.ts';

/** Visible characters, as the IETF draft's structured strings allow them. */
const KEY = /^[\x21-\x7e]{1,255}$/;

export const parseIdempotencyKey = (header: string): Result<string, Refusal> =>
  KEY.test(header)
    ? ok(header)
    : fail(
        refuse('ERR_REQ_011', {
          details: { header: 'Idempotency-Key', allowed: '1 to 255 visible ASCII characters' },
        }),
      );

/** A call that dies in the middle is repeated with the same id, so what it had written is not written again. */
export const commandIdOf = ({ userId, key }: KeyOfUser): string => uuid5(`${userId}:${key}`);

export const fingerprintOf = (request: object): string =>
  createHash('sha256').update(canonicalJson(request)).digest('hex');

/** Null when the call is ours to work on; the recorded answer when it was made before. */
export const claimKey = async (
  keys: IdempotencyKeys,
  key: KeyOfUser,
  fingerprint: string,
): Promise<Result<RecordedAnswer | null, Refusal>> => {
  const claim = await keys.claim(key, fingerprint);
  switch (claim.status) {
    case 'claimed':
      return ok(null);
    case 'answered':
      return ok(claim.answer);
    case 'other-request':
      return fail(refuse('ERR_REQ_008'));
    case 'in-progress':
      return fail(refuse('ERR_REQ_009', { details: { retry_after_seconds: 1 } }));
  }
};
