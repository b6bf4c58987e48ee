/** Characters as people count them in a limit: code points. Stops counting soon after `atMost`. */
export const isLongerThan = (text: string, atMost: number): boolean => {
  if (text.length <= atMost) return false;
  // A code point takes at most two code units, so longer text need not be counted.
  return text.length > 2 * atMost || Array.from(text).length > atMost;
};

/**
 * True for text that would break a log line or a table, or show other than it is: control characters, line
 * separators, direction overrides, and halves of surrogate pairs, which PostgreSQL refuses.
 */
export const hasControlCharacters = (text: string): boolean =>
  /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u.test(text);

/** The first `atMost` code units, never half a character. */
export const cutTo = (text: string, atMost: number): string =>
  text.length <= atMost ? text : text.slice(0, atMost).replace(/[\uD800-\uDBFF]$/, '');
