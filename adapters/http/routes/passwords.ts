import { z } from 'zod';
import { json } from '../reply.ts';
import { publicRoute, type Route, userRoute } from '../route.ts';
import { messageSchema, sessionView } from '../views/session.ts';

export const passwordRoutes: readonly Route[] = [
  userRoute({
    method: 'post',
    path: '/api/v1/auth/password',
    tag: 'Sessions',
    summary: 'Change my password',
    description:
      'Every session ends, the caller’s too: the answer is a new one for the caller, in the cookie where the old one was in one. API keys stay.',
    apiKeys: 'never',
    impersonated: 'never',
    secret: true,
    input: { body: z.strictObject({ current_password: z.string(), new_password: z.string() }) },
    limits: ['password-change'],
    success: {
      status: 200,
      description: 'Changed',
      body: z
        .strictObject({
          message: z.string(),
          access_token: z.string().nullable().meta({ description: 'Null where the session is in a cookie' }),
          refresh_token: z.string().nullable(),
          expires_in: z.int().meta({ description: 'Seconds' }),
        })
        .meta({ id: 'PasswordChange' }),
    },
    refusals: ['ERR_USER_003', 'ERR_USER_005'],
    handle: async ({ user, identity, body, context }, { application, sessionCookie }) => {
      const carrier = identity.via === 'cookie' ? 'cookie' : 'token';
      const input = {
        currentPassword: body.current_password,
        newPassword: body.new_password,
        carrier,
      } as const;
      const changed = await application.changePassword(user.userId, input, context);
      if (!changed.ok) return changed;
      const { value: session, position } = changed.value;
      const { access_token, refresh_token, expires_in } = sessionView(session);
      const inCookie = carrier === 'cookie';
      return json(
        {
          message: 'The password is changed. Everybody else is logged out.',
          access_token: inCookie ? null : access_token,
          refresh_token,
          expires_in,
        },
        {
          position,
          headers: inCookie ? { 'Set-Cookie': sessionCookie.set(access_token, expires_in) } : {},
        },
      );
    },
  }),
  publicRoute({
    method: 'post',
    path: '/api/v1/auth/password-reset',
    tag: 'Sessions',
    summary: 'Ask for a token to choose a new password',
    description:
      'The answer is the same whether the address is known or not. A newer token voids an older one.',
    input: { body: z.strictObject({ email: z.string().meta({ example: 'jane@example.com' }) }) },
    limits: ['password-reset', 'password-reset-address'],
    success: { status: 202, description: 'Sent, if there is an account', body: messageSchema },
    handle: async ({ body: { email } }, { application }) => {
      application.requestPasswordReset(email);
      return json({ message: 'If there is an account with this address, a token is on its way.' });
    },
  }),
  publicRoute({
    method: 'post',
    path: '/api/v1/auth/password-reset/confirm',
    tag: 'Sessions',
    summary: 'Choose a new password with a token',
    description: 'Once. Every session ends, and every API key is void.',
    input: { body: z.strictObject({ token: z.string().max(200), new_password: z.string() }) },
    limits: ['password-reset-confirm'],
    success: { status: 200, description: 'Changed: log in with it', body: messageSchema },
    refusals: ['ERR_AUTH_007', 'ERR_USER_003', 'ERR_USER_005'],
    handle: async ({ body: { token, new_password }, context }, { application }) => {
      const reset = await application.resetPassword({ token, newPassword: new_password }, context);
      if (!reset.ok) return reset;
      return json(
        { message: 'The password is changed. Log in with it.' },
        { position: reset.value.position },
      );
    },
  }),
];
