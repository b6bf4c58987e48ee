import type { Row } from '../projection.ts';
import type { Column } from './table-shape.ts';

const SPECIAL = /[\\\n\r\t]/;
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const NULL = '\\N';

const escaped = (text: string): string =>
  SPECIAL.test(text) ? text.replace(/[\\\n\r\t]/g, (character) => ESCAPED[character] ?? character) : text;

const field = (value: unknown, kind: Column['kind']): string => {
  if (value === null || value === undefined) return NULL;
  if (kind === 'json') return escaped(JSON.stringify(value));
  switch (typeof value) {
    case 'string':
      return escaped(value);
    // As JSON would say it, which is how rows travel when they are written one page at a time.
    case 'number':
      return Number.isFinite(value) ? String(value) : NULL;
    case 'object':
      return escaped(JSON.stringify(value));
    default:
      return String(value);
  }
};

/** A row as a line of PostgreSQL's COPY text format: what is not given is null. */
export const copyLine = (row: Row, columns: readonly Column[]): string =>
  `${columns.map(({ name, kind }) => field(row[name], kind)).join('\t')}\n`;
