import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for something that happens by itself; rejects when it has not after `timeoutMs`. */
export const until = async (
  what: string,
  happened: () => boolean | Promise<boolean>,
  timeoutMs = 20_000,
): Promise<void> => {
  const deadline = performance.now() + timeoutMs;
  while (!(await happened())) {
    if (performance.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await sleep(10);
  }
};
