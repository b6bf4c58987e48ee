import { canonicalSymbol } from './canonical-symbol.ts';

/** The other ways in which brokers and people write a canonical symbol, all of which are answered as it. */
export const aliasesOf = (symbol: string): readonly string[] => {
  const [, preferredRoot, preferred] = /^([A-Z]{1,5})-P([A-Z])$/.exec(symbol) ?? [];
  if (preferredRoot !== undefined) return [`${preferredRoot}^${preferred}`];
  const [, root, shareClass] = /^([A-Z]{1,5})-([A-Z])$/.exec(symbol) ?? [];
  if (root === undefined) return [];
  return ['.', '/', ' ']
    .map((separator) => `${root}${separator}${shareClass}`)
    .filter((spelling) => canonicalSymbol(spelling) === symbol);
};
