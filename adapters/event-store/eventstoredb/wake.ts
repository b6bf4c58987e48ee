import { END } from '@eventstore/db-client';
import { pause } from '../../../application/pause.ts';
import { backoffMs } from '../../backoff.ts';
import { type Reading, serverEvents } from './read.ts';

const RETRY = { firstMs: 100, maxMs: 5000 };

/** Resolves when `signal` aborts, rejects when the subscription fails, is dropped or was never confirmed. */
const listenOnce = (reading: Reading, wake: () => void, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const subscription = reading.client.subscribeToAll({
      fromPosition: END,
      filter: serverEvents(reading, async () => {}),
    });
    const unconfirmed = setTimeout(
      () => finish(new Error('the subscription was not confirmed')),
      reading.attemptMs,
    );
    const finish = (error?: Error): void => {
      clearTimeout(unconfirmed);
      signal.removeEventListener('abort', aborted);
      // what is cancelled may have failed or ended already
      subscription.unsubscribe().catch(() => undefined);
      if (error === undefined) resolve();
      else reject(error);
    };
    const aborted = (): void => finish();
    signal.addEventListener('abort', aborted);
    subscription
      .on('confirmation', () => {
        clearTimeout(unconfirmed);
        // what happened before we listened went unheard
        wake();
      })
      .on('data', wake)
      .on('error', (error: Error) => finish(error))
      .on('end', () => finish(new Error('the subscription ended')));
  });

/**
 * Keeps one subscription that does nothing but wake the followers, and subscribes anew with back-off when it is lost.
 * Never rejects: followers read what they are woken for, and look without being woken meanwhile, so that nothing is
 * lost or seen twice whatever happens here.
 */
export const listen = async (
  readingNow: () => Reading,
  wake: () => void,
  report: (error: Error) => void,
  signal: AbortSignal,
): Promise<void> => {
  let failures = 0;
  while (!signal.aborted) {
    try {
      await listenOnce(
        readingNow(),
        () => {
          failures = 0;
          wake();
        },
        signal,
      );
    } catch (error) {
      if (!signal.aborted) report(error instanceof Error ? error : new Error(String(error)));
      failures += 1;
      await pause(backoffMs(failures, RETRY), signal);
    }
  }
};
