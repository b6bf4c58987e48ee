import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Response } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import type { LimitSubject } from '../limits/rate-limits.ts';
import { idsOf } from '../pipeline/identity.ts';

const QUIET = new Set(['/health/live', '/health/ready', '/metrics']);

/** Without the query string: whatever somebody put there by mistake is not written down. */
const pathOf = (request: IncomingMessage): string =>
  ((request as { originalUrl?: string }).originalUrl ?? request.url ?? '').split('?', 1)[0] ?? '';

const localsOf = (response: ServerResponse): Response => response as unknown as Response;

/** Known at the end of the call, and written once: pino-http would repeat its `customProps` in every line. */
const aboutCall = (response: ServerResponse) => {
  const { locals } = localsOf(response);
  const subject = locals.limitSubject as LimitSubject | undefined;
  return {
    correlationId: idsOf(localsOf(response)).correlationId,
    userId: subject?.userId ?? undefined,
    code: subject?.refusedWith ?? undefined,
  };
};

/** One line per answer: method, path, status, time, who. No headers and no bodies, so no tokens and no passwords. */
export const requestLog = (logger: Logger) =>
  pinoHttp({
    logger,
    genReqId: (_request, response) => idsOf(localsOf(response)).requestId,
    quietReqLogger: true,
    serializers: {
      req: (request: { readonly method: string; readonly raw: IncomingMessage }) => ({
        method: request.method,
        path: pathOf(request.raw),
        ip: (request.raw as { ip?: string }).ip,
      }),
      res: (response: { readonly statusCode: number }) => ({ status: response.statusCode }),
    },
    autoLogging: { ignore: (request) => QUIET.has(pathOf(request)) },
    customSuccessObject: (_request, response, line) => ({ ...line, ...aboutCall(response) }),
    customErrorObject: (_request, response, _error, line) => ({ ...line, ...aboutCall(response) }),
    customLogLevel: (_request, response, error) =>
      error !== undefined || response.statusCode >= 500 ? 'error' : 'info',
  });
