export type Delimiter = ',' | ';' | '\t' | '|';

const withoutQuoted = (line: string): string => line.replace(/"[^"]*"/g, '');

const count = (line: string, mark: string): number => line.split(mark).length - 1;

const mostOf = (line: string, marks: readonly Delimiter[]): Delimiter =>
  marks.reduce((best, mark) => (count(line, mark) > count(line, best) ? mark : best), ',');

/** Comma, or semicolon where the header has more of those: what spreadsheets write where the comma is decimal. */
export const delimiterOf = (headerLine: string): Delimiter => mostOf(withoutQuoted(headerLine), [',', ';']);

const ALL: readonly Delimiter[] = [',', ';', '\t', '|'];

/** The mark that a header has most of. */
export const anyDelimiterOf = (headerLine: string): Delimiter => mostOf(withoutQuoted(headerLine), ALL);

const SNIFFED_LINES = 50;

/**
 * The delimiter of a file whose header may stand below title lines: each line votes with what it has most of. A comma
 * between two digits may be a decimal comma, and does not vote: `AAPL;10,5;3,20` is separated by semicolons.
 */
export const sniffDelimiter = (start: string): Delimiter => {
  const votes: Record<Delimiter, number> = { ',': 0, ';': 0, '\t': 0, '|': 0 };
  const lines = start.split('\n', SNIFFED_LINES * 4).filter((line) => line.trim() !== '');
  for (const line of lines.slice(0, SNIFFED_LINES)) {
    const unquoted = withoutQuoted(line.slice(0, 10_000)).replace(/\d,(?=\d)/g, '');
    const delimiter = mostOf(unquoted, ALL);
    votes[delimiter] += count(unquoted, delimiter);
  }
  return ALL.reduce((best, mark) => (votes[mark] > votes[best] ? mark : best));
};
