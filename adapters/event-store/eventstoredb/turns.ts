export type Turns = {
  /** Runs `work` when all that was handed in for `key` before has ended, and at most so many at once for all keys. */
  readonly take: <Value>(key: string, work: () => Promise<Value>) => Promise<Value>;
  /** Resolves when nothing is under way. */
  readonly drained: () => Promise<void>;
};

/** One caller's appends to a stream keep their order; calls of their own would overtake each other on the way. */
export const createTurns = (atOnce: number): Turns => {
  const tails = new Map<string, Promise<unknown>>();
  const waiting: (() => void)[] = [];
  let running = 0;

  const seat = async (): Promise<void> => {
    if (running < atOnce) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leave = (): void => {
    const next = waiting.shift();
    // a seat is handed on, so that nobody can overtake those who wait
    if (next === undefined) running -= 1;
    else next();
  };

  return {
    take: (key, work) => {
      const run = async () => {
        await seat();
        try {
          return await work();
        } finally {
          leave();
        }
      };
      const before = tails.get(key);
      const result = before === undefined ? run() : before.then(run, run);
      const tail = result.then(
        () => undefined,
        // its caller hears of it
        () => undefined,
      );
      tails.set(key, tail);
      void tail.then(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
      return result;
    },
    drained: async () => {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
};
