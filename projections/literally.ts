/** A text of which LIKE takes every character as it is. */
export const literally = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&');
