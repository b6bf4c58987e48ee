import { z } from 'zod';
import { json } from '../reply.ts';
import { publicRoute, type Route, userRoute } from '../route.ts';
import { messageSchema, sessionSchema, sessionView } from '../views/session.ts';
import { userSchema, userView } from '../views/user.ts';

const credentials = z.strictObject({
  email: z.string().meta({ example: 'jane@example.com' }),
  password: z.string(),
});

export const authRoutes: readonly Route[] = [
  publicRoute({
    method: 'post',
    path: '/api/v1/auth/login',
    tag: 'Sessions',
    summary: 'Log in',
    description: 'One answer for an unknown address and for a wrong password.',
    input: { body: credentials },
    limits: ['login-account', 'login-address', 'login-strangers'],
    success: {
      status: 200,
      description: 'A token to send as `Authorization: Bearer …`',
      body: sessionSchema,
    },
    refusals: ['ERR_AUTH_001'],
    handle: async ({ body }, { application }) => {
      const session = await application.login(body);
      return session.ok ? json(sessionView(session.value)) : session;
    },
  }),
  publicRoute({
    method: 'post',
    path: '/api/v1/auth/cookie',
    tag: 'Sessions',
    summary: 'Log in a browser',
    description: 'For pages of this service: the session is in a cookie that scripts cannot read.',
    ownOriginOnly: true,
    input: { body: credentials },
    limits: ['login-account', 'login-address', 'login-strangers'],
    success: {
      status: 200,
      description: 'A cookie',
      body: z
        .strictObject({ expires_in: z.int().meta({ description: 'Seconds' }), user: userSchema })
        .meta({ id: 'CookieSession' }),
    },
    refusals: ['ERR_AUTH_001'],
    handle: async ({ body }, { application, sessionCookie }) => {
      const session = await application.login({ ...body, carrier: 'cookie' });
      if (!session.ok) return session;
      const { token, expiresInSeconds, user } = session.value;
      return json(
        { expires_in: expiresInSeconds, user: userView(user) },
        { headers: { 'Set-Cookie': sessionCookie.set(token, expiresInSeconds) } },
      );
    },
  }),
  publicRoute({
    method: 'post',
    path: '/api/v1/auth/refresh',
    tag: 'Sessions',
    summary: 'Get the next tokens of a session',
    description:
      'A refresh token is good once. One that comes again more than ten seconds after it was used ends its session, for whoever has the next one too.',
    input: { body: z.strictObject({ refresh_token: z.string().max(4096) }) },
    limits: ['refresh'],
    success: { status: 200, description: 'New tokens, in place of the old ones', body: sessionSchema },
    refusals: ['ERR_AUTH_004', 'ERR_AUTH_005'],
    handle: async ({ body: { refresh_token }, context }, { application }) => {
      const session = await application.refresh(refresh_token, context);
      return session.ok ? json(sessionView(session.value)) : session;
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
    summary: 'Log out',
    description: 'Ends this session at once, here and wherever its tokens are. Others go on.',
    apiKeys: 'never',
    impersonated: 'never',
    success: { status: 200, description: 'Logged out', body: messageSchema },
    handle: async ({ identity: { sessionId, via } }, { application, sessionCookie }) => {
      if (sessionId !== null) await application.logout(sessionId);
      const headers = via === 'cookie' ? { 'Set-Cookie': sessionCookie.clear() } : {};
      return json({ message: 'Logged out.' }, { headers });
    },
  }),
  userRoute({
    method: 'post',
    path: '/api/v1/auth/logout-everywhere',
    tag: 'Sessions',
    summary: 'Log out everywhere',
    description: 'Every token that was issued to the user until now is void at once. API keys are not.',
    apiKeys: 'never',
    impersonated: 'never',
    success: { status: 200, description: 'Logged out', body: messageSchema },
    handle: async ({ user, identity, context }, { application, sessionCookie }) => {
      const loggedOut = await application.logoutEverywhere(user.userId, context);
      if (!loggedOut.ok) return loggedOut;
      const headers = identity.via === 'cookie' ? { 'Set-Cookie': sessionCookie.clear() } : {};
      return json({ message: 'Logged out everywhere.' }, { headers, position: loggedOut.value.position });
    },
  }),
  publicRoute({
    method: 'get',
    path: '/.well-known/jwks.json',
    tag: 'Sessions',
    summary: 'The public keys of our tokens',
    description: 'A JWK Set (RFC 7517); empty where tokens are signed with a shared secret.',
    success: {
      status: 200,
      description: 'The keys, those of earlier days as well',
      body: z.strictObject({ keys: z.array(z.record(z.string(), z.unknown())) }).meta({ id: 'PublicKeys' }),
    },
    handle: async (_request, { publicKeys }) =>
      json({ keys: [...publicKeys] }, { headers: { 'Cache-Control': 'public, max-age=300' } }),
  }),
];
