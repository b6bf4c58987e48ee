import { type Refusal, refuse } from '../errors/refusal.ts';
import { limits } from '../limits.ts';
import { fail, ok, type Result } from '../result.ts';
import { hasControlCharacters, isLongerThan } from '../text.ts';

/** Trimmed, 1 to 255 characters; ERR_USER_004 otherwise. */
export const parseFullName = (text: string): Result<string, Refusal> => {
  const name = text.trim();
  if (name === '') return fail(refuse('ERR_USER_004'));
  if (isLongerThan(name, limits.fullNameLength)) {
    return fail(refuse('ERR_USER_004', { message: 'The name has more than 255 characters.' }));
  }
  if (hasControlCharacters(name)) {
    return fail(refuse('ERR_USER_004', { message: 'The name has control or direction characters.' }));
  }
  return ok(name);
};
