import { z } from 'zod';
import { json } from '../reply.ts';
import { type Route, superuserRoute, userRoute } from '../route.ts';
import { idParameter } from '../views/scalars.ts';

const erasureSchema = z
  .strictObject({
    erased: z.literal(true),
    already_erased: z.boolean().meta({ description: 'An earlier call had done it' }),
  })
  .meta({ id: 'Erasure' });

export const privacyRoutes: readonly Route[] = [
  userRoute({
    method: 'delete',
    path: '/api/v1/users/me',
    impersonated: 'never',
    tag: 'Privacy',
    summary: 'Forget me',
    description:
      'For ever: address and name can be read nowhere again, every session ends, portfolios are archived. Numbers without a name stay.',
    input: { body: z.strictObject({ password: z.string() }) },
    apiKeys: 'never',
    limits: ['erase-account'],
    success: { status: 200, description: 'Forgotten', body: erasureSchema },
    refusals: ['ERR_USER_005'],
    handle: async ({ user, body, context }, { application }) => {
      const erased = await application.eraseMe(user.userId, body, context);
      if (!erased.ok) return erased;
      const { value, position } = erased.value;
      return json({ erased: true as const, already_erased: value.alreadyErased }, { position });
    },
  }),
  superuserRoute({
    method: 'post',
    path: '/api/v1/admin/users/{userId}/erase',
    tag: 'Privacy',
    summary: 'Forget a person',
    description: 'As the person could by themselves. Again for the same person finishes what was cut short.',
    input: {
      params: z.strictObject({ userId: idParameter }),
      body: z.strictObject({
        reason: z.string().trim().min(1).max(500).meta({
          description: 'Kept for ever: it must not name the person',
          example: 'request 4711 of 2024-06-28',
        }),
      }),
    },
    success: { status: 200, description: 'Forgotten', body: erasureSchema },
    refusals: ['ERR_ADMIN_002'],
    handle: async ({ params: { userId }, body: { reason }, context }, { application }) => {
      const erased = await application.eraseUser({ userId, reason }, context);
      if (!erased.ok) return erased;
      const { value, position } = erased.value;
      return json({ erased: true as const, already_erased: value.alreadyErased }, { position });
    },
  }),
];
