import { entryOf } from '../../domain/errors/catalogue.ts';
import type { Refusal } from '../../domain/errors/refusal.ts';

/** Code, what is wrong and the remedy, in one line. */
export const explainRefusal = ({ code, message }: Refusal): string => {
  const known = entryOf(code);
  return `${code}: ${message ?? known.message} ${known.fix}`;
};
