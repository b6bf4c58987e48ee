import { createServer, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Logger } from 'pino';
import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import { createApp } from './app.ts';
import { envelopeOf, statusOf } from './errors/envelope.ts';
import { createStreamWatcher } from './events/stream-watcher.ts';
import { createSessionCookie } from './pipeline/session-cookie.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';
import type { HttpOptions, HttpServices } from './services.ts';

export type HttpServerOptions = HttpOptions & {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** All of them unless given. */
  readonly routes?: readonly Route[];
  /** A request has to have arrived whole by then; 60 seconds unless given. */
  readonly requestTimeoutMs?: number;
  /** How long requests in hand may take after `stop`; 10 seconds unless given. */
  readonly graceMs?: number;
};

export type HttpServer = {
  readonly url: string;
  readonly port: number;
  /** Says that it is not ready, and lets go of every connection with its next answer. It answers on until `stop`. */
  readonly drain: () => void;
  /** First no new work, and what is in hand is finished; then, after the grace, connections are cut. */
  readonly stop: () => Promise<void>;
};

const HEADERS_TIMEOUT_MS = 10_000;
/** Neither side has said anything: heartbeats keep listening clients below it. */
const IDLE_SOCKET_MS = 60_000;

const refusalOfBadClient = (code: string | undefined): Refusal => {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return refuse('ERR_REQ_012');
  return refuse('ERR_REQ_011', {
    message: code === 'HPE_HEADER_OVERFLOW' ? 'The headers are too large.' : 'The request is not valid HTTP.',
  });
};

/** What the parser refuses never becomes a request; it is answered in the same shape all the same. */
const answerBadClient = (error: NodeJS.ErrnoException, socket: Socket): void => {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const refusal = refusalOfBadClient(error.code);
  const status = statusOf(refusal);
  const body = JSON.stringify(envelopeOf(refusal));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n` +
      `Content-Type: application/json; charset=utf-8\r\nCache-Control: no-store\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
};

/** Listens, or rejects with the reason why it cannot (EADDRINUSE, EACCES). */
export const startHttpServer = async (
  services: HttpServices,
  options: HttpServerOptions,
  logger: Logger,
): Promise<HttpServer> => {
  const stopping = new AbortController();
  const draining = new AbortController();
  const app = createApp(
    options.routes ?? routes,
    {
      ...services,
      logger,
      version: options.version,
      sessionCookie: createSessionCookie(options.strictTransportSecurity),
      draining: draining.signal,
      stopping: stopping.signal,
      streamWatcher: createStreamWatcher(services.store, {
        prefix: 'calculation-',
        signal: stopping.signal,
        logger,
      }),
    },
    options,
  );
  const requestTimeout = options.requestTimeoutMs ?? 60_000;
  const server = createServer(
    {
      requestTimeout,
      headersTimeout: Math.min(HEADERS_TIMEOUT_MS, requestTimeout),
      connectionsCheckingInterval: Math.min(1000, requestTimeout),
      keepAliveTimeout: 5000,
    },
    app,
  );
  /** Whose headers may not be sent yet. */
  const inHand = new Set<ServerResponse>();
  server.prependListener('request', (_request, response) => {
    if (draining.signal.aborted) response.shouldKeepAlive = false;
    // Counting, tracing, logging, limits and events each wait for its end.
    response.setMaxListeners(30);
    inHand.add(response);
    response.once('close', () => inHand.delete(response));
  });
  const drain = (): void => {
    draining.abort();
    // Whoever is told with an answer that its connection ends sends nothing into one that is just closing.
    for (const response of inHand) response.shouldKeepAlive = false;
  };

  server.setTimeout(IDLE_SOCKET_MS);
  server.on('clientError', answerBadClient);

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;

  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopped ??= new Promise((resolve) => {
      drain();
      stopping.abort();
      // A connection is kept alive after its last answer: nobody needs it now.
      const idle = setInterval(() => server.closeIdleConnections(), 20);
      const cut = setTimeout(() => server.closeAllConnections(), options.graceMs ?? 10_000);
      server.close(() => {
        clearInterval(idle);
        clearTimeout(cut);
        resolve();
      });
    });
    return stopped;
  };
  return { url: `http://${host}:${port}`, port, drain, stop };
};
