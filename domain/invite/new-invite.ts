import type { IsoInstant } from '../dates.ts';
import { type Refusal, refuse } from '../errors/refusal.ts';
import { limits } from '../limits.ts';
import { fail, ok, type Result } from '../result.ts';
import { hasControlCharacters, isLongerThan } from '../text.ts';

export type NewInvite = {
  /** Null: one is made up. */
  readonly code: string | null;
  readonly cohort: string | null;
  readonly note: string | null;
  readonly expiresAt: IsoInstant | null;
  readonly maxUses: number;
};

const invalid = (field: string, message: string) =>
  fail(refuse('ERR_INVITE_007', { message, details: { field } }));

const text = (
  field: string,
  given: string | null,
  { atLeast, atMost }: { readonly atLeast: number; readonly atMost: number },
): Result<string | null, Refusal> => {
  if (given === null) return ok(null);
  const trimmed = given.trim();
  if (trimmed.length < atLeast || isLongerThan(trimmed, atMost))
    return invalid(field, `Give ${atLeast} to ${atMost} characters as ${field}.`);
  return hasControlCharacters(trimmed)
    ? invalid(field, `There are control characters in ${field}.`)
    : ok(trimmed);
};

/** Trimmed, and ERR_INVITE_007 for what cannot be an invite: it never repeats the code. */
export const parseNewInvite = (given: NewInvite, now: IsoInstant): Result<NewInvite, Refusal> => {
  const code = text('code', given.code, limits.invite.code);
  if (!code.ok) return code;
  const cohort = text('cohort', given.cohort, limits.invite.cohort);
  if (!cohort.ok) return cohort;
  const note = text('note', given.note, limits.invite.note);
  if (!note.ok) return note;
  if (given.expiresAt !== null && given.expiresAt <= now)
    return invalid('expires_at', 'The invite would have expired already.');
  const { maxUses } = given;
  if (!Number.isInteger(maxUses) || maxUses < 1 || maxUses > limits.invite.maxUses)
    return invalid('max_uses', `Give 1 to ${limits.invite.maxUses} uses.`);
  return ok({ ...given, code: code.value, cohort: cohort.value, note: note.value });
};
