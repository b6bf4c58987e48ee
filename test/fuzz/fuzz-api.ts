import { setTimeout as sleep } from 'node:timers/promises';
import { catalogue } from '../../domain/errors/catalogue.ts';
import { violations } from '../adapters/http/openapi-checker.ts';
import { createRandom, type Random } from '../support/random.ts';
import { aRequest, type FuzzRequest, type Operation } from './requests.ts';
import { createValues, type Schema } from './values-from-schema.ts';

type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};
type OperationObject = {
  readonly parameters?: Operation['parameters'];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
};

/** Somebody with a way to sign in: some calls end their session. Null brings nothing along. */
export type Caller = {
  readonly name: string;
  /** How many of their calls there are for one of another's. */
  readonly share: number;
  readonly signIn: (() => Promise<string>) | null;
};

export type FuzzOptions = {
  readonly url: string;
  readonly callers: readonly Caller[];
  readonly count: number;
  readonly seed: number;
  /** At once. */
  readonly parallel: number;
};

export type Finding = {
  readonly seed: number;
  readonly index: number;
  readonly caller: string;
  readonly request: string;
  readonly status: number;
  readonly answer: string;
  readonly problems: readonly string[];
};

export type FuzzResult = {
  readonly byStatus: Readonly<Record<number, number>>;
  readonly codes: readonly string[];
  readonly findings: readonly Finding[];
};

/** A whole export of somebody with hundreds of portfolios, beside seven other calls, takes its time. */
const ANSWER_MS = 120_000;
const KEPT_PER_FIELD = 40;
const LEAKED = /node_modules|\.[tj]s:\d+:\d+|\n\s+at |syntax error at or near|violates \w+ constraint/;

const operationsOf = ({ paths }: Document): readonly Operation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      method,
      path,
      parameters,
      bodies: Object.fromEntries(
        Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => [type, schema]),
      ),
    })),
  );

/** What makes something for others to work on comes often, and what takes it away seldom. */
const timesOf = ({ method, path }: Operation): number => {
  if (/^\/api\/v1\/(?:portfolios|onboarding\/create-portfolio)$/.test(path) && method === 'post') return 20;
  if (method === 'delete' || /\/(?:erase|logout)/.test(path)) return 1;
  return 4;
};

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Remembers the newest ids and names of the answers, so that later requests meet what is there. */
const createMemory = () => {
  const seen = new Map<string, string[]>();
  const remember = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, held] of Object.entries(value)) {
      if (
        typeof held === 'string' &&
        held.length < 200 &&
        /(?:_id|^id|symbol|stream|cursor|_by)$/.test(key)
      ) {
        const known = seen.get(key) ?? [];
        if (!known.includes(held)) seen.set(key, [held, ...known].slice(0, KEPT_PER_FIELD));
      } else remember(held);
    }
  };
  const known = (field: string): readonly string[] =>
    seen.get(field === 'id' ? 'portfolio_id' : snake(field)) ?? [];
  return { remember, known };
};

/** Each knows their own things; now and then one asks for another's. */
const createMemories = (callers: readonly Caller[]) => {
  const all = createMemory();
  const own = new Map(callers.map((caller) => [caller, createMemory()]));
  let asked: ReturnType<typeof createMemory> = all;
  return {
    remember: (caller: Caller, value: unknown): void => {
      all.remember(value);
      own.get(caller)?.remember(value);
    },
    ask: (caller: Caller, random: Random): void => {
      asked = random.chance(0.15) ? all : (own.get(caller) ?? all);
    },
    known: (field: string): readonly string[] => asked.known(field),
  };
};

