import { FACTOR_IDS, type FactorLoading, type SymbolFactors } from '../risk/factors.ts';

/** Returns of a series that was only re-scaled differ in their last bits: what follows from that is nothing new. */
const RELATIVE = 1e-9;

const same = (a: number | null, b: number | null): boolean =>
  a === b || (a !== null && b !== null && Math.abs(a - b) <= RELATIVE * Math.max(Math.abs(a), Math.abs(b)));

const sameLoading = (a: FactorLoading, b: FactorLoading): boolean =>
  same(a.raw, b.raw) &&
  same(a.rSquared, b.rSquared) &&
  same(a.standardError, b.standardError) &&
  a.observations === b.observations &&
  a.quality === b.quality;

/** Whether two calculations say the same: betas, fits and errors to nine digits. The other numbers follow from these. */
export const sameFactors = (a: SymbolFactors, b: SymbolFactors): boolean =>
  FACTOR_IDS.every((id) => sameLoading(a[id], b[id]));
