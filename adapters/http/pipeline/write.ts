import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { etagOf } from '../../../application/application.ts';
import type { Refusal } from '../../../domain/errors/refusal.ts';
import { envelopeOf, statusOf } from '../errors/envelope.ts';
import { formatEvent } from '../events/server-sent-event.ts';
import type { RecordedAnswer } from '../idempotency/idempotency-keys.ts';
import type { LimitSubject } from '../limits/rate-limits.ts';
import { JSON_TYPE, type Reply } from '../reply.ts';

const RETRY_AFTER_SECONDS = 5;
const HEARTBEAT_MS = 15_000;
/** A client whose buffer stays full this long is gone; it comes back with Last-Event-ID. */
const STALLED_MS = 30_000;

const headersOf = (refusal: Refusal): Record<string, string> => {
  const wanted = refusal.details?.retry_after_seconds;
  const seconds = typeof wanted === 'number' ? wanted : RETRY_AFTER_SECONDS;
  switch (statusOf(refusal)) {
    case 401:
      return { 'WWW-Authenticate': 'Bearer' };
    case 429:
    case 503:
      return { 'Retry-After': String(seconds) };
    case 409:
      return refusal.code === 'ERR_REQ_009' ? { 'Retry-After': String(seconds) } : {};
    default:
      return {};
  }
};

export const refusalAnswer = (refusal: Refusal): RecordedAnswer => ({
  status: statusOf(refusal),
  headers: headersOf(refusal),
  body: JSON.stringify(envelopeOf(refusal)),
});

export const jsonAnswer = (
  { body, headers, position, revision, status }: Extract<Reply, { kind: 'json' }>,
  defaultStatus: number,
): RecordedAnswer => ({
  status: status ?? defaultStatus,
  headers: {
    ...headers,
    ...(position == null ? {} : { 'X-Event-Position': position.toString() }),
    ...(revision === undefined ? {} : { ETag: etagOf(revision) }),
  },
  body: JSON.stringify(body),
});

export const writeAnswer = (response: Response, { status, headers, body }: RecordedAnswer): void => {
  response.status(status).set(headers).set('Content-Type', JSON_TYPE).send(body);
};

export const writeRefusal = (request: Request, response: Response, refusal: Refusal): void => {
  const subject = response.locals.limitSubject as LimitSubject | undefined;
  if (subject) subject.refusedWith = refusal.code;
  // A body that was too large to be read is not read to its end either.
  if (statusOf(refusal) === 413 && !request.complete) response.set('Connection', 'close');
  writeAnswer(response, refusalAnswer(refusal));
};

/** Writes as fast as the client reads: what it does not read is not fetched, so nothing piles up. */
const writeEvents = async (
  request: Request,
  response: Response,
  { events }: Extract<Reply, { kind: 'events' }>,
  stopping: AbortSignal,
): Promise<void> => {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const signal = AbortSignal.any([gone.signal, stopping]);
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'X-Accel-Buffering': 'no',
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  response.flushHeaders();
  response.write('retry: 2000\n\n');
  const heartbeat = setInterval(() => {
    if (!response.writableNeedDrain) response.write(': still here\n\n');
  }, HEARTBEAT_MS);
  const drained = (): Promise<void> =>
    new Promise((resolve) => {
      const stalled = setTimeout(() => response.destroy(), STALLED_MS);
      const go = (): void => {
        clearTimeout(stalled);
        response.off('drain', go);
        signal.removeEventListener('abort', go);
        resolve();
      };
      response.once('drain', go);
      signal.addEventListener('abort', go);
    });
  try {
    for await (const event of events(signal)) {
      if (signal.aborted) break;
      if (!response.write(formatEvent(event))) await drained();
    }
  } catch (error) {
    // The status has gone out: the only way to say that something broke is to break off.
    if (!signal.aborted) throw error;
  } finally {
    clearInterval(heartbeat);
    response.end();
  }
};

/** A client that goes away is no error; what breaks on our side cuts the answer off, which is how it is told. */
const writeLines = async (
  request: Request,
  response: Response,
  { contentType, headers, lines }: Extract<Reply, { kind: 'lines' }>,
  status: number,
): Promise<void> => {
  response
    .status(status)
    .set({ ...headers, 'Content-Type': contentType })
    .flushHeaders();
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  try {
    await pipeline(Readable.from(lines), response);
  } catch (error) {
    if (!request.destroyed) throw error;
  }
};

export const writeReply = async (
  request: Request,
  response: Response,
  reply: Reply,
  { status, stopping }: { readonly status: number; readonly stopping: AbortSignal },
): Promise<void> => {
  switch (reply.kind) {
    case 'json':
      writeAnswer(response, jsonAnswer(reply, status));
      return;
    case 'text':
      response
        .status(status)
        .set('Content-Type', reply.contentType)
        .set(reply.headers ?? {})
        .send(reply.text);
      return;
    case 'lines':
      await writeLines(request, response, reply, status);
      return;
    case 'file':
      response.set({ 'Content-Type': reply.contentType, 'Cache-Control': 'public, max-age=86400' });
      // Nobody edits these files, and nobody needs a part of one: such a header is passed over.
      delete request.headers['if-match'];
      delete request.headers['if-unmodified-since'];
      await new Promise<void>((resolve, reject) =>
        response.sendFile(reply.path, { cacheControl: false, acceptRanges: false }, (error) =>
          error ? reject(error) : resolve(),
        ),
      );
      return;
    case 'events':
      await writeEvents(request, response, reply, stopping);
  }
};
