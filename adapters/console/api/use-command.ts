import { useRef, useState } from 'preact/hooks';
import { type Answer, type CallOptions, call, newCommandKey } from './client.ts';
import type { Problem } from './problem.ts';

export type Command<Body> = {
  readonly sending: boolean;
  /** Why the last try was refused. */
  readonly problem: Problem | null;
  readonly send: (path: string, options: Omit<CallOptions, 'idempotencyKey'>) => Promise<Answer<Body>>;
};

/** A command that somebody may send more than once, and that is done once. */
export const useCommand = <Body>(): Command<Body> => {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [sending, setSending] = useState(false);
  const key = useRef(newCommandKey());
  const send: Command<Body>['send'] = async (path, options) => {
    setSending(true);
    const answer = await call<Body>(path, { ...options, idempotencyKey: key.current });
    setSending(false);
    // What was not answered may have been done: the same key asks for the same.
    if (answer.ok || answer.error.status !== 0) key.current = newCommandKey();
    setProblem(answer.ok ? null : answer.error);
    return answer;
  };
  return { sending, problem, send };
};
