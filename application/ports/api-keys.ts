/** Hashes of API keys live outside the log, under the id that ApiKeyCreated names. Which keys are good, the log says. */
export type ApiKeyHashes = {
  readonly save: (key: {
    readonly keyId: string;
    readonly userId: string;
    readonly sha256: Uint8Array;
  }) => Promise<void>;
  /** Notes that it was used, to the hour. */
  readonly use: (
    sha256: Uint8Array,
    now: Date,
  ) => Promise<{ readonly keyId: string; readonly userId: string } | null>;
  readonly lastUses: (userId: string) => Promise<ReadonlyMap<string, Date>>;
  readonly remove: (keyId: string) => Promise<void>;
};
