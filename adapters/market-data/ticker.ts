/**
 * True for what can be a listed ticker in canonical form. Private assets (`HOME_EQUITY`), option symbols and anything
 * that would change the meaning of a URL or of a file name are not.
 */
export const isTicker = (symbol: string): boolean =>
  symbol.length <= 12 && /^\^?[A-Z0-9]{1,8}([-.=][A-Z0-9]{1,4})?$/.test(symbol);
