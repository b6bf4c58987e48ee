import { z } from 'zod';
import { planOf, settled } from '../../../application/imports/reimported-file.ts';
import { refuse } from '../../../domain/errors/refusal.ts';
import { fail } from '../../../domain/result.ts';
import { positionsFile } from '../body/positions-file.ts';
import { comesWith, importSource } from '../imports/import-source.ts';
import { validate } from '../pipeline/validate.ts';
import { json } from '../reply.ts';
import { portfolioUploadRoute, type Route } from '../route.ts';
import { csvFile, readingFields, reimportAnswers, reimportFields } from '../views/import-fields.ts';
import { changesSchema, changesView, differenceQuestions } from '../views/reimport.ts';
import { idParameter, uuid } from '../views/scalars.ts';
import { FILE_REFUSALS } from './previews.ts';

const own = { parameter: 'id', foreign: 'ERR_NOT_FOUND' } as const;

const fieldsOfForm = z.strictObject({
  ...readingFields,
  ...reimportFields,
  preview_id: z.guid().toLowerCase().optional().meta({ description: 'A preview instead of a file' }),
});

const form = z
  .strictObject({ ...fieldsOfForm.shape, csv_file: csvFile.optional() })
  .meta({ id: 'ReimportForm' });

/** A newer file of an account whose portfolio is there. */
export const reimportRoutes: readonly Route[] = [
  portfolioUploadRoute(own, positionsFile(form, { anyName: true }), {
    method: 'post',
    path: '/api/v1/portfolios/{id}/imports',
    tag: 'Imports',
    summary: 'Import a newer file into a portfolio',
    description:
      'Applies the difference (opened, closed, quantity, cost) as one event; see it first with a preview that names the ' +
      'portfolio. The same file again changes nothing. What looks like a split, and what was sold at a price that ' +
      'nobody knows, is asked about: ERR_PORT_015. A calculation follows by itself.',
    limits: ['uploads'],
    versioned: 'portfolio',
    input: { params: z.strictObject({ id: idParameter }) },
    success: {
      status: 200,
      description: 'Applied, or nothing to apply',
      body: z
        .strictObject({
          portfolio_id: uuid,
          import_id: uuid.nullable().meta({ description: 'Null when the file changes nothing' }),
          changes: changesSchema,
          pending_symbols: z.array(z.string()),
          batch_run_id: uuid.nullable(),
          message: z.string(),
        })
        .meta({ id: 'Reimported' }),
    },
    refusals: [
      ...FILE_REFUSALS,
      'ERR_IMPORT_001',
      'ERR_IMPORT_002',
      'ERR_IMPORT_003',
      'ERR_IMPORT_004',
      'ERR_IMPORT_007',
      'ERR_PORT_008',
      'ERR_PORT_014',
      'ERR_PORT_015',
    ],
    handle: async ({ user, portfolioId, upload, context }, services) => {
      const came = comesWith(upload);
      if (!came.ok) return came;
      const fields = validate(fieldsOfForm, came.value.fields, 'body');
      if (!fields.ok) return fields;
      const about = { portfolioId, said: reimportAnswers(fields.value) };
      const source = await importSource({ user, upload, context }, fields.value, about, services);
      if (!source.ok) return source;
      const { reading, answers, fileSha256, refusal } = source.value;
      const { application, clock } = services;
      const terms = { portfolioId, fileSha256, answers };
      const planned = await planOf(user.userId, reading, terms, application, clock());
      if (!planned.ok) return fail(await refusal(planned.error));
      const { plan, entryDate } = planned.value;
      if (plan.difference.questions.length > 0) {
        const questions = differenceQuestions(plan, entryDate);
        return fail(await refusal(refuse('ERR_PORT_015', { details: { questions } })));
      }
      const input = settled(planned.value);
      if (!input.ok) return fail(await refusal(input.error));

      const reimported = await application.reimport(user.userId, input.value, context);
      if (!reimported.ok) return reimported;
      const { value, position, revision } = reimported.value;
      const changes = changesView(
        value.applied?.difference ?? { opened: [], changed: [], closed: [], splits: [] },
      );
      return json(
        {
          portfolio_id: portfolioId,
          import_id: value.applied?.importId ?? null,
          changes,
          pending_symbols: [...value.pendingSymbols],
          batch_run_id: value.applied?.runId ?? null,
          message:
            value.applied === null
              ? 'The file changes nothing.'
              : `${changes.opened.length} positions were opened, ${changes.changed.length} changed, ${changes.closed.length} closed.`,
        },
        { position, revision },
      );
    },
  }),
];
