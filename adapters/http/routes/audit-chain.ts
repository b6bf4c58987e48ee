import { z } from 'zod';
import { GENESIS } from '../../../application/integrity/chain.ts';
import type { ChainVerification } from '../../../application/integrity/verify-chain.ts';
import type { ChainLink } from '../../../application/ports/event-chain.ts';
import { positionFrom } from '../../../application/ports/event-store.ts';
import { refuse } from '../../../domain/errors/refusal.ts';
import { fail } from '../../../domain/result.ts';
import { json } from '../reply.ts';
import { type Route, superuserRoute } from '../route.ts';
import { eventPosition } from '../views/scalars.ts';

/** Of a 64-bit integer. */
const positionText = z
  .string()
  .regex(/^\d{1,18}$/)
  .meta({ example: '4711' });

const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' });

export const linkSchema = z.strictObject({ position: eventPosition, hash }).meta({ id: 'ChainLink' });

export const verificationSchema = z
  .strictObject({
    status: z.enum(['intact', 'broken']),
    from: linkSchema.meta({ description: 'What it was built upon; position 0 is the start of the log' }),
    head: linkSchema.meta({ description: 'The last event that was recomputed. Note it outside' }),
    events: z.int(),
    unchained: z.int().meta({ description: 'Appended a moment ago and not chained yet' }),
    first_bad_position: eventPosition.nullable(),
    problem: z
      .enum(['changed', 'missing', 'inserted', 'unchained', 'not-as-noted'])
      .nullable()
      .meta({ description: 'What is wrong at the first bad position; null when the log is intact' }),
  })
  .meta({ id: 'ChainVerification' });

const linkView = ({ position, hash: text }: ChainLink): z.infer<typeof linkSchema> => ({
  position: position.toString(),
  hash: text,
});

const verificationView = (verified: ChainVerification): z.infer<typeof verificationSchema> => ({
  status: verified.status,
  from: linkView(verified.from),
  head: linkView(verified.head),
  events: verified.events,
  unchained: verified.unchained,
  first_bad_position: verified.status === 'broken' ? verified.position.toString() : null,
  problem: verified.status === 'broken' ? verified.problem : null,
});

export const auditChainRoutes: readonly Route[] = [
  superuserRoute({
    method: 'get',
    path: '/api/v1/admin/audit/chain-head',
    tag: 'Administration',
    summary: 'The last link of the hash chain',
    description:
      'Note it outside the database: `expect` of verify-chain then shows whether the log has been rewritten since.',
    success: { status: 200, description: 'Position 0 before the first event is chained', body: linkSchema },
    handle: async (_request, { auditChain }) => {
      const head = await auditChain.head();
      return json(head === null ? { position: '0', hash: GENESIS } : linkView(head));
    },
  }),
  superuserRoute({
    method: 'post',
    path: '/api/v1/admin/audit/verify-chain',
    tag: 'Administration',
    summary: 'Recompute the hash chain from the events',
    description: 'Names the first event that was changed, removed, inserted or moved since it was chained.',
    input: {
      body: z.strictObject({
        from: positionText.optional().meta({
          description: 'Trusts what was chained before it; otherwise the whole log is read',
        }),
        expect: z
          .strictObject({ position: positionText, hash })
          .optional()
          .meta({ description: 'A link that was noted outside' }),
      }),
    },
    success: { status: 200, description: 'What was found', body: verificationSchema },
    refusals: ['ERR_REQ_002'],
    handle: async ({ body: { from, expect } }, { auditChain }) => {
      if (from !== undefined && expect !== undefined && BigInt(expect.position) < BigInt(from)) {
        const message = 'Lies before `from`.';
        return fail(
          refuse('ERR_REQ_002', { details: { errors: [{ in: 'body', field: 'expect.position', message }] } }),
        );
      }
      const verified = await auditChain.verify({
        ...(from !== undefined && { from: positionFrom(from) }),
        ...(expect !== undefined && {
          expect: { position: positionFrom(expect.position), hash: expect.hash },
        }),
      });
      return json(verificationView(verified));
    },
  }),
];
