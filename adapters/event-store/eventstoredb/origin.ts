import { z } from 'zod';

/** Where an event was before its log was copied here: when it was recorded stays what it was. */
export const originSchema = z.object({ position: z.string().regex(/^\d+$/), recordedAt: z.iso.datetime() });
export type Origin = z.output<typeof originSchema>;
