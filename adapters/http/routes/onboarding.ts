import { z } from 'zod';
import type { UnidentifiedPosition } from '../../../application/application.ts';
import { newYorkClock } from '../../../domain/dates.ts';
import { refuse } from '../../../domain/errors/refusal.ts';
import { parsePortfolioForm } from '../../../domain/portfolio/form.ts';
import { pricedSymbolOf } from '../../../domain/portfolio/position.ts';
import { fail } from '../../../domain/result.ts';
import { runEventSchema, runEvents } from '../events/run-events.ts';
import { parsePosition } from '../pipeline/positions.ts';
import { validate } from '../pipeline/validate.ts';
import { json, text } from '../reply.ts';
import { type FileReader, portfolioRoute, publicRoute, type Route, uploadRoute } from '../route.ts';
import type { ParsedFile } from '../services.ts';
import { logLineSchema, logView, runStatusSchema, runStatusView } from '../views/run.ts';
import { idParameter, instant, uuid } from '../views/scalars.ts';
import { documentedForm, ON_DUPLICATE, uploadFields } from '../views/upload-form.ts';

const TEMPLATE_NAME = 'sigmafold_portfolio_template.csv';

const nextStep = z.strictObject({ action: z.string(), endpoint: z.string(), description: z.string() });

const ofPortfolio = { parameter: 'portfolioId', foreign: 'ERR_NOT_FOUND' } as const;
const portfolioParams = z.strictObject({ portfolioId: idParameter });

const readinessOf = (
  positions: readonly UnidentifiedPosition[],
  pending: readonly string[],
): 'ready' | 'partial' | 'pending' => {
  if (pending.length === 0) return 'ready';
  const needed = new Set(
    positions.flatMap((position) => pricedSymbolOf({ ...position, positionId: '' }) ?? []),
  );
  return pending.length < needed.size ? 'partial' : 'pending';
};

const positionsFile: FileReader<ParsedFile> = {
  form: documentedForm,
  read: ({ name, bytes }, fields, { parsePositions, clock }) =>
    parsePositions(bytes, {
      fileName: name,
      today: newYorkClock(clock()).date,
      // A wrong value is refused with the other fields, after the file.
      onDuplicate: ON_DUPLICATE.find((choice) => choice === fields.on_duplicate) ?? 'refuse',
    }),
};

/** A message may quote what somebody else wrote. */
const oneLine = (message: string): string => message.replace(/\p{Cc}+/gu, ' ');

