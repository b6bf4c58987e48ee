import { z } from 'zod';
import type { Answers } from '../../../application/imports/answer-questions.ts';
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

const symbol = z.string().min(1).max(100);

/** What a newer file of a portfolio leaves open, beside how it is read. */
export const reimportFields = {
  account_keys: jsonField(z.array(z.string().max(200)).min(1).max(100))
    .optional()
    .meta({
      description: 'Of a file with several accounts: those that make up the portfolio',
      example: ['1'],
    }),
  splits: jsonField(z.record(symbol, z.enum(['split', 'trade'])))
    .optional()
    .meta({ description: 'By symbol, for what looks like a split', example: { NVDA: 'split' } }),
  exits: jsonField(
    z.record(
      symbol,
      z.strictObject({
        date: day,
        price: z.string().regex(/^\d{1,12}(\.\d{1,6})?$/, 'Give a price per share in plain digits.'),
      }),
    ),
  )
    .optional()
    .meta({
      description: 'By symbol, for what the file no longer has: when it was sold, and at what price a share',
      example: { AAPL: { date: '2024-05-01', price: '190.50' } },
    }),
};

export const reimportAnswers = ({
  account_keys,
  splits,
  exits,
}: z.output<z.ZodObject<typeof reimportFields>>): Answers => ({
  ...(account_keys === undefined ? {} : { accounts: account_keys }),
  ...(splits === undefined ? {} : { splits }),
  ...(exits === undefined ? {} : { exits }),
});

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
