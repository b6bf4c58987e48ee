import express, { type ErrorRequestHandler, type Express } from 'express';
import type { Logger } from 'pino';
import { refuse } from '../../domain/errors/refusal.ts';
import { serveConsole } from './console/serve-console.ts';
import { refusalOfException } from './errors/refusal-of.ts';
import { createRateLimits } from './limits/rate-limits.ts';
import { cors } from './middleware/cors.ts';
import { requestLog } from './middleware/request-log.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { countCalls, traceCalls } from './observe-call.ts';
import { assignIds, idsOf } from './pipeline/identity.ts';
import { createRespond } from './pipeline/respond.ts';
import { writeRefusal } from './pipeline/write.ts';
import type { Route } from './route.ts';
import type { HttpOptions, RouteServices } from './services.ts';

const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

const methodsByPath = (routes: readonly Route[]): ReadonlyMap<string, readonly string[]> => {
  const methods = new Map<string, string[]>();
  for (const { path, method } of routes) {
    const known = methods.get(path) ?? [];
    known.push(...(method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]));
    methods.set(path, known);
  }
  return methods;
};

const catchAll =
  (logger: Logger): ErrorRequestHandler =>
  (error: unknown, request, response, _next) => {
    // Nobody is there to be answered.
    if (request.destroyed && !request.complete) {
      logger.info({ requestId: idsOf(response).requestId }, 'the client went away');
      response.destroy();
      return;
    }
    const { correlationId } = idsOf(response);
    const refusal = refusalOfException(error, correlationId);
    if (refusal.code !== 'ERR_REQ_005') {
      logger.error({ err: error, correlationId, requestId: idsOf(response).requestId }, 'a request failed');
    }
    if (response.headersSent) response.destroy();
    else writeRefusal(request, response, refusal);
  };

/** The table as an Express app. The order of `routes` is the order of matching: literal paths first. */
export const createApp = (
  routes: readonly Route[],
  services: RouteServices,
  options: HttpOptions,
): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('strict routing');
  app.enable('case sensitive routing');
  app.set('query parser', 'simple');
  app.set('trust proxy', options.trustProxy === false ? false : options.trustProxy);

  app.use(assignIds);
  app.use(requestLog(services.logger));
  app.use(countCalls(services.observeCall));
  app.use(traceCalls(services.tracing));
  app.use(securityHeaders(options.strictTransportSecurity));
  app.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  app.use(cors(options.corsOrigins));
  app.use((request, response, next) => {
    const encoding = request.get('transfer-encoding');
    if (encoding === undefined || encoding.toLowerCase() === 'chunked') return next();
    // Whoever stands before us may see the end of this request somewhere else: nothing after it can be trusted.
    response.set('Connection', 'close');
    writeRefusal(
      request,
      response,
      refuse('ERR_REQ_011', { details: { header: 'Transfer-Encoding', allowed: 'chunked' } }),
    );
  });

  const respond = createRespond(services, {
    rateLimits: createRateLimits(options.rateLimits, {
      counters: services.limitCounters,
      logger: services.logger,
    }),
    maxUploadBytes: options.maxUploadBytes,
    publicOrigin: options.publicOrigin,
  });
  for (const route of routes) app[route.method](expressPath(route.path), respond(route));
  for (const [path, methods] of methodsByPath(routes)) {
    app.all(expressPath(path), (request, response) => {
      response.set('Allow', methods.join(', '));
      if (request.method === 'OPTIONS') response.status(204).end();
      else writeRefusal(request, response, refuse('ERR_REQ_006', { details: { allow: methods } }));
    });
  }
  app.use(serveConsole(services.consoleFiles));
  app.use((request, response) => writeRefusal(request, response, refuse('ERR_REQ_005')));
  app.use(catchAll(services.logger));
  return app;
};
