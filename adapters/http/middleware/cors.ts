import type { RequestHandler } from 'express';

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';
const REQUEST_HEADERS =
  'Authorization, Content-Type, Idempotency-Key, If-Match, Last-Event-ID, X-After-Position, X-Correlation-Id, X-Reason, X-Request-Id';
const RESPONSE_HEADERS =
  'Content-Disposition, ETag, Idempotent-Replayed, RateLimit, RateLimit-Policy, Retry-After, X-Correlation-Id, X-Event-Position, X-Request-Id';

/** Origins on the list may read answers. No credentials: a token is sent by hand, and our cookie is for our own pages. */
export const cors = (allowed: readonly string[]): RequestHandler => {
  const origins = new Set(allowed);
  return (request, response, next) => {
    response.vary('Origin');
    const origin = request.get('origin');
    if (origin !== undefined && origins.has(origin)) {
      response.set({
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Expose-Headers': RESPONSE_HEADERS,
      });
      if (request.method === 'OPTIONS' && request.get('access-control-request-method') !== undefined) {
        response.set({
          'Access-Control-Allow-Methods': METHODS,
          'Access-Control-Allow-Headers': REQUEST_HEADERS,
          'Access-Control-Max-Age': '600',
        });
        response.status(204).end();
        return;
      }
    }
    next();
  };
};
