import { z } from 'zod';
import type { SignedInUser } from '../../../application/application.ts';
import { instant, uuid } from './scalars.ts';

export const userSchema = z
  .strictObject({
    id: uuid,
    email: z.string(),
    full_name: z.string(),
    is_superuser: z.boolean(),
    created_at: instant,
  })
  .meta({ id: 'User' });

export const userView = (user: SignedInUser): z.infer<typeof userSchema> => ({
  id: user.userId,
  email: user.email,
  full_name: user.fullName,
  is_superuser: user.isSuperuser,
  created_at: user.createdAt,
});
