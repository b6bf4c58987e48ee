import type { Background } from './background.ts';
import type { Leadership } from './ports/leadership.ts';

/** Keeps background work running in the one process that leads `name`. */
export const startWhileLeading = (
  leadership: Leadership,
  name: string,
  start: () => Background,
  options: { readonly onError: (error: unknown) => void },
): Background =>
  leadership.whileLeading(
    name,
    async (signal) => {
      const work = start();
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        else signal.addEventListener('abort', () => resolve(), { once: true });
      });
      await work.stop();
    },
    options,
  );
