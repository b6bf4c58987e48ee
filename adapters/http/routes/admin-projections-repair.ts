import { z } from 'zod';
import { positionFrom } from '../../../application/ports/event-store.ts';
import { KEY_KINDS, type Verification, type VerificationScope } from '../../../application/ports/upkeep.ts';
import { refuse } from '../../../domain/errors/refusal.ts';
import { fail } from '../../../domain/result.ts';
import { json } from '../reply.ts';
import { type Route, superuserRoute } from '../route.ts';
import { countParameter, day, eventPosition, idParameter } from '../views/scalars.ts';
import {
  parkedKeySchema,
  parkedKeyView,
  repairRecordSchema,
  repairRecordView,
  repairSchema,
  repairView,
  skippedEventSchema,
  skippedEventView,
  verificationSchema,
  verificationView,
} from '../views/upkeep.ts';

const PATH = '/api/v1/admin/projections';
const SAMPLED_KEYS = 20;

const newest = { limit: countParameter({ atLeast: 1, atMost: 200, usually: 20 }) };

const reason = z.string().trim().min(3).max(1000).meta({
  description: 'Why; kept with who did it',
  example: 'The fold of restated snapshots was mended in 1.4.2',
});

const names = z
  .array(z.string().max(100))
  .max(50)
  .default([])
  .meta({ description: 'Names; none means all', example: ['snapshots'] });

const projection = z.string().max(100).meta({ example: 'snapshots' });
const key = z.string().min(1).max(200).meta({
  description: 'The id of a portfolio, a user or an invite, or a symbol',
  example: 'a72ad8ab-d2e3-5aa3-a8c9-a29b25c9bcb9',
});
const keyKind = z.enum(KEY_KINDS);

const scope = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('whole') }),
    z.strictObject({
      kind: z.literal('sample'),
      keys: z.int().min(1).max(1000).meta({ description: 'Random keys of each kind' }),
    }),
    z.strictObject({ kind: z.literal('key'), key_kind: keyKind, key }),
  ])
  .default({ kind: 'sample', keys: SAMPLED_KEYS });

const scopeOf = (asked: z.output<typeof scope>): VerificationScope =>
  asked.kind === 'key' ? { kind: 'key', partition: asked.key_kind, key: asked.key } : asked;

const repairRoutes: readonly Route[] = [
  superuserRoute({
    method: 'get',
    path: `${PATH}/repairs`,
    tag: 'Administration',
    summary: 'What was repaired, by whom and why',
    description: 'Repairs, retries and skips, the newest first.',
    input: { query: z.strictObject(newest) },
    success: {
      status: 200,
      description: 'With the rows that changed',
      body: z.strictObject({ repairs: z.array(repairRecordSchema) }).meta({ id: 'Repairs' }),
    },
    handle: async ({ query: { limit } }, { upkeep }) =>
      json({ repairs: (await upkeep.repairs(limit)).map(repairRecordView) }),
  }),
  superuserRoute({
    method: 'post',
    path: `${PATH}/repairs`,
    tag: 'Administration',
    summary: 'Make the rows of one portfolio, user or symbol anew from the log',
    description:
      'In one transaction, up to each projection’s own checkpoint; everything else stays live. `from_date` writes only the rows of dated tables from that day on.',
    input: {
      body: z.strictObject({
        key_kind: keyKind,
        key,
        from_date: day.nullable().default(null),
        projections: names,
        reason,
      }),
    },
    success: {
      status: 200,
      description: 'Done: what was there against what is there now',
      body: repairSchema,
    },
    refusals: ['ERR_NOT_FOUND', 'ERR_ADMIN_011'],
    handle: async ({ body, context }, { upkeep }) => {
      const { key_kind: partition, from_date: from, projections } = body;
      const order = { actor: context.actor, reason: body.reason };
      const report = await upkeep.repair({ partition, key: body.key, from }, projections, order);
      return report.ok ? json(repairView(report.value)) : report;
    },
  }),
];

