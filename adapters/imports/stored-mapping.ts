import { z } from 'zod';
import { type ColumnMapping, MAPPED_FIELDS } from '../../application/imports/reading.ts';

/** A column mapping as it is stored. */
export const storedMapping = z.strictObject({
  columns: z.partialRecord(z.enum(MAPPED_FIELDS), z.string()),
  dateFormat: z.enum(['iso', 'mdy', 'dmy']).optional(),
  decimalComma: z.boolean().optional(),
  // An absent field is absent, and not undefined: JSON knows no other way.
}) as unknown as z.ZodType<ColumnMapping>;
