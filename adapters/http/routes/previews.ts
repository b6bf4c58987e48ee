import { z } from 'zod';
import { knownSymbols } from '../../../application/imports/known-symbols.ts';
import { answeredReading, newPreview } from '../../../application/imports/new-preview.ts';
import type { Preview } from '../../../application/imports/preview.ts';
import type { FileReading } from '../../../application/imports/reading.ts';
import { type PlannedReimport, planOf } from '../../../application/imports/reimported-file.ts';
import type { ErrorCode } from '../../../domain/errors/catalogue.ts';
import { type Refusal, refuse } from '../../../domain/errors/refusal.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { attachment } from '../attachment.ts';
import { heeded, positionsFile } from '../body/positions-file.ts';
import { answersOf } from '../imports/import-source.ts';
import { checkOwners } from '../pipeline/ownership.ts';
import { validate } from '../pipeline/validate.ts';
import { json, text } from '../reply.ts';
import { type Route, uploadRoute, userRoute } from '../route.ts';
import type { RouteServices } from '../services.ts';
import { csvFile, readingFields, reimportAnswers, reimportFields } from '../views/import-fields.ts';
import { positionsOf, previewedPositionSchema, previewSchema, previewView } from '../views/preview.ts';
import { idParameter, pageFields, pagingParameters } from '../views/scalars.ts';

const tag = 'Imports';
const params = z.strictObject({ previewId: idParameter });

/** What a file as a whole, or what was said of it, can be refused with. */
export const FILE_REFUSALS: readonly ErrorCode[] = [
  'ERR_CSV_001',
  'ERR_CSV_002',
  'ERR_CSV_003',
  'ERR_CSV_004',
  'ERR_CSV_005',
  'ERR_CSV_006',
  'ERR_CSV_008',
  'ERR_CSV_009',
  'ERR_IMPORT_005',
  'ERR_PORT_007',
  'ERR_POS_014',
  'ERR_POS_015',
];

const previewFields = z.strictObject({
  ...readingFields,
  ...reimportFields,
  portfolio_id: z.guid().toLowerCase().optional().meta({ description: 'To compare a newer file with' }),
});

const previewForm = z.strictObject({ ...previewFields.shape, csv_file: csvFile }).meta({ id: 'PreviewForm' });

const findPreview = async (
  userId: string,
  previewId: string,
  { previews, clock }: RouteServices,
): Promise<Result<Preview, Refusal>> => {
  const preview = await previews.find(userId, previewId, clock().toISOString());
  return preview === null ? fail(refuse('ERR_IMPORT_002')) : ok(preview);
};

/** Null where there is no portfolio to compare with, and while the file leaves open what has to be known for it. */
const differenceOf = async (
  { portfolioId, fileSha256, answers, userId }: Preview,
  reading: FileReading,
  { application, clock }: RouteServices,
): Promise<PlannedReimport | null> => {
  if (portfolioId === null) return null;
  const terms = { portfolioId, fileSha256, answers };
  const planned = await planOf(userId, reading, terms, application, clock());
  return planned.ok ? planned.value : null;
};

const shown = async (preview: Preview, services: RouteServices) => {
  const reading = answeredReading(preview, services.clock());
  if (!reading.ok) return reading;
  const positions = reading.value.accounts.flatMap((account) => account.positions);
  const [symbols, difference] = await Promise.all([
    knownSymbols(services.queries, positions),
    differenceOf(preview, reading.value, services),
  ]);
  return json(previewView(preview, reading.value, symbols, difference));
};

