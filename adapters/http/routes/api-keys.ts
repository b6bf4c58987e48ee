import { z } from 'zod';
import { limits } from '../../../domain/limits.ts';
import { hasControlCharacters } from '../../../domain/text.ts';
import { json } from '../reply.ts';
import { type Route, userRoute } from '../route.ts';
import { apiKeySchema, apiKeyView, createdApiKeySchema, scopesSchema } from '../views/api-key.ts';
import { idParameter } from '../views/scalars.ts';
import { messageSchema } from '../views/session.ts';

const name = z
  .string()
  .trim()
  .min(1)
  .max(limits.apiKeyNameLength)
  .refine((text) => !hasControlCharacters(text), 'No control or direction characters.')
  .meta({ example: 'Nightly report' });

export const apiKeyRoutes: readonly Route[] = [
  userRoute({
    method: 'post',
    path: '/api/v1/auth/api-keys',
    tag: 'API keys',
    summary: 'Make an API key',
    description:
      'For a machine, which sends it as `Authorization: Bearer …`. The key is shown in this answer only.',
    apiKeys: 'never',
    impersonated: 'never',
    secret: true,
    input: {
      body: z.strictObject({
        name,
        scopes: scopesSchema,
        expires_in_days: z.int().min(1).max(3650).nullable().default(90).meta({ description: 'Null: never' }),
      }),
    },
    limits: ['api-keys'],
    success: { status: 201, description: 'The key', body: createdApiKeySchema },
    refusals: ['ERR_ADMIN_001', 'ERR_AUTH_008'],
    handle: async ({ user, body, context }, { application }) => {
      const { name, scopes, expires_in_days: expiresInDays } = body;
      const created = await application.createApiKey(user.userId, { name, scopes, expiresInDays }, context);
      if (!created.ok) return created;
      const { value, position } = created.value;
      return json({ ...apiKeyView(value.apiKey), key: value.secret }, { position });
    },
  }),
  userRoute({
    method: 'get',
    path: '/api/v1/auth/api-keys',
    tag: 'API keys',
    summary: 'My API keys',
    apiKeys: 'never',
    impersonated: 'never',
    success: {
      status: 200,
      description: 'Those that were not revoked, also when they have expired',
      body: z.strictObject({ api_keys: z.array(apiKeySchema) }).meta({ id: 'ApiKeys' }),
    },
    handle: async ({ user }, { application }) =>
      json({ api_keys: (await application.apiKeysOf(user.userId)).map(apiKeyView) }),
  }),
  userRoute({
    method: 'delete',
    path: '/api/v1/auth/api-keys/{keyId}',
    tag: 'API keys',
    summary: 'Revoke an API key',
    description: 'It is void at once.',
    apiKeys: 'never',
    impersonated: 'never',
    input: { params: z.strictObject({ keyId: idParameter }) },
    success: { status: 200, description: 'Revoked', body: messageSchema },
    handle: async ({ user, params: { keyId }, context }, { application }) => {
      const revoked = await application.revokeApiKey(user.userId, keyId, context);
      if (!revoked.ok) return revoked;
      return json({ message: 'Revoked.' }, { position: revoked.value.position });
    },
  }),
];
