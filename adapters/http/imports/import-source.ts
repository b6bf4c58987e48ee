import { isDeepStrictEqual } from 'node:util';
import type { SignedInUser } from '../../../application/application.ts';
import type { Answers } from '../../../application/imports/answer-questions.ts';
import { answeredReading, newPreview } from '../../../application/imports/new-preview.ts';
import type { Preview } from '../../../application/imports/preview.ts';
import type { FileReading } from '../../../application/imports/reading.ts';
import { type Refusal, refuse } from '../../../domain/errors/refusal.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { heeded, type ReadFile } from '../body/positions-file.ts';
import type { Upload } from '../body/read-upload.ts';
import type { RouteServices } from '../services.ts';
import { mappingOf } from '../views/column-mapping.ts';
import type { ReadingFields } from '../views/import-fields.ts';
import { errorsPath } from '../views/preview.ts';

type Read = Upload<Result<ReadFile, Refusal>>;

/** What is to be imported: a file that came with the call, or one that was previewed. */
export type ImportSource = {
  /** With all that has been answered. */
  readonly reading: FileReading;
  readonly answers: Answers;
  readonly fileSha256: string;
  /** Why the file was refused, with the preview in which its errors and questions can be looked at and answered. */
  readonly refusal: (refusal: Refusal) => Promise<Refusal>;
};

type Call = {
  readonly user: SignedInUser;
  readonly upload: Read | null;
  readonly context: { readonly commandId: string };
};

/** Whether there is anything to import at all, before its fields are looked at. */
export const comesWith = (upload: Read | null): Result<Read, Refusal> => {
  const named = upload !== null && Object.hasOwn(upload.fields, 'preview_id');
  if (upload === null || (upload.file === null && !named)) return fail(refuse('ERR_PORT_007'));
  return upload.file !== null && named
    ? fail(refuse('ERR_PORT_007', { message: 'Send a file or the id of a preview, and not both.' }))
    : ok(upload);
};

/** The answers among the fields; refused are those that would need the file again. */
export const answersOf = (
  fields: ReadingFields,
  { onDuplicate, reading }: Pick<Preview, 'onDuplicate' | 'reading'>,
): Result<Answers, Refusal> => {
  const { on_duplicate, entry_date, lots, date_format, mapping, mapping_id } = fields;
  const asProposed = mapping !== undefined && isDeepStrictEqual(mappingOf(mapping), reading.proposedMapping);
  const rereads =
    date_format !== undefined ||
    (mapping !== undefined && !asProposed) ||
    mapping_id !== undefined ||
    (on_duplicate !== undefined && on_duplicate !== onDuplicate);
  if (rereads) return fail(refuse('ERR_IMPORT_003'));
  return ok({
    ...(entry_date === undefined ? {} : { entryDate: entry_date }),
    ...(lots === undefined ? {} : { lots }),
    ...(asProposed ? { mapping: 'as proposed' } : {}),
  });
};

const withPreview = (refusal: Refusal, previewId: string): Refusal => ({
  ...refusal,
  details: {
    ...refusal.details,
    preview_id: previewId,
    ...(refusal.details?.errors === undefined ? {} : { errors_csv: errorsPath(previewId) }),
  },
});

const previewed = async (
  previewId: string,
  fields: ReadingFields,
  said: Answers,
  { user }: Call,
  { previews, clock }: RouteServices,
): Promise<Result<ImportSource, Refusal>> => {
  const now = clock();
  const preview = await previews.find(user.userId, previewId, now.toISOString());
  if (preview === null) return fail(refuse('ERR_IMPORT_002'));
  const inFields = answersOf(fields, preview);
  if (!inFields.ok) return inFields;
  const answers = { ...preview.answers, ...inFields.value, ...said };
  const reading = answeredReading({ ...preview, answers }, now);
  if (!reading.ok) return reading;
  return ok({
    reading: reading.value,
    answers,
    fileSha256: preview.fileSha256,
    refusal: async (refusal) => withPreview(refusal, previewId),
  });
};

/** Of a file that is refused its reading is kept as a preview, so that it need not be sent again to be understood. */
export const importSource = async (
  call: Call,
  fields: ReadingFields & { readonly preview_id?: string | undefined },
  { portfolioId = null, said = {} }: { readonly portfolioId?: string | null; readonly said?: Answers },
  services: RouteServices,
): Promise<Result<ImportSource, Refusal>> => {
  const { user, upload, context } = call;
  if (fields.preview_id !== undefined) return previewed(fields.preview_id, fields, said, call, services);
  if (upload?.file == null) return fail(refuse('ERR_PORT_007'));
  const { sha256, outcome } = upload.file;
  if (!outcome.ok) return outcome;
  const inTime = heeded(outcome.value, upload.fields);
  if (!inTime.ok) return inTime;
  const { reading, options } = outcome.value;
  const now = services.clock();
  const answers = { ...outcome.value.answers, ...said };
  const answered = answeredReading({ reading, answers, onDuplicate: options.onDuplicate }, now);
  if (!answered.ok) return answered;
  return ok({
    reading: answered.value,
    answers,
    fileSha256: sha256,
    refusal: async (refusal) => {
      const by = { userId: user.userId, commandId: context.commandId };
      const preview = newPreview({ fileSha256: sha256, reading, options, answers, portfolioId }, by, now);
      await services.previews.save(preview, now.toISOString());
      return withPreview(refusal, preview.previewId);
    },
  });
};
