import { z } from 'zod';
import { json } from '../reply.ts';
import { publicRoute, type Route, userRoute } from '../route.ts';
import { userSchema, userView } from '../views/user.ts';

export const authRoutes: readonly Route[] = [
  publicRoute({
    method: 'post',
    path: '/api/v1/auth/login',
    tag: 'Sessions',
    summary: 'Log in',
    description: 'One answer for an unknown address and for a wrong password.',
    input: {
      body: z.strictObject({
        email: z.string().meta({ example: 'jane@example.com' }),
        password: z.string(),
      }),
    },
    limits: ['login-account', 'login-address', 'login-strangers'],
    success: {
      status: 200,
      description: 'A token to send as `Authorization: Bearer …`',
      body: z
        .strictObject({
          access_token: z.string(),
          token_type: z.literal('bearer'),
          expires_in: z.int().meta({ description: 'Seconds' }),
          user: userSchema,
        })
        .meta({ id: 'Session' }),
    },
    refusals: ['ERR_AUTH_001'],
    handle: async ({ body }, { application }) => {
      const session = await application.login(body);
      if (!session.ok) return session;
      const { token, expiresInSeconds, user } = session.value;
      return json({
        access_token: token,
        token_type: 'bearer' as const,
        expires_in: expiresInSeconds,
        user: userView(user),
      });
    },
  }),
  userRoute({
    method: 'get',
    path: '/api/v1/auth/me',
    tag: 'Sessions',
    summary: 'Who am I?',
    success: { status: 200, description: 'The user behind the token', body: userSchema },
    handle: async ({ user }) => json(userView(user)),
  }),
  userRoute({
    method: 'post',
    path: '/api/v1/auth/logout',
    tag: 'Sessions',
    summary: 'Log out everywhere',
    description: 'Every token that was issued to the user until now is void at once.',
    success: {
      status: 200,
      description: 'Logged out',
      body: z.strictObject({ message: z.string() }).meta({ id: 'Message' }),
    },
    handle: async ({ user, context }, { application }) => {
      const loggedOut = await application.logout(user.userId, context);
      if (!loggedOut.ok) return loggedOut;
      return json({ message: 'Logged out.' }, { position: loggedOut.value.position });
    },
  }),
];
