/** An answer as it went out, so that a repeat can be given the same to the byte. */
export type RecordedAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Claim =
  | { readonly status: 'claimed' }
  /** The first call with this key is still at work. */
  | { readonly status: 'in-progress' }
  /** The key was used for another request. */
  | { readonly status: 'other-request' }
  | { readonly status: 'answered'; readonly answer: RecordedAnswer };

export type KeyOfUser = { readonly userId: string; readonly key: string };

/**
 * What was asked under an Idempotency-Key, and what was answered. A claim that nobody finishes (its process died) can
 * be taken over after `CLAIM_SECONDS` by the same request: its command has the same id, so it still writes once.
 */
export type IdempotencyKeys = {
  readonly claim: (key: KeyOfUser, requestSha256: string) => Promise<Claim>;
  readonly complete: (key: KeyOfUser, answer: RecordedAnswer) => Promise<void>;
  /** The call ended without an answer worth keeping: the same request may be tried again at once. */
  readonly abandon: (key: KeyOfUser) => Promise<void>;
};

export const CLAIM_SECONDS = 10;
