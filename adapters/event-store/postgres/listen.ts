import type { Client } from 'pg';
import { pause } from '../../../application/pause.ts';
import { backoffMs } from '../../backoff.ts';

const RETRY = { firstMs: 100, maxMs: 10_000 };
/** A peer that is gone never confirms the end of the connection. */
const END_TIMEOUT_MS = 1000;

/** Listens on one connection: resolves when `signal` aborts, rejects when the connection fails or is lost. */
const listenOnce = async (client: Client, wake: () => void, signal: AbortSignal): Promise<void> => {
  let end = (): void => {};
  const ended = new Promise<void>((resolve, reject) => {
    end = resolve;
    client.on('error', reject);
    client.on('end', () => reject(new Error('the listening connection ended')));
    signal.addEventListener('abort', end);
  });
  const start = async (): Promise<void> => {
    client.on('notification', wake);
    await client.connect();
    await client.query('listen sigmafold_events');
    // what was notified before we listened went unheard
    wake();
    await ended;
  };
  try {
    await Promise.race([start(), ended]);
  } finally {
    signal.removeEventListener('abort', end);
    const confirmed = new AbortController();
    await Promise.race([client.end(), pause(END_TIMEOUT_MS, confirmed.signal)]);
    confirmed.abort();
  }
};

/**
 * Keeps one connection listening until `signal` aborts, and connects anew with back-off when it is lost. Wakes at
 * every notification and after every (re)connection. Never rejects: followers live by polling meanwhile.
 */
export const listen = async (
  createClient: () => Client,
  wake: () => void,
  report: (error: Error) => void,
  signal: AbortSignal,
): Promise<void> => {
  let failures = 0;
  const heard = (): void => {
    failures = 0;
    wake();
  };
  while (!signal.aborted) {
    try {
      await listenOnce(createClient(), heard, signal);
    } catch (error) {
      if (!signal.aborted) report(error instanceof Error ? error : new Error(String(error)));
      failures += 1;
      await pause(backoffMs(failures, RETRY), signal);
    }
  }
};
