import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { type ErrorCode, entryOf } from '../../../domain/errors/catalogue.ts';
import type { Route } from '../route.ts';
import { eventPosition, instant, uuid } from '../views/scalars.ts';

const errorSchema = z
  .strictObject({
    error: z.strictObject({
      code: z.string(),
      message: z.string(),
      details: z.record(z.string(), z.unknown()).nullable(),
      documentation_url: z.string(),
    }),
  })
  .meta({ id: 'Error' });

const requestHeaders = {
  'x-request-id': z
    .string()
    .optional()
    .meta({ description: 'Comes back, and is in the log; 1 to 64 letters, digits, `.`, `_` or `-`' }),
  'x-correlation-id': uuid.optional().meta({ description: 'Kept with every event that the call causes' }),
};
const afterPosition = {
  'x-after-position': eventPosition.optional().meta({
    description: 'Waits until everything up to this X-Event-Position can be read, at most 5 seconds',
  }),
};
const reason = {
  'x-reason': z.string().optional().meta({
    description:
      'Why you do this, in at most 500 characters of UTF-8; kept with everything that the call writes down',
  }),
};
const idempotencyKey = {
  'idempotency-key': z
    .string()
    .min(1)
    .max(255)
    .optional()
    .meta({ description: 'A repeat with the same key gets the first answer, and nothing is done twice' }),
};

const asOf = z
  .string()
  .optional()
  .meta({
    description:
      'Answers from what was known then: an instant with its offset, a date (the end of that New York day), or a position ' +
      'of the log',
    example: '2026-11-17T21:00:00Z',
  });

const ifMatch = {
  'if-match': z.string().optional().meta({
    description: 'The ETag of what you have seen: refused with ERR_REQ_014 when it was changed since',
  }),
};

const isJson = (route: Route): boolean => 'body' in route.success;

/** The refusals that a route's policy and schemas bring, beside its own. */
export const refusalsOf = (route: Route): readonly ErrorCode[] => {
  const codes = new Set<ErrorCode>([
    'ERR_REQ_002',
    'ERR_REQ_007',
    'ERR_REQ_011',
    'ERR_INTERNAL',
    'ERR_UNAVAILABLE',
  ]);
  const add = (...more: readonly ErrorCode[]): void => {
    for (const code of more) codes.add(code);
  };
  if (route.access !== 'public') {
    add('ERR_AUTH_002', 'ERR_AUTH_003', 'ERR_REQ_013', 'ERR_ADMIN_004');
    if (route.impersonated === 'never') add('ERR_ADMIN_012');
    if (route.impersonated === 'write') add('ERR_ADMIN_013');
  }
  if (route.ownOriginOnly || (route.access !== 'public' && route.method !== 'get')) add('ERR_AUTH_006');
  if (route.access === 'superuser') add('ERR_ADMIN_001');
  if (route.owns !== null) add('ERR_NOT_FOUND', route.owns.foreign);
  if (route.input.params !== undefined) add('ERR_NOT_FOUND');
  if (route.input.body !== undefined) add('ERR_REQ_001', 'ERR_REQ_003', 'ERR_REQ_004');
  if (route.upload !== null) add('ERR_REQ_003', 'ERR_REQ_010');
  if (route.method !== 'get' && route.access !== 'public' && route.secret !== true)
    add('ERR_REQ_008', 'ERR_REQ_009');
  if (route.method !== 'get' && route.versioned !== undefined) add('ERR_REQ_014');
  if (route.travels) add('ERR_ASOF_001', 'ERR_ASOF_002');
  add(...(route.refusals ?? []));
  return [...codes];
};

const errorResponses = (route: Route): RouteConfig['responses'] => {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of refusalsOf(route)) {
    const { status } = entryOf(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `${code}: ${entryOf(code).title}`).join('; '),
        content: { 'application/json': { schema: errorSchema } },
      },
    ]),
  );
};

