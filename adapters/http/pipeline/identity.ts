import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';

const REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export type CallIds = { readonly requestId: string; readonly correlationId: string };

/** Ids that a caller brings are used when they are harmless; they are in every answer, log line and event. */
export const assignIds: RequestHandler = (request, response, next) => {
  const requestId = request.get('x-request-id') ?? '';
  const correlationId = request.get('x-correlation-id') ?? '';
  const ids: CallIds = {
    requestId: REQUEST_ID.test(requestId) ? requestId : randomUUID(),
    correlationId: UUID.test(correlationId) ? correlationId.toLowerCase() : randomUUID(),
  };
  response.locals.ids = ids;
  response.set({ 'X-Request-Id': ids.requestId, 'X-Correlation-Id': ids.correlationId });
  next();
};

export const idsOf = (response: Response): CallIds => response.locals.ids as CallIds;

/** The token of `Authorization: Bearer …`; nowhere else is one looked for. */
export const bearerOf = (request: Request): string | null =>
  /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(request.get('authorization') ?? '')?.[1] ?? null;
