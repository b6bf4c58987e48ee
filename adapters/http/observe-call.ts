import type { Request, RequestHandler, Response } from 'express';
import type { Tracing } from '../../application/ports/tracing.ts';
import { idsOf } from './pipeline/identity.ts';

/** Whoever counts calls. Every call that began ends once, however it ends. */
export type ObserveCall = {
  readonly began: () => void;
  readonly ended: (call: {
    readonly method: string;
    /** As the table has it; "none" where nothing is there. */
    readonly route: string;
    /** 499 when the client went away before it was answered. */
    readonly status: number;
    readonly seconds: number;
  }) => void;
};

const CLIENT_WENT_AWAY = 499;

const routeOf = (request: Request): string => {
  const { path } = (request.route ?? {}) as { readonly path?: unknown };
  return typeof path === 'string' ? path.replaceAll(/:(\w+)/g, '{$1}') : 'none';
};

const statusOf = (response: Response): number =>
  response.writableEnded ? response.statusCode : CLIENT_WENT_AWAY;

export const countCalls =
  ({ began, ended }: ObserveCall): RequestHandler =>
  (request, response, next) => {
    const startedAt = performance.now();
    began();
    response.once('close', () => {
      const seconds = (performance.now() - startedAt) / 1000;
      ended({ method: request.method, route: routeOf(request), status: statusOf(response), seconds });
    });
    next();
  };

/** Health and metrics are asked all day, and cause nothing. */
const QUIET = /^\/(?:health\/|metrics$)/;

export const traceCalls =
  (tracing: Tracing): RequestHandler =>
  (request, response, next) => {
    if (QUIET.test(request.path)) return next();
    const { correlationId } = idsOf(response);
    const end = tracing.call({ name: request.method, correlationId }, next);
    response.once('close', () => {
      const route = routeOf(request);
      const status = statusOf(response);
      end({
        name: `${request.method} ${route}`,
        attributes: {
          'http.request.method': request.method,
          'http.route': route,
          'http.response.status_code': status,
        },
        failed: status >= 500,
      });
    });
  };
