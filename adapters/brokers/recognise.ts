import type { BrokerFormat, OtherFormat, SourceFile } from './format.ts';

/** Below this a file is none of the layouts that are known. */
const SURE_ENOUGH = 0.6;

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
  const positions = mostSure(formats, file);
  const other = mostSure(others, file);
  if (positions !== null && positions.confidence >= (other?.confidence ?? 0)) {
    return { kind: 'positions', by: positions };
  }
  return other === null ? null : { kind: 'other', by: other };
};
