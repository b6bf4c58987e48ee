import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { LimitSubject } from '../limits/rate-limits.ts';
import { idsOf } from '../pipeline/identity.ts';

const QUIET = new Set(['/health/live', '/health/ready', '/metrics']);

/** Without the query string: whatever somebody put there by mistake is not written down. */
const pathOf = ({ originalUrl }: Request): string => originalUrl.split('?', 1)[0] ?? '';

/** Known at the end of the call. */
const aboutCall = (response: Response) => {
  const subject = response.locals.limitSubject as LimitSubject | undefined;
  return {
    correlationId: idsOf(response).correlationId,
    userId: subject?.userId ?? undefined,
    code: subject?.refusedWith ?? undefined,
  };
};

/** One line per answer: method, path, status, time, who. No headers and no bodies, so no tokens and no passwords. */
export const requestLog = (logger: Logger): RequestHandler => {
  // The line has no place for a secret, and to look for one in it costs more than to write it.
  const log = logger.child({}, { redact: [] });
  return (request, response, next) => {
    if (QUIET.has(pathOf(request))) return next();
    const startedAt = Date.now();
    // Of a connection that is gone nobody can say where it came from.
    const { ip } = request;
    let broken: Error | undefined;
    response.once('error', (error) => {
      broken = error;
    });
    response.once('close', () => {
      const { statusCode } = response;
      const call = {
        reqId: idsOf(response).requestId,
        req: { method: request.method, path: pathOf(request), ip },
        res: { status: statusCode },
      };
      const responseTime = Date.now() - startedAt;
      if (broken !== undefined || statusCode >= 500) {
        const err = broken ?? new Error(`failed with status code ${statusCode}`);
        log.error({ ...call, err, responseTime, ...aboutCall(response) }, 'request errored');
        return;
      }
      const isWhole = !request.readableAborted && response.writableEnded;
      log.info(
        { ...call, responseTime, ...aboutCall(response) },
        isWhole ? 'request completed' : 'request aborted',
      );
    });
    next();
  };
};
