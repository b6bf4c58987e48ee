import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Request, Response } from 'express';
import multer, { MulterError } from 'multer';
import { type Refusal, refuse } from '../../../domain/errors/refusal.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { bodyIs } from './read-body.ts';

export const FILE_FIELD = 'csv_file';

export type IncomingFile = {
  /** As the sender wrote it: never used as a path. */
  readonly name: string;
  readonly bytes: AsyncIterable<Buffer>;
};

export type Fields = Readonly<Record<string, unknown>>;

export type Upload<Read> = {
  readonly fields: Fields;
  /** Null when no file came. */
  readonly file: { readonly sha256: string; readonly size: number; readonly outcome: Read } | null;
};

/** Fields and boundaries around the file. */
const OVERHEAD_BYTES = 64 * 1024;

const refusalOf = (error: unknown, maxFileBytes: number): Refusal | null => {
  if (error instanceof MulterError) {
    switch (error.code) {
      case 'LIMIT_FILE_SIZE':
        return refuse('ERR_CSV_001', { details: { max_bytes: maxFileBytes } });
      case 'LIMIT_UNEXPECTED_FILE':
      case 'LIMIT_FILE_COUNT':
        return refuse('ERR_PORT_007', { message: `Send exactly one file, in the field "${FILE_FIELD}".` });
      default:
        return refuse('ERR_REQ_010', { message: `The form was refused: ${error.message}.` });
    }
  }
  // busboy has no error class of its own; these are the texts of what a sender can get wrong.
  const text = error instanceof Error ? error.message : '';
  if (/boundary|unexpected end|malformed|unsupported content type|multipart/i.test(text)) {
    return refuse('ERR_REQ_010', { message: 'The multipart form is malformed.' });
  }
  return null;
};

/** Passes the bytes on to `read`, hashes all of them, also those that `read` no longer wanted. */
const readFingerprinted = async <Read>(
  stream: Readable,
  read: (bytes: AsyncIterable<Buffer>) => Promise<Read>,
): Promise<{ readonly outcome: Read; readonly sha256: string; readonly size: number }> => {
  const hash = createHash('sha256');
  let size = 0;
  async function* bytes(): AsyncGenerator<Buffer> {
    // A reader may stop early; the form goes on behind the file.
    for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  }
  const outcome = await read(bytes());
  for await (const _ of bytes());
  return { outcome, sha256: hash.digest('hex'), size };
};

/**
 * A form with one file, which goes through `read` as it arrives and is never held whole. `read` sees the fields that
 * came before the file. All else about the form is refused: more files, long fields, deep names, endless bodies.
 */
export const readUpload = async <Read>(
  request: Request,
  response: Response,
  maxFileBytes: number,
  read: (file: IncomingFile, fields: Fields) => Promise<Read>,
): Promise<Result<Upload<Read>, Refusal>> => {
  if (!bodyIs(request, 'multipart/form-data')) {
    return fail(refuse('ERR_REQ_003', { details: { expected: 'multipart/form-data' } }));
  }
  // A file that is a little too large is read to its end, because most clients listen only then.
  const maxBytes = 2 * maxFileBytes + OVERHEAD_BYTES;
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
    return fail(refuse('ERR_CSV_001', { details: { max_bytes: maxFileBytes } }));
  }
  let file: Upload<Read>['file'] = null;
  const form = multer({
    storage: {
      _handleFile: (req, incoming, done) => {
        const fields = { ...req.body } as Fields;
        readFingerprinted(incoming.stream, (bytes) => read({ name: incoming.originalname, bytes }, fields))
          .then((result) => {
            file = result;
          })
          .then(() => done(null, {}), done);
      },
      _removeFile: (_req, _file, done) => done(null),
    },
    limits: {
      fileSize: maxFileBytes,
      files: 1,
      fields: 20,
      fieldSize: 8 * 1024,
      fieldNameSize: 100,
      fieldNestingDepth: 0,
      parts: 21,
      headerPairs: 20,
    },
  }).single(FILE_FIELD);

  try {
    await new Promise<void>((resolve, reject) => {
      let received = 0;
      // multer answers after the body has ended; a body without end has to be refused before.
      request.on('data', (chunk: Buffer) => {
        received += chunk.length;
        if (received > maxBytes) reject(new MulterError('LIMIT_FILE_SIZE', FILE_FIELD));
      });
      form(request, response, (error: unknown) => (error ? reject(error) : resolve()));
    });
  } catch (error) {
    const refusal = refusalOf(error, maxFileBytes);
    if (refusal === null) throw error;
    return fail(refusal);
  }
  return ok({ fields: { ...(request.body as Fields) }, file });
};