export const onboardingRoutes: readonly Route[] = [
  publicRoute({
    method: 'post',
    path: '/api/v1/onboarding/register',
    tag: 'Onboarding',
    summary: 'Register with an invite code',
    description: 'Does not log in, and does not create a portfolio.',
    input: {
      // Permissive on purpose: what is wrong with a value has a code of its own.
      body: z.strictObject({
        email: z.string().meta({ example: 'jane@example.com' }),
        password: z.string(),
        full_name: z.string(),
        invite_code: z.string(),
      }),
    },
    limits: ['register-attempts', 'register-accounts', 'invite-codes'],
    success: {
      status: 201,
      description: 'Registered',
      body: z
        .strictObject({
          user_id: uuid,
          email: z.string(),
          full_name: z.string(),
          created_at: instant,
          message: z.string(),
          next_step: nextStep,
        })
        .meta({ id: 'Registration' }),
    },
    refusals: ['ERR_INVITE_001', 'ERR_USER_001', 'ERR_USER_002', 'ERR_USER_003', 'ERR_USER_004'],
    handle: async ({ body, context }, { application }) => {
      const registered = await application.register(
        {
          email: body.email,
          password: body.password,
          fullName: body.full_name,
          inviteCode: body.invite_code,
        },
        context,
      );
      if (!registered.ok) return registered;
      const { value: user, position } = registered.value;
      return json(
        {
          user_id: user.userId,
          email: user.email,
          full_name: user.fullName,
          created_at: user.createdAt,
          message: 'The account was created.',
          next_step: {
            action: 'login',
            endpoint: '/api/v1/auth/login',
            description: 'Log in with the e-mail address and the password.',
          },
        },
        { position },
      );
    },
  }),

  publicRoute({
    method: 'get',
    path: '/api/v1/onboarding/csv-template',
    tag: 'Onboarding',
    summary: 'Download the CSV template',
    description:
      'Twelve columns, explained in comment lines, with example rows that import without an error.',
    success: { status: 200, description: 'The template', contentTypes: ['text/csv'] },
    handle: async (_request, { csvTemplate }) =>
      text('text/csv; charset=utf-8', csvTemplate(), {
        'Content-Disposition': `attachment; filename=${TEMPLATE_NAME}`,
        'Cache-Control': 'public, max-age=3600',
      }),
  }),

  uploadRoute(positionsFile, {
    method: 'post',
    path: '/api/v1/onboarding/create-portfolio',
    tag: 'Onboarding',
    summary: 'Create a portfolio from a CSV file',
    description:
      'The portfolio and all positions of the file, or nothing. All errors of all rows come at once in `details.errors`. ' +
      'Send the fields before the file: `on_duplicate` is needed to read it. Send an Idempotency-Key to make a repeat harmless.',
    limits: ['uploads'],
    success: {
      status: 201,
      description: 'Created',
      body: z
        .strictObject({
          portfolio_id: uuid,
          portfolio_name: z.string(),
          account_name: z.string(),
          account_type: z.string(),
          equity_balance: z.string(),
          import_id: uuid,
          positions_imported: z.int(),
          positions_failed: z.literal(0),
          total_positions: z.int(),
          status: z.enum(['ready', 'partial', 'pending']).meta({
            description: 'Whether the symbols have prices and factors already: all, some or none of them',
          }),
          pending_symbols: z.array(z.string()),
          warnings: z.array(
            z.strictObject({
              row: z.int(),
              symbol: z.string().nullable(),
              field: z.string().nullable(),
              code: z.string(),
              message: z.string(),
            }),
          ),
          batch_run_id: uuid.nullable().meta({ description: 'With auto_calculate' }),
          message: z.string(),
          next_step: nextStep,
        })
        .meta({ id: 'CreatedPortfolio' }),
    },
    refusals: [
      'ERR_CSV_001',
      'ERR_CSV_002',
      'ERR_CSV_003',
      'ERR_CSV_004',
      'ERR_CSV_005',
      'ERR_CSV_006',
      'ERR_CSV_008',
      'ERR_PORT_001',
      'ERR_PORT_002',
      'ERR_PORT_003',
      'ERR_PORT_004',
      'ERR_PORT_005',
      'ERR_PORT_006',
      'ERR_PORT_007',
      'ERR_PORT_008',
      'ERR_PORT_009',
      'ERR_PORT_010',
      'ERR_PORT_011',
      'ERR_PORT_012',
      'ERR_PORT_013',
      'ERR_REQ_010',
    ],
    handle: async ({ user, upload, context }, { application }) => {
      if (upload?.file == null) return fail(refuse('ERR_PORT_007'));
      const fields = validate(uploadFields, upload.fields, 'body');
      if (!fields.ok) return fields;
      const form = parsePortfolioForm({
        portfolioName: fields.value.portfolio_name,
        accountName: fields.value.account_name,
        accountType: fields.value.account_type,
        equityBalance: fields.value.equity_balance,
        description: fields.value.description,
      });
      if (!form.ok) return form;
      const { sha256, outcome } = upload.file;
      if (!outcome.ok) return outcome;
      const { positions, warnings } = outcome.value;
      const created = await application.createPortfolio(
        user.userId,
        {
          ...form.value,
          autoCalculate: fields.value.auto_calculate,
          fileSha256: sha256,
          positions,
        },
        context,
      );
      if (!created.ok) return created;
      const { value, position } = created.value;
      const statusUrl = `/api/v1/onboarding/status/${value.portfolioId}`;
      return json(
        {
          portfolio_id: value.portfolioId,
          portfolio_name: form.value.portfolioName,
          account_name: form.value.accountName,
          account_type: form.value.accountType,
          equity_balance: form.value.equityBalance,
          import_id: value.importId,
          positions_imported: value.positionsImported,
          positions_failed: 0 as const,
          total_positions: value.positionsImported,
          status: readinessOf(positions, value.pendingSymbols),
          pending_symbols: [...value.pendingSymbols],
          warnings: warnings.map((warning) => ({ ...warning })),
          batch_run_id: value.runId,
          message: `${value.positionsImported} positions were imported.`,
          next_step: fields.value.auto_calculate
            ? {
                action: 'poll_status',
                endpoint: statusUrl,
                description: 'The calculation has been requested.',
              }
            : {
                action: 'calculate',
                endpoint: `/api/v1/portfolios/${value.portfolioId}/calculate`,
                description: 'Request the calculation of values and risk.',
              },
        },
        { position },
      );
    },
  }),

  portfolioRoute(ofPortfolio, {
    method: 'get',
    path: '/api/v1/onboarding/status/{portfolioId}',
    tag: 'Calculations',
    summary: 'Progress of the latest calculation',
    input: { params: portfolioParams },
    success: { status: 200, description: 'The latest run, also after it has ended', body: runStatusSchema },
    handle: async ({ portfolioId }, { queries, clock }) => {
      const [run, latest] = await Promise.all([
        queries.latestRun(portfolioId),
        queries.snapshots(portfolioId, { limit: 1, offset: 0 }),
      ]);
      return json(runStatusView(portfolioId, run, { now: clock(), analyticsAvailable: latest.total > 0 }));
    },
  }),

  portfolioRoute(ofPortfolio, {
    method: 'get',
    path: '/api/v1/onboarding/status/{portfolioId}/logs',
    tag: 'Calculations',
    summary: 'Download the log of the latest calculation',
    input: {
      params: portfolioParams,
      query: z.strictObject({ format: z.enum(['json', 'txt']).default('json') }),
    },
    success: {
      status: 200,
      description: 'All lines, oldest first; `format=txt` gives plain text',
      body: z
        .strictObject({ portfolio_id: uuid, batch_run_id: uuid.nullable(), lines: z.array(logLineSchema) })
        .meta({ id: 'CalculationLog' }),
    },
    handle: async ({ portfolioId, query }, { queries }) => {
      const run = await queries.latestRun(portfolioId);
      const lines = run === null ? [] : logView(run);
      const fileName = `calculation-${run?.runId ?? portfolioId}.${query.format}`;
      const headers = { 'Content-Disposition': `attachment; filename=${fileName}` };
      if (query.format === 'json') {
        return json({ portfolio_id: portfolioId, batch_run_id: run?.runId ?? null, lines }, { headers });
      }
      const plain = lines.map(
        ({ timestamp, level, message }) => `${timestamp} ${level} ${oneLine(message)}\n`,
      );
      return text('text/plain; charset=utf-8', plain.join(''), headers);
    },
  }),

  portfolioRoute(ofPortfolio, {
    method: 'get',
    path: '/api/v1/onboarding/status/{portfolioId}/events',
    tag: 'Calculations',
    summary: 'Progress as server-sent events',
    description:
      'Begins with the latest run, or after `Last-Event-ID`, and then tells each step as it happens. The data of every ' +
      'event is a CalculationEvent; its id is its place in the log. Comment lines are heartbeats.',
    input: {
      params: portfolioParams,
      headers: z.object({
        'last-event-id': z
          .string()
          .regex(/^\d{1,18}$/)
          .optional()
          .meta({ description: 'The id of the last event that was received' }),
      }),
    },
    success: {
      status: 200,
      description: 'An endless stream; the data of each event is a CalculationEvent',
      contentTypes: ['text/event-stream'],
      events: runEventSchema,
    },
    handle: async ({ portfolioId, headers }, services) => {
      const lastSeen = headers['last-event-id'];
      return {
        ok: true,
        value: {
          kind: 'events',
          events: (signal) =>
            runEvents(services, portfolioId, lastSeen === undefined ? null : parsePosition(lastSeen), signal),
        },
      };
    },
  }),
];
