export type ImpersonationRules = {
  /** Where the caller does not say for how long. */
  readonly usualMinutes: number;
  /** Whether an impersonation may change anything, when that is asked for. */
  readonly mayWrite: boolean;
};
