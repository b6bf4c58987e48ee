import { z } from 'zod';
import type { CreatedInvite } from '../../../application/application.ts';
import type { InviteRow } from '../../../application/ports/queries.ts';
import { limits } from '../../../domain/limits.ts';
import { instant } from './scalars.ts';

/** The id of an invite in a path. */
export const inviteParameter = z.string().regex(/^[0-9a-f]{32}$/);

export const inviteInput = z.strictObject({
  code: z
    .string()
    .optional()
    .meta({ description: '8 to 200 characters; one is made when it is left out', example: 'SPRING-OF-2024' }),
  cohort: z.string().optional().meta({ description: 'Whom it is for, as a group', example: 'spring' }),
  note: z
    .string()
    .optional()
    .meta({ description: 'Kept for ever: it must not name a person', example: 'for the meeting in May' }),
  expires_at: z.iso.datetime().optional().meta({
    description: 'From this UTC instant on it is not taken any more',
    example: '2030-01-01T00:00:00Z',
  }),
  max_uses: z
    .int()
    .min(1)
    .max(limits.invite.maxUses)
    .default(1)
    .meta({ description: 'How many people may register with it' }),
});

const terms = {
  invite_id: z.string(),
  cohort: z.string().nullable(),
  note: z.string().nullable(),
  expires_at: instant.nullable(),
  max_uses: z.int(),
  created_at: instant,
};

export const createdInviteSchema = z
  .strictObject({ ...terms, code: z.string().meta({ description: 'Shown once: it cannot be read again' }) })
  .meta({ id: 'CreatedInvite' });

export const inviteSchema = z
  .strictObject({ ...terms, uses: z.int(), revoked_at: instant.nullable() })
  .meta({ id: 'Invite' });

const termsView = (invite: Omit<CreatedInvite, 'code'>) => ({
  invite_id: invite.inviteId,
  cohort: invite.cohort,
  note: invite.note,
  expires_at: invite.expiresAt,
  max_uses: invite.maxUses,
  created_at: invite.createdAt,
});

export const createdInviteView = (invite: CreatedInvite): z.infer<typeof createdInviteSchema> => ({
  ...termsView(invite),
  code: invite.code,
});

export const inviteView = (invite: InviteRow): z.infer<typeof inviteSchema> => ({
  ...termsView(invite),
  uses: invite.uses,
  revoked_at: invite.revokedAt,
});
