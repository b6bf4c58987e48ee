import type { Logger } from 'pino';
import type { DeadLetters } from '../../application/ports/dead-letters.ts';
import { type BatcherOptions, startBatcher } from '../../application/symbol-batch/batcher.ts';
import type { Config } from '../config/config.ts';

const CHUNKS_AT_ONCE = 2;
/** Enough for one design to pay, few enough for a killed process to have lost little. */
const SYMBOLS_PER_CHUNK = 500;

/** This process's share of the nightly batches of symbols. */
export const startSymbolBatches = ({
  config,
  logger,
  ...options
}: Omit<BatcherOptions, 'simulated' | 'limitSeconds' | 'symbolsPerChunk' | 'concurrency' | 'onError'> & {
  readonly config: Pick<Config, 'batchLimitMinutes'>;
  readonly logger: Logger;
  readonly deadLetters: DeadLetters;
}): Promise<void> =>
  startBatcher({
    ...options,
    simulated: options.provider.simulated,
    limitSeconds: config.batchLimitMinutes * 60,
    symbolsPerChunk: SYMBOLS_PER_CHUNK,
    concurrency: CHUNKS_AT_ONCE,
    onError: (error, about) =>
      logger.error({ err: error, ...about }, 'a part of a symbol batch was given up'),
  });
