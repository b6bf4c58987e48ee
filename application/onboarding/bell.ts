import { pause } from '../pause.ts';

/** Wakes up who waits in this process; those in others find out by looking now and then. */
export type Bell = {
  readonly ring: () => void;
  /** Resolves when it rings, when it has rung since the last wait, after `ms`, or when the signal aborts. */
  readonly heard: (ms: number, signal: AbortSignal) => Promise<void>;
};

export const createBell = (): Bell => {
  let rung = false;
  let wake: () => void = () => {};
  return {
    ring: () => {
      rung = true;
      wake();
    },
    heard: async (ms, signal) => {
      if (!rung) {
        const waking = new AbortController();
        wake = () => waking.abort();
        await pause(ms, AbortSignal.any([signal, waking.signal]));
      }
      rung = false;
    },
  };
};
