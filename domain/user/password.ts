import { type Refusal, refuse } from '../errors/refusal.ts';
import { limits } from '../limits.ts';
import { fail, ok, type Result } from '../result.ts';
import { isLongerThan } from '../text.ts';
import { COMMON_PASSWORDS } from './common-passwords.ts';

export type PasswordRules = {
  /** Whether an upper-case letter, a lower-case letter and a digit are required. */
  readonly composition: boolean;
};

const weak = (message: string): { readonly ok: false; readonly error: Refusal } =>
  fail(refuse('ERR_USER_003', { message }));

const COMPOSITION: readonly (readonly [RegExp, string])[] = [
  [/\p{Lu}/u, 'an upper-case letter'],
  [/\p{Ll}/u, 'a lower-case letter'],
  [/\p{Nd}/u, 'a digit'],
];

/**
 * The password as it is to be hashed: nothing is trimmed or truncated. ERR_USER_003 says which rule it breaks and
 * never repeats it. Length is checked first, so that an endless one costs nothing.
 */
export const parsePassword = (password: string, rules: PasswordRules): Result<string, Refusal> => {
  if (isLongerThan(password, limits.passwordMaxLength)) {
    return weak('The password has more than 128 characters.');
  }
  if (!isLongerThan(password, limits.passwordMinLength - 1)) {
    return weak('The password has fewer than 8 characters.');
  }
  // Half a character is replaced when it is encoded: two such passwords would be one.
  if (/\p{Cs}/u.test(password)) return weak('The password has a broken character.');
  const missing = COMPOSITION.filter(([pattern]) => !pattern.test(password)).map(([, name]) => name);
  if (rules.composition && missing.length > 0) return weak(`The password lacks ${missing.join(' and ')}.`);
  if (COMMON_PASSWORDS.has(password.toLowerCase())) {
    return weak('The password is one of the most common ones.');
  }
  return ok(password);
};
