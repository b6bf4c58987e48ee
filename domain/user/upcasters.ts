import type { Upcaster } from '../upcaster.ts';

/**
 * UserRegistered 1: address and name in the clear. 2: sealed in the log, and null where the person was forgotten.
 * What could be read in version 1 is a value that version 2 allows as well.
 */
export const userUpcasters: readonly Upcaster[] = [
  { type: 'UserRegistered', from: 1, to: 2, upcast: (data) => data },
];
