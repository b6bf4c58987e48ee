export type Backoff = { readonly firstMs: number; readonly maxMs: number };

/**
 * How long to wait before trying again after `failures` (1 for the first) in a row: doubles up to `maxMs`, and is
 * spread over its upper half, so that those who failed together do not come back together.
 */
export const backoffMs = (failures: number, { firstMs, maxMs }: Backoff, random = Math.random): number =>
  Math.min(maxMs, firstMs * 2 ** (failures - 1)) * (0.5 + random() / 2);
