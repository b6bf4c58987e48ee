import { actingAs } from './acting-as.ts';
import { asOf } from './as-of.ts';

/** Nobody changes the past, and who only may look changes nothing. */
export const mayEdit = (): boolean =>
  asOf.value === null && (actingAs.value === null || actingAs.value.mayWrite);
