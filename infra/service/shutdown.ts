/** A second signal does not wait for the first one's manners. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Resolves with the signal that asks the process to end. A second one ends it at once. */
export const untilAskedToStop = (): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    const asked = (signal: NodeJS.Signals): void => {
      for (const each of SIGNALS) {
        process.off(each, asked);
        process.once(each, () => process.exit(130));
      }
      resolve(signal);
    };
    for (const each of SIGNALS) process.on(each, asked);
  });
