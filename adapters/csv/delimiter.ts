export type Delimiter = ',' | ';';

/** Comma, or semicolon where the header has more of those: what spreadsheets write where the comma is decimal. */
export const delimiterOf = (headerLine: string): Delimiter => {
  const unquoted = headerLine.replace(/"[^"]*"/g, '');
  const count = (mark: Delimiter): number => unquoted.split(mark).length;
  return count(';') > count(',') ? ';' : ',';
};
