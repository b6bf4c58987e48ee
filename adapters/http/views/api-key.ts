import { z } from 'zod';
import type { KnownApiKey } from '../../../application/application.ts';
import { SCOPES } from '../../../domain/user/scope.ts';
import { instant, uuid } from './scalars.ts';

export const scopesSchema = z
  .array(z.enum(SCOPES))
  .min(1)
  .max(SCOPES.length)
  .refine((scopes) => new Set(scopes).size === scopes.length, 'Each scope once.')
  .meta({
    description: 'read: look. write: change. admin: the routes of superusers, for keys of a superuser',
    example: ['read'],
  });

const members = {
  id: uuid,
  name: z.string().nullable(),
  prefix: z.string().meta({ description: 'The first characters of the key', example: 'sgf_Ab3xY9' }),
  scopes: z.array(z.enum(SCOPES)),
  created_at: instant,
  expires_at: instant.nullable(),
  last_used_at: instant.nullable().meta({ description: 'To the hour' }),
};

export const apiKeySchema = z.strictObject(members).meta({ id: 'ApiKey' });

export const createdApiKeySchema = z
  .strictObject({ ...members, key: z.string().meta({ description: 'Shown now, and never again' }) })
  .meta({ id: 'CreatedApiKey' });

export const apiKeyView = (key: KnownApiKey): z.infer<typeof apiKeySchema> => ({
  id: key.keyId,
  name: key.name,
  prefix: key.prefix,
  scopes: [...key.scopes],
  created_at: key.createdAt,
  expires_at: key.expiresAt,
  last_used_at: key.lastUsedAt,
});
