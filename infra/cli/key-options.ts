import { KEY_KINDS, type KeyKind } from '../../application/ports/upkeep.ts';
import type { Call, Option } from './command.ts';

export const keyOptions: Readonly<Record<KeyKind, Option>> = {
  portfolio: { type: 'string', about: 'the id of a portfolio' },
  user: { type: 'string', about: 'the id of a user' },
  symbol: { type: 'string', about: 'a symbol' },
  invite: { type: 'string', about: 'the id of an invite' },
};

/** The keys that were named: one is wanted. */
export const keysOf = (
  options: Call['options'],
): readonly { readonly partition: KeyKind; readonly key: string }[] =>
  KEY_KINDS.flatMap((partition) => {
    const key = options[partition];
    return typeof key === 'string' && key !== '' ? [{ partition, key }] : [];
  });

/** Names separated by commas; none where the option is absent. */
export const namesOf = (option: Call['options'][string]): readonly string[] =>
  typeof option === 'string'
    ? option
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '')
    : [];
