import type { IncomingMessage } from 'node:http';
import { type Refusal, refuse } from '../../../domain/errors/refusal.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { parseStrictJson } from './strict-json.ts';

const MAX_JSON_BYTES = 64 * 1024;

/** Whether the body is of `mediaType`, in UTF-8 where it says so, and not compressed. */
export const bodyIs = (request: IncomingMessage, mediaType: string): boolean => {
  const [type, ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((parameter) => parameter.trim()).find((p) => p.startsWith('charset='));
  return (
    type?.trim() === mediaType &&
    (request.headers['content-encoding'] ?? 'identity') === 'identity' &&
    (charset === undefined || /^charset="?utf-?8"?$/.test(charset))
  );
};

const tooLarge = refuse('ERR_REQ_004', { details: { max_bytes: MAX_JSON_BYTES } });

/** At most `MAX_JSON_BYTES`, whatever the length header says. */
const readBytes = async (request: IncomingMessage): Promise<Result<Buffer, Refusal>> => {
  if (Number(request.headers['content-length'] ?? 0) > MAX_JSON_BYTES) return fail(tooLarge);
  const chunks: Buffer[] = [];
  let length = 0;
  // Stopping early must not destroy the request: its refusal still has to go out.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_JSON_BYTES) return fail(tooLarge);
    chunks.push(chunk);
  }
  return ok(Buffer.concat(chunks));
};

const isAbsent = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;

/** No body at all counts as an empty object: its fields are then missing, or were optional. */
export const readJson = async (request: IncomingMessage): Promise<Result<unknown, Refusal>> => {
  if (isAbsent(request)) return ok({});
  if (!bodyIs(request, 'application/json')) {
    return fail(refuse('ERR_REQ_003', { details: { expected: 'application/json' } }));
  }
  const bytes = await readBytes(request);
  if (!bytes.ok) return bytes;
  let text: string;
  try {
    // A byte order mark stays in the text, and is not JSON.
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.value);
  } catch {
    return fail(refuse('ERR_REQ_001', { message: 'The body is not valid UTF-8.' }));
  }
  const parsed = parseStrictJson(text);
  return parsed.ok ? parsed : fail(refuse('ERR_REQ_001', { message: parsed.error }));
};
