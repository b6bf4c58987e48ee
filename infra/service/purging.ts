import { pause } from '../../application/pause.ts';

/** Purges every `everyMs`, a little more or less so that processes spread out. A run that fails is made up by the next. */
export const startPurging = ({
  purge,
  everyMs,
  onError,
}: {
  readonly purge: () => Promise<unknown>;
  readonly everyMs: number;
  readonly onError: (error: unknown) => void;
}): { readonly stop: () => Promise<void> } => {
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    for (;;) {
      await pause(everyMs * (0.9 + Math.random() / 5), stopping.signal);
      if (stopping.signal.aborted) return;
      try {
        await purge();
      } catch (error) {
        onError(error);
      }
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
