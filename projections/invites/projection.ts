import type { RecordedEvent } from '../../application/ports/event-store.ts';
import type {
  InviteCreated,
  InviteEvent,
  InviteRevoked,
  InviteUsed,
  InviteUseReturned,
} from '../../domain/invite/events.ts';
import { defineProjection, type Tables } from '../projection.ts';

type InviteRow = {
  readonly cohort: string | null;
  readonly note: string | null;
  readonly expires_at: string | null;
  readonly max_uses: number;
  readonly created_at: string;
  readonly revoked_at: string | null;
};

const applyInvites = (
  page: readonly RecordedEvent<InviteCreated | InviteRevoked>[],
  tables: Tables,
): Promise<void> =>
  tables.fold<(typeof page)[number], InviteRow>(page, {
    table: 'invites',
    keyOf: ({ data }) => ({ invite_id: data.inviteId }),
    load: ['cohort', 'note', 'expires_at', 'max_uses', 'created_at', 'revoked_at'],
    fold: (invite, event) => {
      switch (event.type) {
        case 'InviteCreated': {
          const { cohort, note, expiresAt, maxUses } = event.data;
          return {
            cohort,
            note,
            expires_at: expiresAt,
            max_uses: maxUses,
            created_at: event.metadata.occurredAt,
            revoked_at: null,
          };
        }
        case 'InviteRevoked':
          return invite === null ? null : { ...invite, revoked_at: event.metadata.occurredAt };
        default:
          return event satisfies never;
      }
    },
  });

/** Of what a page tells about one use, the last counts. */
const applyUses = async (
  page: readonly RecordedEvent<InviteUsed | InviteUseReturned>[],
  tables: Tables,
): Promise<void> => {
  const last = new Map(page.map((event) => [`${event.data.inviteId} ${event.data.userId}`, event]));
  const used = [...last.values()].filter((event) => event.type === 'InviteUsed');
  const returned = [...last.values()].filter((event) => event.type === 'InviteUseReturned');
  const key = ['invite_id', 'user_id'];
  await tables.remove(
    'invite_uses',
    key,
    returned.map(({ data }) => ({ invite_id: data.inviteId, user_id: data.userId })),
  );
  await tables.upsert(
    'invite_uses',
    key,
    used.map(({ data }) => ({ invite_id: data.inviteId, user_id: data.userId, used_at: data.usedAt })),
  );
};

/** The stored invites, and who has used them. How often one may still be used is decided by its stream, not here. */
export const invites = defineProjection<InviteEvent>({
  name: 'invites',
  version: 1,
  partition: 'invite',
  tables: ['invites', 'invite_uses'],
  ddl: `
    create table invites (
      invite_id     text           primary key,
      cohort        text,
      note          text,
      expires_at    timestamptz(3),
      max_uses      int            not null,
      created_at    timestamptz(3) not null,
      revoked_at    timestamptz(3),
      last_position bigint         not null
    );
    create index invites_newest on invites (created_at desc, invite_id);

    create table invite_uses (
      invite_id text           not null,
      user_id   text           not null,
      used_at   timestamptz(3) not null,
      primary key (invite_id, user_id)
    );
  `,
  eventTypes: ['InviteCreated', 'InviteUsed', 'InviteUseReturned', 'InviteRevoked'],
  apply: async (page, tables) => {
    await applyInvites(
      page.filter((event) => event.type === 'InviteCreated' || event.type === 'InviteRevoked'),
      tables,
    );
    await applyUses(
      page.filter((event) => event.type === 'InviteUsed' || event.type === 'InviteUseReturned'),
      tables,
    );
  },
});
