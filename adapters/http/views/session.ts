import { z } from 'zod';
import type { Session } from '../../../application/application.ts';
import { userSchema, userView } from './user.ts';

export const sessionSchema = z
  .strictObject({
    access_token: z.string(),
    token_type: z.literal('bearer'),
    expires_in: z.int().meta({ description: 'Seconds' }),
    refresh_token: z.string().nullable().meta({
      description:
        'For POST /api/v1/auth/refresh, once; null where the access token lasts as long as the session',
    }),
    user: userSchema,
  })
  .meta({ id: 'Session' });

export const sessionView = (session: Session): z.infer<typeof sessionSchema> => ({
  access_token: session.token,
  token_type: 'bearer',
  expires_in: session.expiresInSeconds,
  refresh_token: session.refreshToken,
  user: userView(session.user),
});

export const messageSchema = z.strictObject({ message: z.string() }).meta({ id: 'Message' });
