import { z } from 'zod';
import type { Actor } from './event-store.ts';

/** An actor as JSON keeps it. */
export const storedActor: z.ZodType<Actor> = z.union([
  z
    .object({ kind: z.literal('user'), userId: z.string(), impersonatorId: z.string().optional() })
    .transform(({ kind, userId, impersonatorId }) => ({
      kind,
      userId,
      ...(impersonatorId === undefined ? {} : { impersonatorId }),
    })),
  z.object({ kind: z.literal('process'), name: z.string() }),
]);
