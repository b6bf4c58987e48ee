import { pause } from './pause.ts';

/** Work that goes on beside the calls until it is stopped; `stop` resolves when it has ended. */
export type Background = { readonly stop: () => Promise<void> };

/** Of what is switched off. */
export const NOTHING_RUNNING: Background = { stop: () => Promise.resolve() };

const inBackground = (run: (signal: AbortSignal) => Promise<void>): Background => {
  const stopping = new AbortController();
  const running = run(stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};

/** Begins `work` again whenever it ends: at once, or some time after a failure, which `onError` hears of. */
export const keepRunning = (
  work: (signal: AbortSignal) => Promise<void>,
  {
    restartAfterMs,
    onError,
  }: { readonly restartAfterMs: number; readonly onError: (error: unknown) => void },
): Background =>
  inBackground(async (signal) => {
    while (!signal.aborted) {
      try {
        await work(signal);
      } catch (error) {
        if (signal.aborted) return;
        onError(error);
        await pause(restartAfterMs, signal);
      }
    }
  });

/** Does `work` every `everyMs`, a little more or less so that processes spread out. A failure is made up by the next. */
export const repeatEvery = (
  work: () => Promise<unknown>,
  { everyMs, onError }: { readonly everyMs: number; readonly onError: (error: unknown) => void },
): Background =>
  inBackground(async (signal) => {
    for (;;) {
      await pause(everyMs * (0.9 + Math.random() / 5), signal);
      if (signal.aborted) return;
      try {
        await work();
      } catch (error) {
        onError(error);
      }
    }
  });
