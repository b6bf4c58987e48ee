import { connect } from 'node:net';

/** Bytes to a server as no well-behaved client would send them; everything it says until it hangs up or falls silent. */
export const rawHttp = (
  url: string,
  chunks: readonly (string | Buffer)[],
  { pauseMs = 0, silenceMs = 1500 }: { readonly pauseMs?: number; readonly silenceMs?: number } = {},
): Promise<string> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const received: Buffer[] = [];
    const finish = (): void => {
      clearTimeout(silence);
      socket.destroy();
      resolve(Buffer.concat(received).toString());
    };
    let silence = setTimeout(finish, silenceMs + pauseMs * chunks.length);
    socket.on('data', (chunk) => {
      received.push(chunk);
      clearTimeout(silence);
      silence = setTimeout(finish, silenceMs);
    });
    socket.on('close', finish);
    socket.on('error', finish);
    void (async () => {
      for (const chunk of chunks) {
        if (socket.destroyed) return;
        socket.write(chunk);
        if (pauseMs > 0) await new Promise((next) => setTimeout(next, pauseMs));
      }
    })();
  });
