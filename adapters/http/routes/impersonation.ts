import { z } from 'zod';
import { refuse } from '../../../domain/errors/refusal.ts';
import { fail } from '../../../domain/result.ts';
import { hasControlCharacters } from '../../../domain/text.ts';
import { json } from '../reply.ts';
import { type Route, superuserRoute, userRoute } from '../route.ts';
import { idParameter, instant, uuid } from '../views/scalars.ts';

const TAG = 'Administration';
const MOST_MINUTES = 480;

const administrator = z.strictObject({ user_id: uuid, email: z.string() });

export const impersonationSchema = z
  .strictObject({
    impersonation_token: z.string(),
    token_type: z.literal('bearer'),
    expires_at: instant,
    allow_writes: z.boolean(),
    impersonating: z.strictObject({ user_id: uuid, email: z.string(), full_name: z.string() }),
    original_user: administrator,
    message: z.string(),
  })
  .meta({ id: 'Impersonation' });

export const impersonationRoutes: readonly Route[] = [
  superuserRoute({
    method: 'post',
    path: '/api/v1/admin/impersonate',
    tag: TAG,
    summary: 'Act as a user',
    description:
      'Every event, and every look at the data of the person, keeps both of you. The person sees it among the accesses ' +
      'to their data. Administration, password, address, API keys, erasure and exports stay out of reach; nothing can be ' +
      'changed unless `allow_writes` asks for it and the operator allows it. Another one ends the one before.',
    apiKeys: 'never',
    secret: true,
    input: {
      body: z.strictObject({
        target_user_id: idParameter,
        reason: z
          .string()
          .trim()
          .min(1)
          .max(500)
          .refine((text) => !hasControlCharacters(text), 'No control or direction characters.')
          .meta({ description: 'Kept for ever: it must not name the person', example: 'ticket 4711' }),
        minutes: z.int().min(1).max(MOST_MINUTES).optional().meta({
          description: 'Until it ends by itself; as the operator has set it, otherwise',
          example: 30,
        }),
        allow_writes: z.boolean().default(false),
      }),
    },
    success: {
      status: 200,
      description: 'A token to send in place of your own. It cannot be refreshed.',
      body: impersonationSchema,
    },
    refusals: ['ERR_ADMIN_002', 'ERR_ADMIN_003', 'ERR_ADMIN_013'],
    handle: async ({ user, identity, body, context }, { application, recordAccess }) => {
      const { sessionId } = identity;
      if (sessionId === null) throw new Error('a person without a session asked to impersonate');
      const started = await application.startImpersonation(
        { userId: user.userId, sessionId },
        {
          targetUserId: body.target_user_id,
          reason: body.reason,
          minutes: body.minutes ?? null,
          allowWrites: body.allow_writes,
        },
        context,
      );
      if (!started.ok) return started;
      const { value, position } = started.value;
      const { target, expiresAt, allowWrites } = value;
      const action = `impersonation until ${expiresAt}, ${allowWrites ? 'with' : 'without'} changes`;
      await recordAccess(
        { userId: target.userId, accessedBy: user.userId, action, portfolioId: null },
        { ...context, reason: body.reason },
      );
      return json(
        {
          impersonation_token: value.token,
          token_type: 'bearer' as const,
          expires_at: expiresAt,
          allow_writes: allowWrites,
          impersonating: { user_id: target.userId, email: target.email, full_name: target.fullName },
          original_user: { user_id: user.userId, email: user.email },
          message: 'You act as this user now; everything that you do keeps both of you.',
        },
        { position },
      );
    },
  }),
  userRoute({
    method: 'post',
    path: '/api/v1/admin/stop-impersonation',
    tag: TAG,
    summary: 'Stop acting as a user',
    description: 'To be called with the impersonation token, which is void afterwards.',
    apiKeys: 'never',
    impersonated: 'read',
    secret: true,
    success: {
      status: 200,
      description: 'Yourself again',
      body: z
        .strictObject({
          message: z.string(),
          original_token: z
            .string()
            .meta({ description: 'Of the session in which the impersonation was started' }),
          original_user: administrator,
        })
        .meta({ id: 'StoppedImpersonation' }),
    },
    handle: async ({ identity: { impersonator }, context }, { application }) => {
      if (impersonator === null) return fail(refuse('ERR_ADMIN_004'));
      const stopped = await application.stopImpersonation(impersonator, context);
      if (!stopped.ok) return stopped;
      const { value, position } = stopped.value;
      const { userId, email } = value.administrator;
      return json(
        {
          message: 'You are yourself again.',
          original_token: value.token,
          original_user: { user_id: userId, email },
        },
        { position },
      );
    },
  }),
];
