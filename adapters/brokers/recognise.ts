import type { BrokerFormat, OtherFormat, SourceFile } from './format.ts';

/** Below this a file is none of the layouts that are known. */
const SURE_ENOUGH = 0.6;

/** A layout shows in its first rows; those of a large file would be looked at by every format. */
const ROWS_LOOKED_AT = 5_000;

const startOf = (file: SourceFile): SourceFile =>
  file.kind === 'delimited' ? { ...file, rows: file.rows.slice(0, ROWS_LOOKED_AT) } : file;

export type Recognised<Format> = { readonly format: Format; readonly confidence: number };

const mostSure = <Format extends BrokerFormat | OtherFormat>(
  formats: readonly Format[],
  file: SourceFile,
): Recognised<Format> | null => {
  let best: Recognised<Format> | null = null;
  for (const format of formats) {
    const confidence = format.recognise(file);
    if (confidence >= SURE_ENOUGH && confidence > (best?.confidence ?? 0)) best = { format, confidence };
  }
  return best;
};

export type Recognition =
  | { readonly kind: 'positions'; readonly by: Recognised<BrokerFormat> }
  | { readonly kind: 'other'; readonly by: Recognised<OtherFormat> };

/** Which layout a file has, if any: positions where it could as well be something else. */
export const recognise = (
  file: SourceFile,
  formats: readonly BrokerFormat[],
  others: readonly OtherFormat[],
): Recognition | null => {
  const start = startOf(file);
  const positions = mostSure(formats, start);
  const other = mostSure(others, start);
  if (positions !== null && positions.confidence >= (other?.confidence ?? 0)) {
    return { kind: 'positions', by: positions };
  }
  return other === null ? null : { kind: 'other', by: other };
};
