import { CsvError, parse } from 'csv-parse';
import { refuse } from '../../domain/errors/refusal.ts';
import { unguarded } from './cell.ts';
import { type Delimiter, delimiterOf } from './delimiter.ts';
import { FileRefused } from './file-refused.ts';

/** A quote that is never closed would otherwise swallow the file. */
const MAX_RECORD_CHARACTERS = 1_048_576;

/** Called with each record that is neither blank nor a comment, and the line of the file on which it starts. */
export type OnRecord = (line: number, fields: readonly string[]) => void;

const REASONS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'has a quote that is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'has text after a closing quote; a quote inside a quoted field is written twice',
  INVALID_OPENING_QUOTE:
    'has a quote inside a field; put the whole field in quotes and write the inner quote twice',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'has text after a closing quote',
  CSV_MAX_RECORD_SIZE: 'is too long; a quote may never be closed',
};

const lineEndsIn = (fields: readonly string[]): number => {
  let count = 0;
  for (const field of fields) {
    for (let at = field.indexOf('\n'); at !== -1; at = field.indexOf('\n', at + 1)) count++;
  }
  return count;
};

/** How the records of a file are written. */
export type RecordStyle = {
  /** By the first line that is neither blank nor a comment. */
  readonly delimiterOf: (line: string) => Delimiter;
  /** Whether lines that start with `#` are comments. */
  readonly comments: boolean;
  /** Whether a quote inside a field that is not quoted is text. */
  readonly relaxQuotes: boolean;
};

/** What people fill in: strict, because a mistake must be found. */
export const TEMPLATE_STYLE: RecordStyle = { delimiterOf, comments: true, relaxQuotes: false };

type Info = { readonly lines: number; readonly comment_lines: number; readonly empty_lines: number };

type TextParser = {
  readonly write: (text: string) => Promise<void>;
  readonly end: () => Promise<void>;
  readonly stop: () => void;
};

/** csv-parse on text whose lines before `firstLine` were taken off. Records go to `onRecord` as soon as they are read. */
const startParser = (
  delimiter: Delimiter,
  { comments, relaxQuotes }: RecordStyle,
  firstLine: number,
  onRecord: OnRecord,
): TextParser => {
  /** Of the last record: where it ended, and what was skipped until then. */
  let last: Info = { lines: 0, comment_lines: 0, empty_lines: 0 };
  const parser = parse({
    delimiter,
    record_delimiter: '\n',
    comment: comments ? '#' : null,
    comment_no_infix: true,
    relax_quotes: relaxQuotes,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: MAX_RECORD_CHARACTERS,
    on_record: (fields: readonly string[], { lines, comment_lines, empty_lines }) => {
      last = { lines, comment_lines, empty_lines };
      // The width of the first record is what others are compared with, and each that differs costs an error with its
      // stack, also where widths may differ: 30 µs a row. With no record behind it, each record is the first.
      Object.assign(parser.info, { records: 0 });
      onRecord(firstLine + lines - 1 - lineEndsIn(fields), fields.map(unguarded));
      return null;
    },
  });
  // Errors reach the callbacks of write and end; records are never read from the stream's other side.
  parser.on('error', () => undefined).resume();

  const asRefusal = (error: unknown): unknown => {
    if (!(error instanceof CsvError)) return error;
    const { comment_lines, empty_lines } = parser.info;
    const skipped = comment_lines - last.comment_lines + empty_lines - last.empty_lines;
    const line = firstLine + last.lines + skipped;
    const reason = REASONS[error.code] ?? 'cannot be read';
    const message = `The row that starts on line ${line} ${reason}.`;
    return new FileRefused(refuse('ERR_CSV_006', { message, details: { line } }));
  };
  const settle = (start: (done: (error?: Error | null) => void) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      start((error) => (error ? reject(asRefusal(error)) : resolve()));
    });
  return {
    write: (text) => settle((done) => parser.write(text, done)),
    end: () => settle((done) => parser.end(done)),
    stop: () => {
      parser.destroy();
    },
  };
};

const isPreamble = (line: string, { comments }: RecordStyle): boolean =>
  comments ? /^\s*(?:#|$)/.test(line) : line.trim() === '';

/** What an unfinished line has to keep: of a blank one nothing, of a comment that it is one. */
const keptOf = (start: string, style: RecordStyle): string =>
  isPreamble(start, style) ? start.trim().slice(0, 1) : start;

/** What stands before the header: how many lines are behind us, and the text from there on. */
type Preamble = { readonly lines: number; readonly text: string; readonly header: string | null };

/**
 * Takes whole lines off the front until one is the header, which says how fields are separated. No line is looked at
 * twice, so that a long preamble costs linear time.
 */
const skipPreamble = (before: Preamble, part: string, last: boolean, style: RecordStyle): Preamble => {
  const text = before.text + part;
  let start = 0;
  for (let lines = before.lines; ; lines++) {
    const end = text.indexOf('\n', start);
    if (end === -1) {
      const rest = text.slice(start);
      const complete = (last || rest.length > MAX_RECORD_CHARACTERS) && !isPreamble(rest, style);
      return { lines, text: keptOf(rest, style), header: complete ? rest : null };
    }
    const line = text.slice(start, end);
    if (!isPreamble(line, style)) return { lines, text: text.slice(start), header: line };
    start = end + 1;
  }
};

/**
 * Reads CSV text (line ends `\n`) record by record. In the template's style a line whose first character that is not
 * blank is `#` is a comment, unless it is inside quotes.
 */
export const readRecords = async (
  text: AsyncIterable<string>,
  onRecord: OnRecord,
  style: RecordStyle = TEMPLATE_STYLE,
): Promise<void> => {
  let preamble: Preamble = { lines: 0, text: '', header: null };
  let parser: TextParser | null = null;
  const begin = ({ header, lines }: Preamble): TextParser | null => {
    if (header === null) return null;
    // The parser's own limit does not count delimiters: a line of nothing else would become millions of fields.
    if (header.length > MAX_RECORD_CHARACTERS) {
      const message = `The row that starts on line ${lines + 1} ${REASONS.CSV_MAX_RECORD_SIZE}.`;
      throw new FileRefused(refuse('ERR_CSV_006', { message, details: { line: lines + 1 } }));
    }
    return startParser(style.delimiterOf(header), style, lines + 1, onRecord);
  };
  try {
    for await (const part of text) {
      if (parser !== null) {
        await parser.write(part);
        continue;
      }
      preamble = skipPreamble(preamble, part, false, style);
      parser = begin(preamble);
      await parser?.write(preamble.text);
    }
    if (parser === null) {
      preamble = skipPreamble(preamble, '', true, style);
      parser = begin(preamble);
      await parser?.write(preamble.text);
    }
    await parser?.end();
  } finally {
    parser?.stop();
  }
};
