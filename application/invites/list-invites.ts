import type { InviteEvent } from '../../domain/invite/events.ts';
import { type EventStore, START } from '../ports/event-store.ts';
import type { InviteRow, InviteUseRow } from '../ports/queries.ts';
import { streams } from '../streams.ts';

const PAGE_SIZE = 10_000;

export type ListedInvite = Omit<InviteRow, 'uses'> & { readonly users: readonly InviteUseRow[] };

/** Every invite with who has used it, oldest first, from the log itself: for where there are no read models. */
export const listInvites = async (store: Pick<EventStore, 'readAll'>): Promise<readonly ListedInvite[]> => {
  const invites = new Map<string, ListedInvite>();
  const filter = { streamPrefixes: [streams.invite('')] };
  for (let after = START, caughtUp = false; !caughtUp; ) {
    const page = await store.readAll({ after, limit: PAGE_SIZE, filter });
    for (const recorded of page.events) {
      const event = recorded as unknown as InviteEvent;
      const { inviteId } = event.data;
      const at = recorded.metadata.occurredAt;
      if (event.type === 'InviteCreated') {
        invites.set(inviteId, { ...event.data, createdAt: at, revokedAt: null, users: [] });
        continue;
      }
      const invite = invites.get(inviteId);
      if (invite === undefined) continue;
      invites.set(inviteId, changed(invite, event, at));
    }
    after = page.checkpoint;
    caughtUp = page.caughtUp;
  }
  return [...invites.values()];
};

const changed = (
  invite: ListedInvite,
  event: Exclude<InviteEvent, { type: 'InviteCreated' }>,
  at: string,
): ListedInvite => {
  switch (event.type) {
    case 'InviteUsed': {
      const { userId, usedAt } = event.data;
      return { ...invite, users: [...invite.users, { userId, usedAt }] };
    }
    case 'InviteUseReturned':
      return { ...invite, users: invite.users.filter(({ userId }) => userId !== event.data.userId) };
    case 'InviteRevoked':
      return { ...invite, revokedAt: at };
    default:
      return event satisfies never;
  }
};
