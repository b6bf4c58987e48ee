import { z } from 'zod';
import type { OnDuplicate } from '../../../domain/import/positions-import.ts';
import { parseStrictJson } from '../body/strict-json.ts';
import { mappingSchema } from './column-mapping.ts';
import { day } from './scalars.ts';

export const ON_DUPLICATE = ['refuse', 'merge', 'keep'] as const satisfies readonly OnDuplicate[];

/** A field of a form that holds JSON; in a JSON body it is the value itself. */
export const jsonField = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value, context) => {
    if (typeof value !== 'string') return value;
    const parsed = parseStrictJson(value);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: 'custom', message: 'Give this field as JSON.' });
    return z.NEVER;
  }, schema);

/** How a file is to be read; also the answers to what a file leaves open. They stand before the file in a form. */
export const readingFields = {
  on_duplicate: z.enum(ON_DUPLICATE).optional().meta({
    description: 'What to do with rows of the same symbol or contract and entry date; `refuse` unless given',
  }),
  lots: z
    .enum(['keep', 'merge'])
    .optional()
    .meta({ description: 'Lots of one security: kept apart, or merged at their average cost' }),
  entry_date: day.optional().meta({
    description: 'For the rows of a file that says no dates: asked for once, never made up',
    example: '2024-01-02',
  }),
  date_format: z
    .enum(['iso', 'mdy', 'dmy'])
    .optional()
    .meta({ description: 'Which of two readings of its dates a file means' }),
  mapping: jsonField(mappingSchema).optional(),
  mapping_id: z.guid().toLowerCase().optional().meta({ description: 'A saved column mapping' }),
};

const readingForm = z.object(readingFields);
export type ReadingFields = z.output<typeof readingForm>;

const NAMES = Object.keys(readingFields) as readonly (keyof ReadingFields)[];

/** What of a form is about the reading of its file. */
export const readingFieldsOf = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(NAMES.flatMap((name) => (Object.hasOwn(fields, name) ? [[name, fields[name]]] : [])));

export const parseReadingFields = (fields: Readonly<Record<string, unknown>>) =>
  readingForm.safeParse(readingFieldsOf(fields));

export const csvFile = z
  .string()
  .meta({ format: 'binary', description: 'A file of positions as the broker gave it, or our template' });
