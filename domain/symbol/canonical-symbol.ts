/** London, Toronto (Venture), Frankfurt and Tokyo: one letter after a dot is their exchange, not a share class. */
const EXCHANGE_LETTERS = new Set(['L', 'V', 'F', 'T']);

/**
 * The one spelling under which a symbol is looked up: upper case, share classes with a hyphen. Brokers write Berkshire
 * Hathaway's B shares as `BRK.B`, `BRK/B` or `BRK B`; the canonical form is `BRK-B`. Preferred shares `ABR^D` become
 * `ABR-PD`. An exchange suffix (`VOD.L`, `SHOP.TO`) stays.
 */
export const canonicalSymbol = (symbol: string): string => {
  const text = symbol.trim().toUpperCase();
  const [, root, separator, suffix] = /^([A-Z]{1,5})([./ ^])([A-Z])$/.exec(text) ?? [];
  if (root === undefined || suffix === undefined) return text;
  if (separator === '^') return `${root}-P${suffix}`;
  if (separator === '.' && EXCHANGE_LETTERS.has(suffix)) return text;
  return `${root}-${suffix}`;
};
