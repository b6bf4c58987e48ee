import type { Random } from '../support/random.ts';
import {
  FILES,
  HEADERS,
  HOSTILE_BODIES,
  HOSTILE_JSON,
  HOSTILE_TEXTS,
  MEDIA_TYPES,
} from './hostile-values.ts';
import type { Schema, Values } from './values-from-schema.ts';

type Parameter = {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly required?: boolean;
  readonly schema: Schema;
};

export type Operation = {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** By media type. */
  readonly bodies: Readonly<Record<string, Schema>>;
};

/** A request as it can be printed and sent again. */
export type FuzzRequest = {
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body:
    | { readonly kind: 'none' }
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'form'; readonly fields: readonly (readonly [string, string])[] };
};

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const hostile = (random: Random): unknown =>
  random.chance(0.6) ? random.pick(HOSTILE_TEXTS) : random.pick(HOSTILE_JSON);

const copyOf = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

type Slot = { readonly holder: Record<string, unknown>; readonly key: string };

const slotsOf = (value: unknown, into: Slot[] = []): Slot[] => {
  if (typeof value !== 'object' || value === null) return into;
  for (const key of Object.keys(value)) {
    const holder = value as Record<string, unknown>;
    into.push({ holder, key });
    slotsOf(holder[key], into);
  }
  return into;
};

/** One change at any depth: another value, one less, one more. */
const spoilJson = (given: unknown, random: Random): unknown => {
  const value = copyOf(given);
  const slots = slotsOf(value);
  if (slots.length === 0 || random.chance(0.05)) return hostile(random);
  const { holder, key } = random.pick(slots);
  const way = random.below(6);
  if (way === 0) delete holder[key];
  else if (way === 1 && !Array.isArray(holder)) holder[random.pick(HOSTILE_TEXTS)] = hostile(random);
  else holder[key] = hostile(random);
  return value;
};

/** Half a surrogate pair cannot be part of an address. */
const wellFormed = (text: string): string => Buffer.from(text).toString();

/** What `encodeURIComponent` and a URL leave as it is, so that the path stays that of the operation. */
const inPath = (text: string): string => {
  const encoded = encodeURIComponent(wellFormed(text));
  return encoded === '' || encoded === '.' || encoded === '..' ? 'x' : encoded;
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const isHeader = (value: string): boolean => /^[\x20-\x7e]*$/.test(value);

const pathOf = (
  { path, parameters }: Operation,
  { value }: Values,
  random: Random,
  spoil: boolean,
): string => {
  const parts = parameters.filter((parameter) => parameter.in === 'path');
  const spoiled = spoil && parts.length > 0 ? random.pick(parts).name : null;
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const schema = parts.find((part) => part.name === name)?.schema ?? {};
    return inPath(name === spoiled ? random.pick(HOSTILE_TEXTS) : textOf(value(schema, random, name)));
  });
};

const queryOf = ({ parameters }: Operation, { value }: Values, random: Random, spoil: boolean): string => {
  const search = new URLSearchParams();
  for (const { in: place, name, required, schema } of parameters) {
    if (place === 'query' && (required === true || random.chance(0.3))) {
      search.append(name, textOf(value(schema, random, name)));
    }
  }
  if (spoil) {
    const names = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
    const name = names.length > 0 && random.chance(0.8) ? random.pick(names) : random.pick(HOSTILE_TEXTS);
    if (random.chance(0.8)) search.delete(name);
    search.append(name, wellFormed(random.pick(HOSTILE_TEXTS)));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
};

/** Half of them good ones. */
const aFile = (random: Random): string => (random.chance(0.5) ? (FILES[0] ?? '') : random.pick(FILES));

const formOf = (schema: Schema, values: Values, random: Random): FuzzRequest['body'] => {
  const made = values.value({ ...values.resolve(schema), examples: [] }, random);
  const fields = Object.entries((made ?? {}) as Record<string, unknown>).map(
    ([name, value]) => [name, name === 'csv_file' ? aFile(random) : textOf(value)] as const,
  );
  if (!fields.some(([name]) => name === 'csv_file') && random.chance(0.8)) {
    fields.push(['csv_file', aFile(random)]);
  }
  return { kind: 'form', fields };
};

const spoilForm = (
  { fields }: Extract<FuzzRequest['body'], { kind: 'form' }>,
  random: Random,
): FuzzRequest['body'] => {
  const at = random.below(fields.length + 1);
  const [name = random.pick(HOSTILE_TEXTS)] = fields[at] ?? [];
  const others = random.chance(0.9) ? fields.filter((_, i) => i !== at) : fields;
  return { kind: 'form', fields: [...others, [name, random.pick(HOSTILE_TEXTS)]] };
};

/** A request of the document, as it should be or with something wrong in one place or two. */
export const aRequest = (operations: readonly Operation[], values: Values, random: Random): FuzzRequest => {
  const operation = random.pick(operations);
  const wrong = { path: false, query: false, body: false, headers: false, method: false };
  if (random.chance(0.6)) {
    for (let n = 0; n <= random.below(2); n += 1) {
      wrong[random.pick(['path', 'query', 'query', 'body', 'body', 'body', 'headers', 'method'] as const)] =
        true;
    }
  }
  const headers: Record<string, string> = {};
  for (const { in: place, name, schema } of operation.parameters) {
    // Who waits for a position that has not come yet only keeps the others waiting.
    if (place !== 'header' || name === 'x-after-position' || !random.chance(0.1)) continue;
    const value = textOf(values.value(schema, random, name));
    if (isHeader(value)) headers[name] = value;
  }
  let body: FuzzRequest['body'] = { kind: 'none' };
  const types = Object.keys(operation.bodies);
  if (types.length > 0) {
    const type = random.pick(types);
    const schema = operation.bodies[type] ?? {};
    if (type === 'multipart/form-data') {
      body = formOf(schema, values, random);
      if (wrong.body && body.kind === 'form') body = spoilForm(body, random);
    } else {
      const made = values.value(schema, random);
      headers['content-type'] = 'application/json';
      body = { kind: 'text', text: JSON.stringify(wrong.body ? spoilJson(made, random) : made) };
    }
    if (wrong.body && random.chance(0.2)) body = { kind: 'text', text: random.pick(HOSTILE_BODIES) };
    if (wrong.body && random.chance(0.1)) headers['content-type'] = random.pick(MEDIA_TYPES);
  } else if (wrong.body && operation.method !== 'get') {
    body = { kind: 'text', text: random.pick(HOSTILE_BODIES) };
    headers['content-type'] = random.pick(['application/json', ...MEDIA_TYPES]);
  }
  if (wrong.headers) {
    const [name, value] = random.pick(HEADERS);
    headers[name] = value;
  }
  const method = wrong.method ? random.pick(METHODS) : operation.method.toUpperCase();
  return {
    operation,
    method,
    path: pathOf(operation, values, random, wrong.path) + queryOf(operation, values, random, wrong.query),
    headers,
    body: method === 'GET' || method === 'HEAD' ? { kind: 'none' } : body,
  };
};
