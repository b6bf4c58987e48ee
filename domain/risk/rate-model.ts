/** Duration and convexity of long Treasuries (TLT), in years and years². Stated on every result that uses them. */
export const RATE_MODEL = { duration: 16.5, convexity: 350 } as const;

/**
 * Return of long Treasuries when yields move by `yieldChange` (decimal: 0.01 is 100 basis points):
 * −D·Δy + ½·C·Δy², the second-order bond price expansion.
 *
 * @example treasuryReturn(0.01) // -0.1475
 */
export const treasuryReturn = (
  yieldChange: number,
  { duration, convexity }: { readonly duration: number; readonly convexity: number } = RATE_MODEL,
): number => -duration * yieldChange + 0.5 * convexity * yieldChange ** 2;
