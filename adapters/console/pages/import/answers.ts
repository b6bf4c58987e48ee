import type { ColumnMapping } from '../../api/types.ts';

/** What a person has said about how to read a file, in the words of the API. */
export type Answers = {
  readonly entry_date?: string;
  readonly lots?: 'keep' | 'merge';
  readonly date_format?: 'iso' | 'mdy' | 'dmy';
  readonly on_duplicate?: 'merge' | 'keep';
  readonly mapping?: ColumnMapping;
  readonly mapping_id?: string;
  readonly account_keys?: readonly string[];
  readonly splits?: Readonly<Record<string, 'split' | 'trade'>>;
  readonly exits?: Readonly<Record<string, { readonly date: string; readonly price: string }>>;
};

/** Those that change how the file is read, which takes the file once more; the others are answered without it. */
export const needsFile = (answers: Answers): boolean =>
  answers.date_format !== undefined ||
  answers.on_duplicate !== undefined ||
  answers.mapping !== undefined ||
  answers.mapping_id !== undefined;

/** As fields of a form, which must stand before the file. */
export const formFields = (answers: Answers): readonly (readonly [string, string])[] =>
  Object.entries(answers).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
