import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CallContext } from '../../application/application.ts';
import { createCommandHandler, createOpenStream } from '../../application/command-handler.ts';
import { createInvites, type Invites } from '../../application/invites/invites.ts';
import { type ListedInvite, listInvites } from '../../application/invites/list-invites.ts';
import { migrate } from '../database/migrate.ts';
import { createClock } from '../service/clock.ts';
import type { Command, Output } from './command.ts';
import { explainRefusal } from './explain-refusal.ts';
import { table } from './table.ts';
import { withConfig } from './with-config.ts';
import { withDatabase } from './with-database.ts';
import { withLog } from './with-log.ts';

const terms = z.object({
  code: z.string().optional(),
  cohort: z.string().optional(),
  note: z.string().optional(),
  expires: z.iso
    .datetime({ offset: true })
    .transform((instant) => new Date(instant).toISOString())
    .optional(),
  uses: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .default(1),
});

type Terms = z.output<typeof terms>;

const asked = z.union([
  z.tuple([z.literal('create')]),
  z.tuple([z.literal('list')]),
  z.tuple([z.literal('revoke'), z.string()]),
]);

const stateOf = ({ revokedAt, expiresAt, users, maxUses }: ListedInvite, now: string): string => {
  if (revokedAt !== null) return 'revoked';
  if (expiresAt !== null && now >= expiresAt) return 'expired';
  return users.length < maxUses ? 'open' : 'used up';
};

const overview = (invites: readonly ListedInvite[], now: string): readonly string[] =>
  table([
    ['id', 'state', 'uses', 'expires', 'cohort', 'note'],
    ...invites.map((invite) => [
      invite.inviteId,
      stateOf(invite, now),
      `${invite.users.length}/${invite.maxUses}`,
      invite.expiresAt ?? '-',
      invite.cohort ?? '-',
      invite.note ?? '-',
    ]),
  ]);

const usersOf = ({ inviteId, users }: ListedInvite): readonly string[] =>
  users.map(({ userId, usedAt }) => `${inviteId}  ${userId}  ${usedAt}`);

const contextOf = (): CallContext => ({
  commandId: randomUUID(),
  correlationId: randomUUID(),
  actor: { kind: 'process', name: 'invite' },
});

const create = async (
  invites: Invites,
  { code, cohort, note, expires, uses }: Terms,
  output: Output,
): Promise<number> => {
  const created = await invites.create(
    {
      code: code ?? null,
      cohort: cohort ?? null,
      note: note ?? null,
      expiresAt: expires ?? null,
      maxUses: uses,
    },
    contextOf(),
  );
  if (!created.ok) {
    output.error(explainRefusal(created.error));
    return 1;
  }
  output.line(`code  ${created.value.value.code}`);
  output.line(`id    ${created.value.value.inviteId}`);
  output.line('The code is shown this once and kept nowhere.');
  return 0;
};

const list = (known: readonly ListedInvite[], now: string, withUsers: boolean): readonly string[] => [
  ...overview(known, now),
  ...(withUsers ? known.flatMap(usersOf) : []),
];

const revoke = async (invites: Invites, inviteId: string, output: Output): Promise<number> => {
  const revoked = await invites.revoke(inviteId, contextOf());
  if (!revoked.ok) {
    output.error(explainRefusal(revoked.error));
    return 1;
  }
  output.line('Nobody can register with it any more.');
  return 0;
};

export const inviteCommand: Command = {
  name: 'invite',
  about: 'Make, list and revoke codes that let people register',
  args: '<create | list | revoke <id>>',
  options: {
    code: { type: 'string', about: 'create: of your choice, 8 to 200 characters; one is made otherwise' },
    uses: { type: 'string', about: 'create: how many people may register with it; 1 otherwise' },
    expires: { type: 'string', about: 'create: until when, such as 2030-01-01T00:00:00Z' },
    cohort: { type: 'string', about: 'create: whom it is for, as a group' },
    note: { type: 'string', about: 'create: kept for ever, so it must not name a person' },
    users: { type: 'boolean', about: 'list: also the ids of those who have registered' },
  },
  run: ({ args, options, env, output }) => {
    const call = asked.safeParse(args);
    const given = terms.safeParse(options);
    if (!call.success || !given.success) {
      output.error(
        given.success
          ? 'Give create, list, or revoke and an id.'
          : 'Give --uses as a number and --expires as an instant such as 2030-01-01T00:00:00Z.',
      );
      return Promise.resolve(2);
    }
    const [what, inviteId = ''] = call.data;
    return withConfig({ env, output }, (config) =>
      withDatabase(config, async (url) => {
        await migrate(url);
        return withLog(config, { url, name: 'invite' }, ({ store, inviteIdOf }) => {
          const clock = createClock(config);
          const handle = createCommandHandler(createOpenStream(store, clock));
          const { inviteCode } = config;
          const invites = createInvites({ store, handle, clock, inviteIdOf, inviteCode });
          switch (what) {
            case 'create':
              return create(invites, given.data, output);
            case 'revoke':
              return revoke(invites, inviteId, output);
            case 'list':
              return listInvites(store).then((known) => {
                const now = clock().toISOString();
                for (const line of list(known, now, options.users === true)) output.line(line);
                return 0;
              });
          }
        });
      }),
    );
  },
};
