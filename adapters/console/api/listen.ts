import { commonHeaders } from './client.ts';
import { createEventParser, type StreamedEvent } from './event-stream.ts';

export type Listening = {
  readonly onEvent: (event: StreamedEvent) => void;
  /** Whether the stream is there; it comes back by itself where it can. */
  readonly onConnection: (connected: boolean) => void;
  readonly signal: AbortSignal;
};

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });

/**
 * Server-sent events until `signal` aborts. An EventSource could not say who we act as. A stream that broke goes on after
 * the last event that came; one that is refused (401, 404) is not asked for again.
 */
export const listen = async (path: string, { onEvent, onConnection, signal }: Listening): Promise<void> => {
  let lastId: string | null = null;
  let wait = FIRST_WAIT_MS;
  while (!signal.aborted) {
    try {
      const response: Response = await fetch(path, {
        headers: {
          accept: 'text/event-stream',
          ...commonHeaders(),
          ...(lastId === null ? {} : { 'last-event-id': lastId }),
        },
        signal,
      });
      if (response.status >= 400 && response.status < 500 && response.status !== 429) return;
      if (response.ok && response.body !== null) {
        onConnection(true);
        const parse = createEventParser();
        const reader: ReadableStreamDefaultReader<string> = response.body
          .pipeThrough(new TextDecoderStream())
          .getReader();
        for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
          wait = FIRST_WAIT_MS;
          for (const event of parse(piece.value)) {
            lastId = event.id;
            onEvent(event);
          }
        }
      }
    } catch {
      // The connection broke, or nobody listens any more: the loop tells them apart.
    }
    if (signal.aborted) return;
    onConnection(false);
    await pause(wait + Math.random() * wait, signal);
    wait = Math.min(LONGEST_WAIT_MS, wait * 2);
  }
};
