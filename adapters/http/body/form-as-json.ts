import type { IncomingMessage } from 'node:http';
import { type Refusal, refuse } from '../../../domain/errors/refusal.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { readJson } from './read-body.ts';
import type { Upload } from './read-upload.ts';

/** The fields of a form whose file has been read before, as a JSON object; without that a file has to come. */
export const readFormAsJson = async (request: IncomingMessage): Promise<Result<Upload<never>, Refusal>> => {
  const read = await readJson(request);
  if (!read.ok) return read;
  const fields = read.value;
  return typeof fields === 'object' && fields !== null && Object.hasOwn(fields, 'preview_id')
    ? ok({ fields: fields as Upload<never>['fields'], file: null })
    : fail(refuse('ERR_REQ_003', { details: { expected: 'multipart/form-data' } }));
};
