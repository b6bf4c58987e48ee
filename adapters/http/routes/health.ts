import { z } from 'zod';
import { json } from '../reply.ts';
import { publicRoute, type Route } from '../route.ts';
import type { HealthCheck, RouteServices } from '../services.ts';

const FACTORS_NEEDED = 8;
const SCENARIOS_NEEDED = 18;
const CHECK_TIMEOUT_MS = 3000;

type Checked = { readonly ok: boolean; readonly detail: string };

/** A check that fails or does not answer is an answer. What went wrong inside is for the log, not for strangers. */
const ask = async (name: string, check: HealthCheck, { logger }: RouteServices): Promise<Checked> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Checked>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, detail: 'no answer in time' }), CHECK_TIMEOUT_MS);
  });
  try {
    return await Promise.race([check(), tooLate]);
  } catch (error) {
    logger.warn({ err: error, check: name }, 'a health check failed');
    return { ok: false, detail: 'not available' };
  } finally {
    clearTimeout(timer);
  }
};

/** What an operator should look at, and what keeps nobody from being served. */
const degradations = async ({ readModels, deadLetters, logger }: RouteServices): Promise<string[]> => {
  try {
    const [projections, dead] = await Promise.all([readModels.status(), deadLetters.waiting()]);
    return [
      ...projections.flatMap(({ name, parkedKeys, waitingEvents }) =>
        parkedKeys === 0 ? [] : [`${name}: ${parkedKeys} keys parked, ${waitingEvents} events wait`],
      ),
      ...projections.flatMap(({ name, verified }) =>
        verified === null || verified.differences === 0
          ? []
          : [`${name}: ${verified.differences} rows differ from the log`],
      ),
      ...(dead === 0 ? [] : [`${dead} dead letters`]),
    ];
  } catch (error) {
    // Whether the service is ready is asked of the same database, by a check that says so.
    logger.warn({ err: error }, 'what is degraded could not be asked');
    return [];
  }
};

export const readinessSchema = z
  .strictObject({
    status: z.enum(['ready', 'not_ready', 'stopping']),
    version: z.string(),
    checks: z.record(z.string(), z.strictObject({ ok: z.boolean(), detail: z.string() })),
    degraded: z.array(z.string()).meta({
      description:
        'Parked keys, rows that differ from the log, dead letters: for an operator, not for a balancer',
    }),
  })
  .meta({ id: 'Readiness' });

const enough = z.strictObject({ found: z.int(), needed: z.int() });

export const healthRoutes: readonly Route[] = [
  publicRoute({
    method: 'get',
    path: '/health/live',
    tag: 'Health',
    summary: 'Is the process there?',
    success: {
      status: 200,
      description: 'It is',
      body: z.strictObject({ status: z.literal('live'), version: z.string() }).meta({ id: 'Liveness' }),
    },
    handle: async (_request, { version }) => json({ status: 'live' as const, version }),
  }),
  publicRoute({
    method: 'get',
    path: '/health/ready',
    tag: 'Health',
    summary: 'Can it do its work?',
    description:
      'What the roles of this process need: database, event store, bus, projections. 503 with the reason when one of them is not well, when the log grows and a projection does not move, or when the process is about to stop. What only an operator should know of is in `degraded`.',
    success: { status: 200, alsoStatus: [503], description: 'All is well', body: readinessSchema },
    handle: async (_request, services) => {
      const { healthChecks, draining, version } = services;
      const [degraded, ...answers] = await Promise.all([
        degradations(services),
        ...Object.entries(healthChecks).map(
          async ([name, check]) => [name, await ask(name, check, services)] as const,
        ),
      ]);
      const checks = Object.fromEntries(answers);
      const ready = !draining.aborted && Object.values(checks).every(({ ok }) => ok);
      return json(
        { status: draining.aborted ? 'stopping' : ready ? 'ready' : 'not_ready', version, checks, degraded },
        { status: ready ? 200 : 503 },
      );
    },
  }),
  publicRoute({
    method: 'get',
    path: '/health/prerequisites',
    tag: 'Health',
    summary: 'Is what every calculation needs there?',
    success: {
      status: 200,
      alsoStatus: [503],
      description: 'Factor definitions and active stress scenarios',
      body: z
        .strictObject({
          status: z.enum(['ready', 'missing']),
          factor_definitions: enough,
          stress_scenarios: enough,
        })
        .meta({ id: 'Prerequisites' }),
    },
    handle: async (_request, { definitions }) => {
      const factors = definitions.factors.length;
      const scenarios = definitions.scenarios.filter(({ active }) => active).length;
      const ready = factors >= FACTORS_NEEDED && scenarios >= SCENARIOS_NEEDED;
      return json(
        {
          status: ready ? ('ready' as const) : ('missing' as const),
          factor_definitions: { found: factors, needed: FACTORS_NEEDED },
          stress_scenarios: { found: scenarios, needed: SCENARIOS_NEEDED },
        },
        { status: ready ? 200 : 503 },
      );
    },
  }),
];
