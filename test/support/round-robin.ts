import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export type RoundRobin = {
  readonly url: string;
  /** Requests answered by each backend since it was added. */
  readonly answered: (backend: string) => number;
  readonly add: (backend: string) => void;
  readonly isReady: (backend: string) => boolean;
  readonly stop: () => Promise<void>;
};

const LOOK_EVERY_MS = 50;

/**
 * As a load balancer is: sends each request, once, to the next backend that said that it is ready when it was last
 * asked, over connections that are kept alive.
 */
export const startRoundRobin = async (): Promise<RoundRobin> => {
  const agent = new Agent({ keepAlive: true });
  const ready = new Map<string, boolean>();
  const answered = new Map<string, number>();
  const stopping = new AbortController();
  let turn = 0;

  const look = async (backend: string): Promise<void> => {
    const isReady = await fetch(`${backend}/health/ready`).then(
      async (response) => {
        await response.arrayBuffer();
        return response.ok;
      },
      () => false,
    );
    ready.set(backend, isReady);
  };
  const looking = (async () => {
    while (!stopping.signal.aborted) {
      await Promise.all([...ready.keys()].map(look));
      await sleep(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();

  const forward = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const backends = [...ready].flatMap(([backend, isReady]) => (isReady ? [backend] : []));
    turn += 1;
    const backend = backends[turn % backends.length];
    const fail = (why: string): void => {
      if (!outgoing.headersSent) outgoing.writeHead(502, { 'content-type': 'text/plain' });
      outgoing.end(why);
    };
    if (backend === undefined) {
      fail('no backend is ready');
      return;
    }
    const { connection: _, ...headers } = incoming.headers;
    const sent = request(
      `${backend}${incoming.url}`,
      { agent, headers, ...(incoming.method && { method: incoming.method }) },
      (reply) => {
        answered.set(backend, (answered.get(backend) ?? 0) + 1);
        const { connection: _ours, 'keep-alive': _too, ...back } = reply.headers;
        outgoing.writeHead(reply.statusCode ?? 502, back);
        reply.pipe(outgoing);
        reply.on('error', () => outgoing.destroy());
      },
    );
    sent.on('error', (error) => fail(`${backend}: ${error.message}`));
    incoming.pipe(sent);
  };

  const server = createServer(forward);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answered: (backend) => answered.get(backend) ?? 0,
    add: (backend) => void ready.set(backend, false),
    isReady: (backend) => ready.get(backend) === true,
    stop: async () => {
      stopping.abort();
      await looking;
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
