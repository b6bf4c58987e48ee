import type { Request } from 'express';

/** The session of a browser: out of reach for scripts, and never sent from pages of others. */
export type SessionCookie = {
  readonly read: (request: Request) => string | null;
  /** As the value of Set-Cookie. */
  readonly set: (token: string, lifetimeSeconds: number) => string;
  readonly clear: () => string;
};

/** Behind TLS the name itself says that neither another host nor an unprotected page can have set it. */
export const createSessionCookie = (secure: boolean): SessionCookie => {
  const name = secure ? '__Host-session' : 'session';
  const attributes = `; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  return {
    read: (request) => {
      const given = (request.get('cookie') ?? '')
        .split(';')
        .map((pair) => pair.trim())
        .filter((pair) => pair.startsWith(`${name}=`));
      // Of two, one was planted: none is believed.
      return given.length === 1 ? (given[0]?.slice(name.length + 1) ?? null) : null;
    },
    set: (token, lifetimeSeconds) => `${name}=${token}; Max-Age=${lifetimeSeconds}${attributes}`,
    clear: () => `${name}=; Max-Age=0${attributes}`,
  };
};