const parkingRoutes: readonly Route[] = [
  superuserRoute({
    method: 'get',
    path: `${PATH}/parked-keys`,
    tag: 'Administration',
    summary: 'Keys that wait since an event that a projection could not apply',
    description: 'Everything else goes on. And the events that somebody has decided to skip.',
    success: {
      status: 200,
      description: 'All of them',
      body: z
        .strictObject({ parked: z.array(parkedKeySchema), skipped: z.array(skippedEventSchema) })
        .meta({ id: 'ParkedKeys' }),
    },
    handle: async (_request, { upkeep }) => {
      const [parked, skipped] = await Promise.all([upkeep.parkedKeys(), upkeep.skippedEvents()]);
      return json({ parked: parked.map(parkedKeyView), skipped: skipped.map(skippedEventView) });
    },
  }),
  superuserRoute({
    method: 'post',
    path: `${PATH}/parked-keys/retry`,
    tag: 'Administration',
    summary: 'Apply what a parked key waits for, as far as it can be applied',
    input: { body: z.strictObject({ projection, key, reason }) },
    success: { status: 200, description: '`parked` is null when the key is released', body: repairSchema },
    refusals: ['ERR_ADMIN_007', 'ERR_ADMIN_011'],
    handle: async ({ body, context }, { upkeep }) => {
      const order = { actor: context.actor, reason: body.reason };
      const report = await upkeep.retry(body.projection, body.key, order);
      return report.ok ? json(repairView(report.value)) : report;
    },
  }),
  superuserRoute({
    method: 'post',
    path: `${PATH}/parked-keys/skip`,
    tag: 'Administration',
    summary: 'Pass over the event at which a key is parked, and apply what waits behind it',
    description:
      'For ever, in this projection only: rebuilds, repairs and verifications pass over it as well. The event stays in the log.',
    input: { body: z.strictObject({ projection, key, position: eventPosition.max(18), reason }) },
    success: { status: 200, description: '`parked` is null when the key is released', body: repairSchema },
    refusals: ['ERR_ADMIN_007', 'ERR_ADMIN_011'],
    handle: async ({ body, context }, { upkeep }) => {
      const order = { actor: context.actor, reason: body.reason };
      const report = await upkeep.skip(body.projection, body.key, positionFrom(body.position), order);
      return report.ok ? json(repairView(report.value)) : report;
    },
  }),
];

const verificationRoutes: readonly Route[] = [
  superuserRoute({
    method: 'get',
    path: `${PATH}/verifications`,
    tag: 'Administration',
    summary: 'Whether the read models were what the log says',
    description: 'The newest first; those of the schedule as well.',
    input: { query: z.strictObject(newest) },
    success: {
      status: 200,
      description: 'With the rows that differed',
      body: z.strictObject({ verifications: z.array(verificationSchema) }).meta({ id: 'Verifications' }),
    },
    handle: async ({ query: { limit } }, { upkeep }) =>
      json({ verifications: (await upkeep.verifications(limit)).map(verificationView) }),
  }),
  superuserRoute({
    method: 'post',
    path: `${PATH}/verifications`,
    tag: 'Administration',
    summary: 'Compare the read models with the log, row by row',
    description:
      'The log is folded into other tables beside the live ones and compared as of one position. Nothing is changed; the result names the repairs. A sample of keys unless another scope is asked for.',
    input: {
      body: z.strictObject({ scope, projections: names }),
    },
    success: { status: 202, description: 'Begun; poll `poll_url`', body: verificationSchema },
    refusals: ['ERR_NOT_FOUND'],
    handle: async ({ body, context }, { upkeep, logger }) => {
      let begin: (verification: Verification) => void = () => {};
      const begun = new Promise<Verification>((resolve) => {
        begin = resolve;
      });
      const ended = upkeep.verify(scopeOf(body.scope), body.projections, context.actor, (started) =>
        begin(started),
      );
      ended.catch((error: unknown) => logger.error({ err: error }, 'a verification could not be recorded'));
      // A refusal, or a failure to begin, comes instead of a beginning.
      const first = await Promise.race([begun, ended.then((result) => (result.ok ? result.value : result))]);
      return 'ok' in first ? first : json(verificationView(first));
    },
  }),
  superuserRoute({
    method: 'get',
    path: `${PATH}/verifications/{verificationId}`,
    tag: 'Administration',
    summary: 'One verification',
    input: { params: z.strictObject({ verificationId: idParameter }) },
    success: { status: 200, description: 'As far as it is', body: verificationSchema },
    refusals: ['ERR_NOT_FOUND'],
    handle: async ({ params }, { upkeep }) => {
      const found = await upkeep.verification(params.verificationId);
      return found === null ? fail(refuse('ERR_NOT_FOUND')) : json(verificationView(found));
    },
  }),
];

export const projectionUpkeepRoutes: readonly Route[] = [
  ...repairRoutes,
  ...parkingRoutes,
  ...verificationRoutes,
];