const successResponses = ({
  success,
  method,
  access,
  travels,
  versioned,
}: Route): RouteConfig['responses'] => {
  const content =
    'body' in success
      ? {
          'application/json': { schema: success.body },
          ...(success.alsoText === undefined ? {} : { [success.alsoText]: { schema: z.string() } }),
        }
      : Object.fromEntries(
          success.contentTypes.map((type) => [type, { schema: success.events ?? z.string() }]),
        );
  const headers = z.object({
    'X-Request-Id': z.string(),
    'X-Correlation-Id': uuid,
    ...(versioned === undefined ? {} : { ETag: z.string().optional() }),
    ...(method !== 'get' && access !== 'public'
      ? { 'X-Event-Position': eventPosition.optional(), 'Idempotent-Replayed': z.literal('true').optional() }
      : {}),
    ...(travels ? { 'X-As-Of-Position': eventPosition.optional(), 'X-As-Of-Time': instant.optional() } : {}),
  });
  const response = { description: success.description, headers, content };
  const also = 'body' in success ? (success.alsoStatus ?? []) : [];
  return Object.fromEntries([success.status, ...also].map((status) => [status, response]));
};

const formContent = ({ form, orJson }: NonNullable<Route['upload']>) => ({
  'multipart/form-data': { schema: form },
  ...(orJson === true && form instanceof z.ZodObject
    ? { 'application/json': { schema: form.omit({ csv_file: true }).required({ preview_id: true }) } }
    : {}),
});

const requestOf = (route: Route): NonNullable<RouteConfig['request']> => {
  const { params, query, body, headers } = route.input;
  const header = z.object({
    ...requestHeaders,
    ...(route.access === 'public' ? {} : { ...afterPosition, ...reason }),
    ...(route.access !== 'public' && route.method !== 'get' && route.secret !== true ? idempotencyKey : {}),
    ...(route.versioned !== undefined && route.method !== 'get' ? ifMatch : {}),
    ...headers?.shape,
  });
  return {
    headers: header,
    ...(params === undefined ? {} : { params }),
    ...(query === undefined && !route.travels
      ? {}
      : { query: z.object({ ...query?.shape, ...(route.travels ? { as_of: asOf } : {}) }) }),
    ...(body === undefined
      ? {}
      : { body: { content: { 'application/json': { schema: body } }, required: true } }),
    ...(route.upload === null ? {} : { body: { content: formContent(route.upload), required: true } }),
  };
};

const operationId = ({ method, path }: Route): string =>
  `${method}_${path.replace('/api/v1/', '').replaceAll(/[^a-zA-Z0-9]+/g, '_')}`.replace(/_+$/, '');

/** OpenAPI 3.1, from the same table and schemas that the server runs on. */
export const openApiDocument = (routes: readonly Route[], version: string) => {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The access token of POST /api/v1/auth/login, or an API key',
  });
  registry.registerComponent('securitySchemes', 'cookie', {
    type: 'apiKey',
    in: 'cookie',
    name: 'session',
    description: 'Of POST /api/v1/auth/cookie, for pages of this service; __Host-session behind TLS',
  });
  for (const route of routes.filter(({ hidden }) => hidden !== true)) {
    registry.registerPath({
      method: route.method,
      path: route.path,
      operationId: operationId(route),
      tags: [route.tag],
      summary: route.summary,
      description: [
        route.description,
        route.access === 'superuser' ? 'Superusers only.' : undefined,
        route.owns?.foreign === 'ERR_AUTH_003' ? 'Somebody else’s portfolio is 403.' : undefined,
        isJson(route) ? undefined : 'Not JSON.',
      ]
        .filter((part) => part !== undefined)
        .join(' '),
      security: route.access === 'public' ? [] : [{ bearer: [] }, { cookie: [] }],
      request: requestOf(route),
      responses: { ...errorResponses(route), ...successResponses(route) },
    });
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Sigmafold',
      version,
      description:
        'Portfolio onboarding and risk analytics. Money and decimals are strings, statistics are numbers, fractions are ' +
        'decimals (0.05 is 5 %), times are UTC. What is not known is null, never zero. Every error has one shape; its ' +
        'code is explained under /docs/errors.',
    },
    servers: [{ url: '/' }],
  });
};
