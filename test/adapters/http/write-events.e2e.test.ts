import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import { writeReply } from '../../../adapters/http/pipeline/write.ts';
import { eventually } from '../../support/http.ts';

/** An endless source, a server that tells it, and a count of what was asked of the source. */
const startSource = async () => {
  const asked = { count: 0, ended: 0 };
  const stopping = new AbortController();
  const app = express();
  app.get('/', (request, response) =>
    writeReply(
      request,
      response,
      {
        kind: 'events',
        async *events() {
          try {
            for (;;) {
              asked.count += 1;
              yield { id: String(asked.count), event: 'tick', data: { text: 'x'.repeat(1000) } };
            }
          } finally {
            asked.ended += 1;
          }
        },
      },
      { status: 200, stopping: stopping.signal },
    ),
  );
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const listen = async (): Promise<ReturnType<typeof connect>> => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    return socket;
  };
  return { asked, listen, stopping, server };
};

describe('writing events', () => {
  it('asks the source for no more than the listener takes, and goes on when it reads again', async () => {
    const { asked, listen, server } = await startSource();
    const socket = await listen();
    socket.pause();
    let before = -1;
    while (asked.count !== before) {
      before = asked.count;
      await sleep(300);
    }
    // Only what fits between us: an endless source was not drained into memory.
    expect(before).toBeGreaterThan(0);
    expect(asked.count).toBeLessThan(50_000);
    socket.resume();
    await eventually(() => asked.count > before);
    socket.destroy();
    await eventually(() => asked.ended === 1);
    server.close();
  });

  it('leaves the source when the server stops, also with a listener that does not read', async () => {
    const { asked, listen, stopping, server } = await startSource();
    const socket = await listen();
    socket.pause();
    await eventually(() => asked.count > 0);
    await sleep(100);
    stopping.abort();
    await eventually(() => asked.ended === 1);
    socket.destroy();
    server.close();
  });
});
