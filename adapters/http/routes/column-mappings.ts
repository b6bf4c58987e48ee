import { z } from 'zod';
import type { SavedMapping } from '../../../application/ports/column-mappings.ts';
import { refuse } from '../../../domain/errors/refusal.ts';
import { uuid5 } from '../../../domain/ids.ts';
import { fail } from '../../../domain/result.ts';
import { hasControlCharacters } from '../../../domain/text.ts';
import { json } from '../reply.ts';
import { type Route, userRoute } from '../route.ts';
import { mappingOf, mappingSchema, mappingView } from '../views/column-mapping.ts';
import { idParameter, instant, uuid } from '../views/scalars.ts';

const PATH = '/api/v1/onboarding/mappings';
const tag = 'Imports';
const params = z.strictObject({ mappingId: idParameter });

export const savedSchema = z
  .strictObject({ mapping_id: uuid, name: z.string(), mapping: mappingSchema, saved_at: instant })
  .meta({ id: 'SavedMapping' });

const savedView = ({ mappingId, name, mapping, savedAt }: SavedMapping): z.infer<typeof savedSchema> => ({
  mapping_id: mappingId,
  name,
  mapping: mappingView(mapping),
  saved_at: savedAt,
});

/** What a person has said of the columns of their files, to be used again by its id. */
export const columnMappingRoutes: readonly Route[] = [
  userRoute({
    method: 'get',
    path: PATH,
    tag,
    summary: 'Your saved column mappings',
    success: {
      status: 200,
      description: 'By name',
      body: z.strictObject({ mappings: z.array(savedSchema) }).meta({ id: 'SavedMappings' }),
    },
    handle: async ({ user }, { columnMappings }) =>
      json({ mappings: (await columnMappings.list(user.userId)).map(savedView) }),
  }),
  userRoute({
    method: 'post',
    path: PATH,
    tag,
    summary: 'Save a column mapping under a name',
    description:
      'In place of the one of that name, whose id it keeps. Use it with `mapping_id` when a file is previewed or imported.',
    input: {
      body: z.strictObject({
        name: z
          .string()
          .trim()
          .min(1)
          .max(100)
          .refine((name) => !hasControlCharacters(name), 'A name is one line of visible characters.')
          .meta({ example: 'My bank' }),
        mapping: mappingSchema,
      }),
    },
    success: { status: 200, description: 'Saved', body: savedSchema },
    refusals: ['ERR_IMPORT_006'],
    handle: async ({ user, body: { name, mapping }, context }, { columnMappings, clock }) => {
      const saved = await columnMappings.save({
        mappingId: uuid5('column mapping', context.commandId),
        userId: user.userId,
        name,
        mapping: mappingOf(mapping),
        savedAt: clock().toISOString(),
      });
      return saved === null ? fail(refuse('ERR_IMPORT_006')) : json(savedView(saved));
    },
  }),
  userRoute({
    method: 'get',
    path: `${PATH}/{mappingId}`,
    tag,
    summary: 'One saved column mapping',
    input: { params },
    success: { status: 200, description: 'The mapping', body: savedSchema },
    refusals: ['ERR_IMPORT_005'],
    handle: async ({ user, params: { mappingId } }, { columnMappings }) => {
      const saved = await columnMappings.find(user.userId, mappingId);
      return saved === null ? fail(refuse('ERR_IMPORT_005')) : json(savedView(saved));
    },
  }),
  userRoute({
    method: 'delete',
    path: `${PATH}/{mappingId}`,
    tag,
    summary: 'Remove a saved column mapping',
    input: { params },
    success: {
      status: 200,
      description: 'Removed',
      body: z.strictObject({ mapping_id: uuid, message: z.string() }).meta({ id: 'RemovedMapping' }),
    },
    refusals: ['ERR_IMPORT_005'],
    handle: async ({ user, params: { mappingId } }, { columnMappings }) =>
      (await columnMappings.remove(user.userId, mappingId))
        ? json({ mapping_id: mappingId, message: 'The column mapping was removed.' })
        : fail(refuse('ERR_IMPORT_005')),
  }),
];
