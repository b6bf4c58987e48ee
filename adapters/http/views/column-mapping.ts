import { z } from 'zod';
import { type ColumnMapping, MAPPED_FIELDS } from '../../../application/imports/reading.ts';

const title = z.string().trim().min(1).max(200);

/** A column mapping as it comes from outside, and as it is shown. */
export const mappingSchema = z
  .strictObject({
    columns: z.strictObject(
      Object.fromEntries(MAPPED_FIELDS.map((field) => [field, title.optional()])) as Record<
        (typeof MAPPED_FIELDS)[number],
        z.ZodOptional<typeof title>
      >,
    ),
    date_format: z.enum(['iso', 'mdy', 'dmy']).optional(),
    decimal_comma: z.boolean().optional(),
  })
  .meta({
    id: 'ColumnMapping',
    description: 'Which column of the file, by its title, means what',
    example: {
      columns: { symbol: 'Ticker', quantity: 'Units', cost_total: 'Book value', entry_date: 'Bought' },
      date_format: 'mdy',
    },
  });

export type WrittenMapping = z.infer<typeof mappingSchema>;

const given = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Value;

export const mappingOf = ({ columns, date_format, decimal_comma }: WrittenMapping): ColumnMapping => ({
  columns: given(columns) as ColumnMapping['columns'],
  ...(date_format === undefined ? {} : { dateFormat: date_format }),
  ...(decimal_comma === undefined ? {} : { decimalComma: decimal_comma }),
});

export const mappingView = ({ columns, dateFormat, decimalComma }: ColumnMapping): WrittenMapping => ({
  columns: { ...columns },
  ...(dateFormat === undefined ? {} : { date_format: dateFormat }),
  ...(decimalComma === undefined ? {} : { decimal_comma: decimalComma }),
});
