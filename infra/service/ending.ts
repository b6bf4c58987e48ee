/** What was started, to be stopped in the reverse order. */
export type Ending = {
  readonly add: (stop: () => Promise<unknown>) => void;
  /** Each once, also when it is asked for twice. */
  readonly stop: () => Promise<void>;
};

export const createEnding = (): Ending => {
  const steps: (() => Promise<unknown>)[] = [];
  return {
    add: (stop) => void steps.push(stop),
    stop: async () => {
      for (let step = steps.pop(); step !== undefined; step = steps.pop()) await step();
    },
  };
};
