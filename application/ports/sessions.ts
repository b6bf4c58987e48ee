export type NewSession = {
  readonly sessionId: string;
  readonly userId: string;
  readonly startedAt: Date;
  readonly expiresAt: Date;
};

/** What became of a refresh token: it was good, and the next one is of `generation`; or why not. */
export type Refreshed =
  | { readonly status: 'refreshed'; readonly generation: number; readonly expiresAt: Date }
  /** Another call had it first. */
  | { readonly status: 'superseded'; readonly generation: number; readonly refreshedAt: Date }
  | { readonly status: 'ended' };

/** Who is logged in. A session that has ended is not there any more. */
export type Sessions = {
  readonly start: (session: NewSession) => Promise<void>;
  /** That it is not over is said by its tokens, which expire with it. */
  readonly isOpen: (sessionId: string) => Promise<boolean>;
  readonly end: (sessionId: string) => Promise<void>;
  /** Of calls that bring the same generation, one wins. */
  readonly refresh: (sessionId: string, generation: number, now: Date) => Promise<Refreshed>;
};

/** Of one moment: whether a session is open, and whether the stream has events after `revision`. */
export type CheckSession = (
  sessionId: string,
  known: { readonly stream: string; readonly revision: bigint },
) => Promise<{ readonly isOpen: boolean; readonly isChanged: boolean }>;
