import { columnOf, type HeldRow } from './held-row.ts';
import type { Column } from './table-shape.ts';

const SPECIAL = /[\\\n\r\t]/;
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const NULL = '\\N';

const escaped = (text: string): string =>
  SPECIAL.test(text) ? text.replace(/[\\\n\r\t]/g, (character) => ESCAPED[character] ?? character) : text;

/** JSON has escaped the others already. */
const jsonField = (value: unknown): string => {
  const json = JSON.stringify(value);
  return json.includes('\\') ? json.replaceAll('\\', '\\\\') : json;
};

const field = (value: unknown, kind: Column['kind']): string => {
  if (value === null || value === undefined) return NULL;
  if (kind === 'json') return jsonField(value);
  switch (typeof value) {
    case 'string':
      return escaped(value);
    // As JSON would say it, which is how rows travel when they are written one page at a time.
    case 'number':
      return Number.isFinite(value) ? String(value) : NULL;
    case 'object':
      return jsonField(value);
    default:
      return String(value);
  }
};

/** A row as a line of PostgreSQL's COPY text format: what is not given is null. */
export const copyLine = (row: HeldRow, columns: readonly Column[]): string => {
  let line = '';
  let separator = '';
  for (const { name, kind } of columns) {
    const value = name === 'last_position' && row.position !== null ? row.position : columnOf(row, name);
    line += separator + field(value, kind);
    separator = '\t';
  }
  return `${line}\n`;
};
