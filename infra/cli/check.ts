/** `warn` works but is not as it should be; `fail` would keep the service from starting or working. */
export type CheckResult = {
  readonly status: 'ok' | 'warn' | 'fail';
  /** What was found, on one line. */
  readonly detail: string;
  /** What to do about it, on one line; empty when there is nothing to do. */
  readonly advice: string;
};

/** One question that `doctor` asks. Rejecting counts as a failure. */
export type Check = { readonly name: string; readonly run: () => Promise<CheckResult> };

export const fine = (detail: string): CheckResult => ({ status: 'ok', detail, advice: '' });
export const warning = (detail: string, advice: string): CheckResult => ({ status: 'warn', detail, advice });
export const failure = (detail: string, advice: string): CheckResult => ({ status: 'fail', detail, advice });
