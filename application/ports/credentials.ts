/** Password hashes live outside the log, under the id that UserRegistered names. */
export type Credentials = {
  readonly save: (credentialId: string, passwordHash: string) => Promise<void>;
  readonly find: (credentialId: string) => Promise<string | null>;
  /** Once another has taken its place. */
  readonly remove: (credentialId: string) => Promise<void>;
};

export type PasswordHasher = {
  readonly hash: (password: string) => Promise<string>;
  readonly verify: (passwordHash: string, password: string) => Promise<boolean>;
  /** Does the work of a verification for nobody, so that an unknown user takes as long as a wrong password. */
  readonly verifyNobody: (password: string) => Promise<void>;
};

export type AccessClaims = {
  readonly userId: string;
  /** A token is good only while it equals the user's. */
  readonly tokenVersion: number;
  /** And while this one is open. */
  readonly sessionId: string;
  readonly expiresAt: Date;
};

export type RefreshClaims = AccessClaims & {
  /** How many times the session was refreshed before this token. */
  readonly generation: number;
};

/** `tokenVersion` and `sessionId` are the administrator's: what ends their sessions ends this as well. */
export type ImpersonationClaims = AccessClaims & {
  readonly administratorId: string;
  readonly impersonationId: string;
};

/** A public key as RFC 7517 writes it. */
export type PublicKey = Readonly<Record<string, unknown>>;

export type Tokens = {
  /** The address and the right are hints for clients: nothing reads them back. */
  readonly issue: (
    claims: AccessClaims & { readonly email: string; readonly isSuperuser: boolean },
    now: Date,
  ) => Promise<string>;
  readonly issueRefresh: (claims: RefreshClaims, now: Date) => Promise<string>;
  /** Null for anything that is not a valid access token of ours at `now`. */
  readonly verify: (token: string, now: Date) => Promise<AccessClaims | null>;
  readonly issueImpersonation: (claims: ImpersonationClaims, now: Date) => Promise<string>;
  /** `expired` for one that was ours. */
  readonly verifyImpersonation: (token: string, now: Date) => Promise<ImpersonationClaims | 'expired' | null>;
  readonly verifyRefresh: (token: string, now: Date) => Promise<RefreshClaims | null>;
  /** With which others can verify: none when the keys are shared secrets. */
  readonly publicKeys: readonly PublicKey[];
};
