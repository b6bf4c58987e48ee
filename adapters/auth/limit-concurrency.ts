/** The queue is full: the caller should answer "busy, come back" and not wait. */
export class Overloaded extends Error {
  readonly code = 'OVERLOADED';
}

/**
 * Lets at most `running` calls work at once and `waiting` wait, first come first served. Work that fills the thread
 * pool would otherwise keep files and DNS of the whole process waiting.
 */
export const limitConcurrency = ({
  running,
  waiting,
}: {
  readonly running: number;
  readonly waiting: number;
}) => {
  let active = 0;
  const queue: (() => void)[] = [];
  const turn = (): Promise<void> | undefined => {
    if (active < running) {
      active += 1;
      return undefined;
    }
    if (queue.length >= waiting) throw new Overloaded('too many calls are waiting');
    return new Promise((resolve) => queue.push(resolve));
  };
  return async <Value>(work: () => Promise<Value>): Promise<Value> => {
    await turn();
    try {
      return await work();
    } finally {
      const next = queue.shift();
      // A turn is handed on rather than given back, so nobody can overtake the queue.
      if (next) next();
      else active -= 1;
    }
  };
};
