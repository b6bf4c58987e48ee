import type { Background } from '../background.ts';

/** Work that only one of all processes may do at a time. */
export type Leadership = {
  /**
   * Does `work` while this process is the one for `name`; another takes over within seconds when it dies or stops.
   * `signal` aborts when the lead is lost or the work is to end. Work that ends or fails is begun again after a while,
   * here or by another process.
   */
  readonly whileLeading: (
    name: string,
    work: (signal: AbortSignal) => Promise<void>,
    options: { readonly onError: (error: unknown) => void },
  ) => Background;
  /** What this process is the one for now. */
  readonly leading: () => readonly string[];
};
