/** Password hashes live outside the log, under the id that UserRegistered names. */
export type Credentials = {
  readonly save: (credentialId: string, passwordHash: string) => Promise<void>;
  readonly find: (credentialId: string) => Promise<string | null>;
};

export type PasswordHasher = {
  readonly hash: (password: string) => Promise<string>;
  readonly verify: (passwordHash: string, password: string) => Promise<boolean>;
  /** Does the work of a verification for nobody, so that an unknown user takes as long as a wrong password. */
  readonly verifyNobody: (password: string) => Promise<void>;
};

export type TokenClaims = {
  readonly userId: string;
  /** A token is good only while it equals the user's. */
  readonly tokenVersion: number;
  readonly expiresAt: Date;
};

export type Tokens = {
  readonly issue: (
    claims: {
      readonly userId: string;
      readonly email: string;
      readonly isSuperuser: boolean;
      readonly tokenVersion: number;
    },
    now: Date,
  ) => Promise<{ readonly token: string; readonly expiresInSeconds: number }>;
  /** Null for anything that is not a valid token of ours at `now`. */
  readonly verify: (token: string, now: Date) => Promise<TokenClaims | null>;
};
