import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { Answers } from '../../../application/imports/answer-questions.ts';
import { withinLimit } from '../../../application/imports/importable.ts';
import type { FileReading, ReadingOptions } from '../../../application/imports/reading.ts';
import { newYorkClock } from '../../../domain/dates.ts';
import { type Refusal, refuse } from '../../../domain/errors/refusal.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { FileReader } from '../route.ts';
import type { RouteServices } from '../services.ts';
import { mappingOf } from '../views/column-mapping.ts';
import { parseReadingFields, type ReadingFields, readingFieldsOf } from '../views/import-fields.ts';
import type { Fields } from './read-upload.ts';

export type ReadFile = {
  readonly reading: FileReading;
  readonly options: ReadingOptions;
  /** Said of what the file itself does not say. */
  readonly answers: Answers;
  /** The fields that stood before the file and said how to read it. */
  readonly said: Readonly<Record<string, unknown>>;
};

const optionsOf = async (
  { on_duplicate, lots, date_format, mapping, mapping_id }: ReadingFields,
  userId: string,
  { columnMappings, clock }: RouteServices,
): Promise<Result<ReadingOptions, Refusal>> => {
  const saved = mapping_id === undefined ? null : await columnMappings.find(userId, mapping_id);
  if (mapping_id !== undefined && saved === null) return fail(refuse('ERR_IMPORT_005'));
  const columns = mapping === undefined ? saved?.mapping : mappingOf(mapping);
  return ok({
    today: newYorkClock(clock()).date,
    onDuplicate: on_duplicate ?? 'refuse',
    ...(lots === undefined ? {} : { lots }),
    ...(date_format === undefined ? {} : { dateFormat: date_format }),
    ...(columns === undefined ? {} : { mapping: columns }),
  });
};

/** What a wrong field is refused with is said with the other fields of the form, after the file. */
const NOT_READ = refuse('ERR_REQ_002');

/** Names that text is saved under. What a file is, its content says; a name that says otherwise is a mix-up. */
const TEXT_NAME = /\.(?:csv|tsv|txt|xml)\s*$/i;

const misnamed = refuse('ERR_CSV_002', {
  message: 'The name of the file does not end with .csv, .tsv, .txt or .xml.',
});

/** Reads a file of positions, of whatever broker, as the fields before it say. `anyName` is for looking only. */
export const positionsFile = (
  form: z.ZodType,
  { anyName = false, orJson = true }: { readonly anyName?: boolean; readonly orJson?: boolean } = {},
): FileReader<ReadFile> => ({
  form,
  ...(orJson ? { orJson } : {}),
  read: async ({ name, bytes }, fields, services, userId) => {
    if (!anyName && !TEXT_NAME.test(name)) return fail(misnamed);
    const parsed = parseReadingFields(fields);
    if (!parsed.success) return fail(NOT_READ);
    const options = await optionsOf(parsed.data, userId, services);
    if (!options.ok) return options;
    const reading = await services.readPositions(bytes, options.value);
    if (!reading.ok) return reading;
    const { entry_date } = parsed.data;
    return ok({
      reading: withinLimit(reading.value),
      options: options.value,
      // Kept apart from the reading, so that dates of the file and dates that were said of it are never mixed up.
      answers: entry_date === undefined ? {} : { entryDate: entry_date },
      said: readingFieldsOf(fields),
    });
  },
});

/** Fields behind the file came too late to be heeded, and are not passed over in silence. */
export const heeded = ({ said }: ReadFile, fields: Fields): Result<null, Refusal> =>
  isDeepStrictEqual(said, readingFieldsOf(fields))
    ? ok(null)
    : fail(
        refuse('ERR_REQ_010', {
          message: 'The fields that say how to read the file have to stand before it in the form.',
        }),
      );
