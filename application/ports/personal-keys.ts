/** 32 bytes. */
export type PersonalKey = Uint8Array;

/**
 * One key per person, kept outside the log: what is sealed with it is readable while the key is there. Nothing is
 * cached, so that a key that was dropped is dropped for every process at once.
 */
export type PersonalKeys = {
  /** The person's key, made at the first call; null once it was dropped, for ever. */
  readonly ensure: (userId: string) => Promise<PersonalKey | null>;
  /** Those there are; a person whose key was dropped is `forgotten`, one who never had a key is absent. */
  readonly find: (userIds: readonly string[]) => Promise<ReadonlyMap<string, PersonalKey | 'forgotten'>>;
  /** For ever. Again for somebody who is forgotten changes nothing. */
  readonly drop: (userId: string) => Promise<void>;
};
