import { parseConfig } from '../../infra/config/config.ts';
import { createLogger } from '../../infra/logging.ts';
import { type Service, type StartOptions, startService } from '../../infra/service/start-service.ts';
import { TEST_MASTER_KEY } from './corpus.ts';
import type { TestDatabase } from './database.ts';

/** The whole service on a test's own database and a free port. */
export const startTestService = async (
  database: TestDatabase,
  environment: Readonly<Record<string, string>> = {},
  given: Partial<
    Pick<StartOptions, 'provider' | 'clock' | 'logger' | 'accountMessages' | 'consoleFiles'>
  > = {},
): Promise<Service> => {
  const config = parseConfig({
    NODE_ENV: 'test',
    DATABASE_URL: database.serviceUrl,
    JWT_SECRET: 'a secret that is only used by tests of ours',
    MASTER_KEY: TEST_MASTER_KEY,
    PORT: '0',
    LOG_LEVEL: 'silent',
    RATE_LIMITS: 'false',
    MARKET_DATA_PROVIDER: 'simulated',
    ...environment,
  });
  if (!config.ok) throw new Error(config.error.join('\n'));
  return startService({ config: config.value, logger: createLogger(config.value), ...given });
};
