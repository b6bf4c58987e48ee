import type { NewSession, Sessions } from '../../application/ports/sessions.ts';

type Session = NewSession & { readonly generation: number; readonly refreshedAt: Date | null };

/** For tests. */
export const createMemorySessions = (): Sessions => {
  const sessions = new Map<string, Session>();
  const open = (sessionId: string, now: Date): Session | null => {
    const session = sessions.get(sessionId);
    return session !== undefined && session.expiresAt > now ? session : null;
  };
  return {
    start: async (session) => {
      sessions.set(session.sessionId, { ...session, generation: 0, refreshedAt: null });
    },
    isOpen: async (sessionId) => sessions.has(sessionId),
    end: async (sessionId) => {
      sessions.delete(sessionId);
    },
    refresh: async (sessionId, generation, now) => {
      const session = open(sessionId, now);
      if (session === null) return { status: 'ended' };
      if (session.generation === generation) {
        sessions.set(sessionId, { ...session, generation: generation + 1, refreshedAt: now });
        return { status: 'refreshed', generation: generation + 1, expiresAt: session.expiresAt };
      }
      return session.refreshedAt === null
        ? { status: 'ended' }
        : { status: 'superseded', generation: session.generation, refreshedAt: session.refreshedAt };
    },
  };
};
