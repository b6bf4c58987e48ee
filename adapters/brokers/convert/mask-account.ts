/** A number of an account inside a text: five or more digits, maybe with letters around and hyphens between. */
const ACCOUNT_NUMBER = /\b[A-Z]{0,3}\d(?:-?\d){4,}[A-Z]{0,2}\b/gi;

/** Text with numbers of accounts cut to their last four characters: `Individual X12345678` is `Individual ...5678`. */
export const maskAccount = (text: string): string =>
  text.replace(ACCOUNT_NUMBER, (number) => `...${number.slice(-4)}`);

/** A key for each account that shows no number, is the same for every file of the account, and is unique in this one. */
export const maskedKeys = (keys: readonly string[]): ReadonlyMap<string, string> => {
  const taken = new Set<string>();
  const masked = new Map<string, string>();
  for (const key of keys) {
    if (masked.has(key)) continue;
    const base = maskAccount(key);
    let unique = base;
    for (let count = 2; taken.has(unique); count++) unique = `${base} (${count})`;
    taken.add(unique);
    masked.set(key, unique);
  }
  return masked;
};
