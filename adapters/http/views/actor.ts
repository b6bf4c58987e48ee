import { z } from 'zod';
import type { Actor } from '../../../application/ports/event-store.ts';

export const actorSchema = z
  .strictObject({
    kind: z.enum(['user', 'process']),
    user_id: z.string().nullable().meta({ description: 'Null also where it is somebody else' }),
    impersonator_id: z.string().nullable().meta({ description: 'The administrator who acted as the user' }),
    process: z.string().nullable(),
  })
  .meta({ id: 'Actor' });

export type Viewer = { readonly userId: string; readonly isSuperuser: boolean };

/** Facts about symbols are everybody's, but not who asked for them. */
export const actorView = (actor: Actor, viewer: Viewer): z.infer<typeof actorSchema> => {
  if (actor.kind === 'process') {
    return { kind: 'process', user_id: null, impersonator_id: null, process: actor.name };
  }
  const visible = viewer.isSuperuser || actor.userId === viewer.userId;
  return {
    kind: 'user',
    user_id: visible ? actor.userId : null,
    impersonator_id: visible ? (actor.impersonatorId ?? null) : null,
    process: null,
  };
};
