import { type Refusal, refuse } from '../errors/refusal.ts';
import { limits } from '../limits.ts';
import { fail, ok, type Result } from '../result.ts';

const LOCAL_CHARACTERS = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/;
const LABEL = /^[a-z0-9-]{1,63}$/;

const isLabel = (label: string): boolean =>
  LABEL.test(label) && !label.startsWith('-') && !label.endsWith('-');

const hasStrayDot = (text: string): boolean =>
  text.startsWith('.') || text.endsWith('.') || text.includes('..');

/** `local@domain.tld` in ASCII: look-alike letters of other scripts cannot claim somebody's address twice. */
const isAddress = (text: string): boolean => {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(0, at));
  const labels = text.slice(at + 1).split('.');
  const topLevel = labels.at(-1) ?? '';
  return (
    LOCAL_CHARACTERS.test(local) &&
    !hasStrayDot(local) &&
    labels.length >= 2 &&
    labels.every(isLabel) &&
    topLevel.length >= 2 &&
    !/^\d+$/.test(topLevel)
  );
};

/** Trimmed and in lower case, as it is stored and compared; ERR_USER_002 for what is not an address. Linear time. */
export const parseEmail = (text: string): Result<string, Refusal> => {
  const email = text.trim().toLowerCase();
  return email.length <= limits.emailLength && isAddress(email) ? ok(email) : fail(refuse('ERR_USER_002'));
};
