const PLACEHOLDERS = new Set(['', '-', '--', 'n/a', 'na', 'none', 'null', 'unknown']);

/** A published text, or null for what stands for "not known": stored, such a word would count as knowledge. */
export const publishedText = (text: string | null | undefined): string | null => {
  const trimmed = text?.trim() ?? '';
  return PLACEHOLDERS.has(trimmed.toLowerCase()) ? null : trimmed;
};

/** A published number, or null: providers send 0 for "not known", and files have empty cells. */
export const publishedNumber = (number: number | null | undefined): number | null =>
  number === null || number === undefined || number === 0 || !Number.isFinite(number) ? null : number;
