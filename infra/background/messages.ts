import { z } from 'zod';
import { metricsSnapshotSchema } from '../../adapters/metrics/merge-metrics.ts';
import type { Position } from '../../application/ports/event-store.ts';
import type { Config } from '../config/config.ts';

const names = z.array(z.string());
const positionSchema = z.custom<Position>((given) => typeof given === 'bigint');

const questionSchema = z.discriminatedUnion('about', [
  z.object({ about: z.literal('metrics') }),
  z.object({ about: z.literal('bus') }),
  z.object({ about: z.literal('backlog'), topic: z.string() }),
]);

/** What only the background thread knows. */
export type Question = z.output<typeof questionSchema>;

/** What the answer to a question looks like. */
export const answerSchemas = {
  metrics: metricsSnapshotSchema,
  bus: z.object({ ok: z.boolean(), detail: z.string() }),
  backlog: z.number(),
} satisfies Record<Question['about'], z.ZodType>;

export type Answer<About extends Question['about']> = z.output<(typeof answerSchemas)[About]>;

/** What the main thread says to the background thread. */
export const toBackgroundSchema = z.discriminatedUnion('type', [
  // The configuration has been checked where it was read.
  z.object({
    type: z.literal('begin'),
    config: z.custom<Config>((given) => typeof given === 'object' && given !== null),
    databaseUrl: z.string(),
  }),
  z.object({ type: z.literal('ask'), id: z.number(), question: questionSchema }),
  z.object({ type: z.literal('stop') }),
]);

export type ToBackground = z.output<typeof toBackgroundSchema>;

/** What the background thread says to the main thread, in the order in which it happens. */
export const fromBackgroundSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('begun') }),
  // It cannot begin, for a reason that whoever runs the service can mend.
  z.object({ type: z.literal('refused'), message: z.string() }),
  z.object({ type: z.literal('moved'), projections: names, position: positionSchema }),
  z.object({ type: z.literal('lost'), projections: names }),
  z.object({ type: z.literal('state'), leads: names, appendsInDoubt: z.boolean() }),
  z.object({ type: z.literal('answer'), id: z.number(), answer: z.unknown() }),
  z.object({ type: z.literal('unanswered'), id: z.number(), message: z.string() }),
  // A line of the log, as it is written.
  z.object({ type: z.literal('line'), line: z.string() }),
]);

export type FromBackground = z.output<typeof fromBackgroundSchema>;
