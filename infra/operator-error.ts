/** What the person who runs the service can mend. The message is one line: what is wrong, and what to do about it. */
export class OperatorError extends Error {
  override readonly name: string = 'OperatorError';
}
