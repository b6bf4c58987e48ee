import { signal } from '@preact/signals';
import { call } from '../../api/client.ts';

/** The portfolio whose figures are being worked out after an edit here; null when none are. */
export const calculating = signal<string | null>(null);

const PAUSE_MS = 600;
const MOST_TRIES = 200;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits for the run that follows an edit; then `done` reads the figures again. */
export const afterCalculation = async (
  portfolioId: string,
  runId: string | null,
  done: () => void,
): Promise<void> => {
  if (runId === null) {
    done();
    return;
  }
  calculating.value = portfolioId;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const run = await call<{ readonly status: string }>(
      `/api/v1/portfolios/${portfolioId}/batch-status/${runId}`,
    );
    // A run that nobody can tell about any more is not waited for.
    if (run.ok ? run.value.status !== 'running' : run.error.status !== 404 && run.error.status !== 0) break;
    await pause(PAUSE_MS);
  }
  if (calculating.value === portfolioId) calculating.value = null;
  done();
};