const bodyOf = ({ body }: FuzzRequest): string | FormData | undefined => {
  if (body.kind === 'none') return undefined;
  if (body.kind === 'text') return body.text;
  const form = new FormData();
  for (const [name, value] of body.fields) {
    if (name === 'csv_file') form.append(name, new Blob([value]), 'file.csv');
    else form.append(name, value);
  }
  return form;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

type ErrorBody = { readonly error?: { readonly code?: unknown; readonly details?: unknown } };

/** What is wrong with an answer, whatever the request was. */
const problemsOf = (
  { operation, method }: FuzzRequest,
  status: number,
  type: string,
  text: string,
): readonly string[] => {
  const problems: string[] = [];
  const json = type.startsWith('application/json');
  const body = json ? parsed(text) : text;
  if (LEAKED.test(text) && !operation.path.startsWith('/docs')) problems.push('tells of the inside');
  if (method === 'HEAD' || method === 'OPTIONS') {
    return status >= 500 ? [...problems, `status ${status}`] : problems;
  }
  if (method === operation.method.toUpperCase()) {
    problems.push(...violations(operation.method, operation.path, status, type, body));
  }
  if (status < 400) return problems;
  const { error } = (body ?? {}) as ErrorBody;
  // Health tells what is not well, with the status of a failure.
  if (error === undefined && operation.path.startsWith('/health/')) return problems;
  if (status >= 500) problems.push(`status ${status}`);
  const code = error?.code;
  if (typeof code !== 'string' || !(code in catalogue)) problems.push('no code of the catalogue');
  else if (catalogue[code as keyof typeof catalogue].status !== status) {
    problems.push(`${code} has another status than ${status}`);
  }
  return problems;
};

/** Sends `count` requests made from the server's own document, and tells of each that was not answered as it says. */
export const fuzzApi = async ({ url, callers, count, seed, parallel }: FuzzOptions): Promise<FuzzResult> => {
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as Document;
  const operations = operationsOf(document);
  const weighted = operations.flatMap((operation) =>
    Array.from({ length: timesOf(operation) }, () => operation),
  );
  const memory = createMemories(callers);
  const values = createValues(document.components.schemas, memory.known);
  const tokens = new Map<Caller, Promise<string>>();
  const byStatus: Record<number, number> = {};
  const codes = new Set<string>();
  const findings: Finding[] = [];

  const send = async (request: FuzzRequest, caller: Caller) => {
    const token = caller.signIn === null ? null : await (tokens.get(caller) ?? caller.signIn());
    if (token !== null) tokens.set(caller, Promise.resolve(token));
    const body = bodyOf(request);
    const gone = new AbortController();
    const late = sleep(ANSWER_MS, undefined, { ref: false, signal: gone.signal }).then(
      () => gone.abort(),
      () => {},
    );
    try {
      const response = await fetch(`${url}${request.path}`, {
        method: request.method,
        headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...request.headers },
        signal: gone.signal,
        redirect: 'manual',
        ...(body === undefined ? {} : { body }),
      });
      const type = response.headers.get('content-type') ?? '';
      // An event stream has no end to wait for.
      const text = type.startsWith('text/event-stream') ? '' : await response.text();
      if (response.status === 401 && request.headers.authorization === undefined) tokens.delete(caller);
      return { status: response.status, type, text };
    } finally {
      gone.abort();
      await late;
    }
  };

  const lists = operations.filter(({ method, path }) => method === 'get' && /^\/api\/[^{]*$/.test(path));
  for (const caller of callers.filter(({ signIn }) => signIn !== null)) {
    for (const operation of lists) {
      const asked = {
        operation,
        method: 'GET',
        path: operation.path,
        headers: {},
        body: { kind: 'none' },
      } as const;
      const { status, text } = await send(asked, caller);
      if (status === 200) memory.remember(caller, parsed(text));
    }
  }

  const shares = callers.flatMap((caller) => Array.from({ length: caller.share }, () => caller));
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      const random = createRandom(seed + index);
      const caller = random.pick(shares);
      memory.ask(caller, random);
      const request = aRequest(weighted, values, random);
      const report = (status: number, answer: string, problems: readonly string[]): void => {
        const { operation: _, ...printed } = request;
        findings.push({
          seed,
          index,
          caller: caller.name,
          request: JSON.stringify(printed).slice(0, 3000),
          status,
          answer: answer.slice(0, 1000),
          problems,
        });
      };
      try {
        const { status, type, text } = await send(request, caller);
        byStatus[status] = (byStatus[status] ?? 0) + 1;
        const problems = problemsOf(request, status, type, text);
        if (problems.length > 0) report(status, text, problems);
        const body = type.startsWith('application/json') ? parsed(text) : undefined;
        if (status < 300) memory.remember(caller, body);
        const code = (body as ErrorBody | undefined)?.error?.code;
        if (typeof code === 'string') codes.add(code);
      } catch (error) {
        report(0, String(error), ['no answer']);
      }
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  return { byStatus, codes: [...codes].toSorted(), findings };
};