export const previewRoutes: readonly Route[] = [
  uploadRoute(positionsFile(previewForm, { anyName: true, orJson: false }), {
    method: 'post',
    path: '/api/v1/onboarding/preview',
    tag,
    summary: 'See what a file would bring in',
    description:
      'Any broker’s file of positions, or our template; its name does not matter. Nothing is written to the log: the ' +
      'preview is kept for 24 hours, without the file. Send the fields before the file. With `portfolio_id` it is also ' +
      'compared with what that portfolio holds.',
    limits: ['uploads'],
    success: { status: 200, description: 'What was read, and what it leaves open', body: previewSchema },
    refusals: [...FILE_REFUSALS, 'ERR_NOT_FOUND'],
    handle: async ({ user, upload, context }, services) => {
      if (upload?.file == null) return fail(refuse('ERR_PORT_007'));
      const fields = validate(previewFields, upload.fields, 'body');
      if (!fields.ok) return fields;
      const portfolioId = fields.value.portfolio_id ?? null;
      if (portfolioId !== null) {
        const own = { parameter: 'portfolio_id', foreign: 'ERR_NOT_FOUND' } as const;
        const owned = await checkOwners(services, user, [portfolioId], own);
        if (!owned.ok) return owned;
      }
      const { sha256, outcome } = upload.file;
      if (!outcome.ok) return outcome;
      const inTime = heeded(outcome.value, upload.fields);
      if (!inTime.ok) return inTime;
      const { reading, options } = outcome.value;
      const now = services.clock();
      const answers = { ...outcome.value.answers, ...reimportAnswers(fields.value) };
      const by = { userId: user.userId, commandId: context.commandId };
      const preview = newPreview({ fileSha256: sha256, reading, options, answers, portfolioId }, by, now);
      const view = await shown(preview, services);
      if (view.ok) await services.previews.save(preview, now.toISOString());
      return view;
    },
  }),
  userRoute({
    method: 'get',
    path: '/api/v1/onboarding/previews/{previewId}',
    tag,
    summary: 'A preview again',
    input: { params },
    success: { status: 200, description: 'As it stands with its answers', body: previewSchema },
    refusals: ['ERR_IMPORT_002'],
    handle: async ({ user, params: { previewId } }, services) => {
      const preview = await findPreview(user.userId, previewId, services);
      return preview.ok ? shown(preview.value, services) : preview;
    },
  }),
  userRoute({
    method: 'put',
    path: '/api/v1/onboarding/previews/{previewId}/answers',
    tag,
    summary: 'Answer what a file leaves open',
    description:
      'In place of earlier answers; the file need not be sent again. What changes how the file is read ' +
      '(`date_format`, `mapping_id`, a `mapping` other than the proposed one) does need it: 409 ERR_IMPORT_003.',
    input: {
      params,
      body: z.strictObject({
        entry_date: readingFields.entry_date,
        lots: readingFields.lots,
        date_format: readingFields.date_format,
        mapping: readingFields.mapping,
        mapping_id: readingFields.mapping_id,
        ...reimportFields,
      }),
    },
    success: { status: 200, description: 'The preview with these answers', body: previewSchema },
    refusals: ['ERR_IMPORT_002', 'ERR_IMPORT_003', 'ERR_POS_014', 'ERR_POS_015'],
    handle: async ({ user, params: { previewId }, body }, services) => {
      const found = await findPreview(user.userId, previewId, services);
      if (!found.ok) return found;
      const said = answersOf(body, found.value);
      if (!said.ok) return said;
      const answers = { ...said.value, ...reimportAnswers(body) };
      const preview = { ...found.value, answers };
      const view = await shown(preview, services);
      // Only what can be shown is kept.
      if (view.ok) await services.previews.save(preview, services.clock().toISOString());
      return view;
    },
  }),
  userRoute({
    method: 'get',
    path: '/api/v1/onboarding/previews/{previewId}/positions',
    tag,
    summary: 'All positions of a preview, page by page',
    input: {
      params,
      query: z.strictObject({ account: z.string().max(200).optional(), ...pagingParameters(100, 1000) }),
    },
    success: {
      status: 200,
      description: 'A page of one account’s positions; of the first account unless another is named',
      body: z
        .strictObject({ account: z.string(), positions: z.array(previewedPositionSchema), ...pageFields })
        .meta({ id: 'PreviewedPositionPage' }),
    },
    refusals: ['ERR_IMPORT_002', 'ERR_IMPORT_004'],
    handle: async ({ user, params: { previewId }, query: { account: key, ...paging } }, services) => {
      const preview = await findPreview(user.userId, previewId, services);
      if (!preview.ok) return preview;
      const reading = answeredReading(preview.value, services.clock());
      if (!reading.ok) return reading;
      const { accounts } = reading.value;
      const account = key === undefined ? accounts[0] : accounts.find((one) => one.key === key);
      if (account === undefined) return fail(refuse('ERR_IMPORT_004'));
      return json({
        account: account.key,
        positions: positionsOf(account, reading.value, paging),
        total: account.positions.length,
        ...paging,
      });
    },
  }),
  userRoute({
    method: 'get',
    path: '/api/v1/onboarding/previews/{previewId}/errors.csv',
    tag,
    summary: 'The errors of a file as a file',
    description:
      'Line, symbol, column, value, code, what is wrong and how to mend it: the first 1,000 of them.',
    input: { params },
    success: { status: 200, description: 'One line per error', contentTypes: ['text/csv'] },
    refusals: ['ERR_IMPORT_002'],
    handle: async ({ user, params: { previewId } }, services) => {
      const preview = await findPreview(user.userId, previewId, services);
      if (!preview.ok) return preview;
      const reading = answeredReading(preview.value, services.clock());
      if (!reading.ok) return reading;
      return text(
        'text/csv; charset=utf-8',
        services.writeErrorsCsv(reading.value.errors),
        attachment(['import_errors'], 'csv'),
      );
    },
  }),
];
