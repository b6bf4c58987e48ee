import { z } from 'zod';
import { EVERYBODY } from '../../../application/streams.ts';
import { refuse } from '../../../domain/errors/refusal.ts';
import { limits } from '../../../domain/limits.ts';
import { fail } from '../../../domain/result.ts';
import { json } from '../reply.ts';
import { type Route, superuserRoute } from '../route.ts';
import { instant, pageFields, pagingParameters, uuid } from '../views/scalars.ts';

const PATH = '/api/v1/admin/users';

/** A UTC day that PostgreSQL knows too. */
const utcDay = z.iso
  .date()
  .refine((day) => day >= '1900-01-01', 'Give a day since 1900.')
  .meta({ description: 'UTC day, inclusive', example: '2024-06-28' });

export const listedUserSchema = z.strictObject({
  user_id: uuid,
  email: z.string(),
  full_name: z.string(),
  has_portfolio: z.boolean(),
  created_at: instant,
});

export const adminUserRoutes: readonly Route[] = [
  superuserRoute({
    method: 'get',
    path: PATH,
    tag: 'Administration',
    summary: 'Who has an account',
    description: 'Newest first; without those who were erased. The look is recorded.',
    input: {
      query: z.strictObject({
        ...pagingParameters(50, 200),
        email: z
          .string()
          .min(1)
          .max(limits.emailLength)
          .refine((text) => !text.includes('\0'), 'There is no such character in an address.')
          .optional()
          .meta({ description: 'A part of the address, in any case; %, _ and * are themselves' }),
        has_portfolio: z
          .enum(['true', 'false'])
          .transform((text) => text === 'true')
          .optional()
          .meta({ type: 'boolean', description: 'Whether they have a portfolio that is not archived' }),
        created_from: utcDay.optional(),
        created_to: utcDay.optional(),
      }),
    },
    success: {
      status: 200,
      description: 'A page of users',
      body: z
        .strictObject({
          users: z.array(listedUserSchema),
          ...pageFields,
        })
        .meta({ id: 'Users' }),
    },
    handle: async ({ user, query, context }, { queries, recordAccess }) => {
      const { limit, offset, email, has_portfolio: hasPortfolio, created_from: from, created_to: to } = query;
      if (from !== undefined && to !== undefined && from > to)
        return fail(refuse('ERR_REQ_002', { message: 'created_from is after created_to.' }));
      const access = { userId: EVERYBODY, accessedBy: user.userId, action: `GET ${PATH}`, portfolioId: null };
      await recordAccess(access, context);
      const { items, total } = await queries.users(
        {
          email,
          hasPortfolio,
          createdFrom: from === undefined ? undefined : `${from}T00:00:00.000Z`,
          createdTo: to === undefined ? undefined : `${to}T23:59:59.999Z`,
        },
        { limit, offset },
      );
      return json({
        users: items.map((found) => ({
          user_id: found.userId,
          email: found.email,
          full_name: found.fullName,
          has_portfolio: found.hasPortfolio,
          created_at: found.createdAt,
        })),
        total,
        limit,
        offset,
      });
    },
  }),
];
