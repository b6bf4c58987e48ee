import { type ImpersonationState, impersonationDecider, isOver } from '../../domain/impersonation/decider.ts';
import type { ImpersonationEvent } from '../../domain/impersonation/events.ts';
import type { Identity } from '../application.ts';
import type { EventStore } from '../ports/event-store.ts';
import { streams } from '../streams.ts';
import type { UserDependencies } from '../users/dependencies.ts';
import { loadUser, publicPart } from '../users/load-user.ts';

const openOf = async (store: EventStore, administratorId: string): Promise<ImpersonationState['open']> => {
  const events = await store.readStream(streams.impersonations(administratorId));
  return events.reduce(
    (state, event) => impersonationDecider.evolve(state, event as unknown as ImpersonationEvent),
    impersonationDecider.initial,
  ).open;
};

/**
 * An impersonation token is good while the administrator is a superuser, their session is open and nothing has voided
 * it, the person is there and no superuser, and the impersonation is the one that is open and has time left. All of it
 * is read from the log and the store of sessions at each call. Null for what is no such token at all.
 */
export const authenticateImpersonator = async (
  {
    store,
    tokens,
    sessions,
    impersonation,
  }: Pick<UserDependencies, 'store' | 'tokens' | 'sessions' | 'impersonation'>,
  token: string,
  now: Date,
): Promise<Identity | 'impersonation ended' | null> => {
  const claims = await tokens.verifyImpersonation(token, now);
  if (claims === null) return null;
  if (claims === 'expired') return 'impersonation ended';
  const { userId, administratorId, impersonationId, tokenVersion, sessionId } = claims;
  const [administrator, target, open, isOpen] = await Promise.all([
    loadUser(store, administratorId),
    loadUser(store, userId),
    openOf(store, administratorId),
    sessions.isOpen(sessionId),
  ]);
  const mayAct = administrator?.isSuperuser === true && administrator.tokenVersion === tokenVersion && isOpen;
  if (!mayAct || target === null || target.isSuperuser) return 'impersonation ended';
  const isIt = open?.impersonationId === impersonationId && open.targetUserId === userId;
  if (!isIt || isOver(open, now.toISOString())) return 'impersonation ended';
  return {
    user: publicPart(target),
    impersonator: {
      userId: administratorId,
      impersonationId,
      sessionId,
      mayWrite: open.allowWrites && impersonation.mayWrite,
    },
    via: 'token',
    scopes: null,
    sessionId: null,
  };
};
