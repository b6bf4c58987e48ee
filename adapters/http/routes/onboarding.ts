import { z } from 'zod';
import { runEventSchema, runEvents } from '../events/run-events.ts';
import { parsePosition } from '../pipeline/positions.ts';
import { json, text } from '../reply.ts';
import { portfolioRoute, publicRoute, type Route } from '../route.ts';
import { logLineSchema, logView, runStatusSchema, runStatusView } from '../views/run.ts';
import { idParameter, instant, uuid } from '../views/scalars.ts';
import { createPortfolioRoute, nextStep } from './create-portfolio.ts';

const TEMPLATE_NAME = 'sigmafold_portfolio_template.csv';

const ofPortfolio = { parameter: 'portfolioId', foreign: 'ERR_NOT_FOUND' } as const;
const portfolioParams = z.strictObject({ portfolioId: idParameter });

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
    refusals: [
      'ERR_INVITE_001',
      'ERR_INVITE_002',
      'ERR_INVITE_003',
      'ERR_INVITE_004',
      'ERR_USER_001',
      'ERR_USER_002',
      'ERR_USER_003',
      'ERR_USER_004',
    ],
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

  createPortfolioRoute,

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
      alsoText: 'text/plain',
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
