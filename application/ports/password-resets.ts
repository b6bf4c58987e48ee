/** Tokens to choose a new password with, by their hash. Each person has one at most. */
export type PasswordResets = {
  /** In place of an earlier one. */
  readonly save: (reset: {
    readonly userId: string;
    readonly sha256: Uint8Array;
    readonly expiresAt: Date;
  }) => Promise<void>;
  readonly find: (sha256: Uint8Array, now: Date) => Promise<string | null>;
  /** Whose it was; null when it is not there, or somebody else took it a moment ago. */
  readonly take: (sha256: Uint8Array, now: Date) => Promise<string | null>;
  /** What was asked for before the password was changed. */
  readonly drop: (userId: string) => Promise<void>;
};
