import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formatsPlugin from 'ajv-formats';
import { openApiDocument } from '../../../adapters/http/openapi/document.ts';
import { routes } from '../../../adapters/http/routes.ts';

type Document = {
  readonly paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema: object }> }> }>
  >;
};

export const document = openApiDocument(routes, '1.2.3') as unknown as Document;

const ajv = new Ajv2020({ strict: false, allErrors: true });
// The plugin is CommonJS: its function is the default of the default.
const addFormats = ((formatsPlugin as unknown as { default?: unknown }).default ?? formatsPlugin) as (
  ajv: Ajv2020,
) => void;
addFormats(ajv);
ajv.addSchema({ $id: 'openapi.json', ...document }, 'openapi.json');

/** Compiling a schema takes far longer than an answer does. */
const compiled = new Map<string, ValidateFunction>();
const validatorAt = (reference: string): ValidateFunction => {
  const known = compiled.get(reference);
  if (known !== undefined) return known;
  const validate = ajv.compile({ $ref: reference });
  compiled.set(reference, validate);
  return validate;
};

const pointer = (text: string): string => text.replaceAll('~', '~0').replaceAll('/', '~1');

/** What is wrong with an answer as the published document has it: an empty list when it is as described. */
export const violations = (
  method: string,
  path: string,
  status: number,
  contentType: string,
  body: unknown,
): readonly string[] => {
  const operation = document.paths[path]?.[method];
  if (operation === undefined) return [`${method} ${path} is not described`];
  const response = operation.responses[String(status)];
  if (response === undefined) return [`${method} ${path} does not describe status ${status}`];
  const type = contentType.split(';')[0] ?? '';
  if (response.content?.[type] === undefined)
    return [`${method} ${path} ${status} does not describe ${type}`];
  if (type !== 'application/json') return [];
  const validate = validatorAt(
    `openapi.json#/paths/${encodeURIComponent(pointer(path))}/${method}/responses/${status}/content/${encodeURIComponent(pointer(type))}/schema`,
  );
  return validate(body) ? [] : (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message}`);
};
