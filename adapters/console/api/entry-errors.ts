import type { Problem } from './problem.ts';

export type EntryError = { readonly field: string | null; readonly message: string };

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** What is wrong with each field of an entry that was refused; what names no field stands under `null`. */
export const entryErrorsOf = ({ details, message }: Problem): readonly EntryError[] => {
  const listed = Array.isArray(details?.errors) ? details.errors : [];
  const errors = listed.flatMap((each: unknown): readonly EntryError[] => {
    if (typeof each !== 'object' || each === null) return [];
    const { field, message: said, fix } = each as Record<string, unknown>;
    const text = [textOf(said), textOf(fix)].filter((part) => part !== null).join(' ');
    return text === '' ? [] : [{ field: textOf(field), message: text }];
  });
  return errors.length > 0 ? errors : [{ field: null, message }];
};

export const errorOfField = (errors: readonly EntryError[], field: string): string | null =>
  errors.find((error) => error.field === field)?.message ?? null;
