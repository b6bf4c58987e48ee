import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { createLogger, standardOutput } from '../logging.ts';
import { type BackgroundThread, startBackgroundThread } from './background-thread.ts';
import { isDivided } from './division.ts';

export type OpenProcess = {
  readonly logger: Logger;
  /** Null where all is done on the main thread. To be handed to `startService`, which stops it. */
  readonly background: BackgroundThread | null;
};

/** What a process has for itself: one log, and a background thread that writes to it. */
export const openProcess = (config: Config): OpenProcess => {
  const output = standardOutput();
  return {
    logger: createLogger(config, output),
    background: isDivided(config) ? startBackgroundThread((line) => output.write(line)) : null,
  };
};
