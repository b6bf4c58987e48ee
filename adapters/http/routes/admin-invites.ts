import { z } from 'zod';
import { refuse } from '../../../domain/errors/refusal.ts';
import { fail } from '../../../domain/result.ts';
import { json } from '../reply.ts';
import { type Route, superuserRoute } from '../route.ts';
import {
  createdInviteSchema,
  createdInviteView,
  inviteInput,
  inviteParameter,
  inviteSchema,
  inviteView,
} from '../views/invite.ts';
import { instant, pageFields, pagingParameters } from '../views/scalars.ts';

const PATH = '/api/v1/admin/invites';
const TAG = 'Administration';
const params = z.strictObject({ inviteId: inviteParameter });

export const adminInviteRoutes: readonly Route[] = [
  superuserRoute({
    method: 'get',
    path: PATH,
    tag: TAG,
    summary: 'The stored invites',
    description: 'Newest first. The configured code is not among them.',
    input: { query: z.strictObject(pagingParameters(50, 200)) },
    success: {
      status: 200,
      description: 'A page of invites',
      body: z.strictObject({ invites: z.array(inviteSchema), ...pageFields }).meta({ id: 'Invites' }),
    },
    handle: async ({ query }, { queries }) => {
      const { items, total } = await queries.invites(query);
      return json({ invites: items.map(inviteView), total, ...query });
    },
  }),
  superuserRoute({
    method: 'post',
    path: PATH,
    tag: TAG,
    summary: 'Make an invite',
    description: 'The answer is the only place where its code is ever shown.',
    input: { body: inviteInput },
    secret: true,
    success: { status: 201, description: 'Made', body: createdInviteSchema },
    refusals: ['ERR_INVITE_005', 'ERR_INVITE_007'],
    handle: async ({ body, context }, { application }) => {
      const created = await application.createInvite(
        {
          code: body.code ?? null,
          cohort: body.cohort ?? null,
          note: body.note ?? null,
          expiresAt: body.expires_at === undefined ? null : new Date(body.expires_at).toISOString(),
          maxUses: body.max_uses,
        },
        context,
      );
      if (!created.ok) return created;
      const { value, position } = created.value;
      return json(createdInviteView(value), { position });
    },
  }),
  superuserRoute({
    method: 'get',
    path: `${PATH}/{inviteId}/uses`,
    tag: TAG,
    summary: 'Who has registered with an invite',
    input: { params, query: z.strictObject(pagingParameters(50, 200)) },
    success: {
      status: 200,
      description: 'A page of uses, oldest first',
      body: z
        .strictObject({
          uses: z.array(z.strictObject({ user_id: z.string(), used_at: instant })),
          ...pageFields,
        })
        .meta({ id: 'InviteUses' }),
    },
    refusals: ['ERR_INVITE_006'],
    handle: async ({ params: { inviteId }, query }, { queries }) => {
      const uses = await queries.inviteUses(inviteId, query);
      if (uses === null) return fail(refuse('ERR_INVITE_006'));
      return json({
        uses: uses.items.map(({ userId, usedAt }) => ({ user_id: userId, used_at: usedAt })),
        total: uses.total,
        ...query,
      });
    },
  }),
  superuserRoute({
    method: 'post',
    path: `${PATH}/{inviteId}/revoke`,
    tag: TAG,
    summary: 'Revoke an invite',
    description: 'Nobody registers with it any more; who has, stays. Once more changes nothing.',
    input: { params },
    success: {
      status: 200,
      description: 'Revoked',
      body: z.strictObject({ invite_id: z.string(), message: z.string() }).meta({ id: 'RevokedInvite' }),
    },
    refusals: ['ERR_INVITE_006'],
    handle: async ({ params: { inviteId }, context }, { application }) => {
      const revoked = await application.revokeInvite(inviteId, context);
      if (!revoked.ok) return revoked;
      return json(
        { invite_id: inviteId, message: 'Nobody can register with it any more.' },
        { position: revoked.value.position },
      );
    },
  }),
];
