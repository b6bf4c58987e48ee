import type { Logger } from 'pino';
import type { Definitions } from '../../adapters/http/services.ts';
import type { Config } from '../config/config.ts';
import { OperatorError } from '../operator-error.ts';

const FACTORS_NEEDED = 8;
const SCENARIOS_NEEDED = 18;

/** What is missing of what every calculation rests on; empty when all is there. */
export const missingPrerequisites = ({ factors, scenarios }: Definitions): readonly string[] => {
  const active = scenarios.filter((scenario) => scenario.active).length;
  return [
    ...(factors.length < FACTORS_NEEDED
      ? [`${factors.length} factor definitions, ${FACTORS_NEEDED} needed`]
      : []),
    ...(active < SCENARIOS_NEEDED ? [`${active} active stress scenarios, ${SCENARIOS_NEEDED} needed`] : []),
  ];
};

/** With something missing the service does not start in production; elsewhere it starts and says so. */
export const checkPrerequisites = (
  definitions: Definitions,
  config: Pick<Config, 'environment' | 'skipStartupValidation'>,
  logger: Logger,
): void => {
  const missing = missingPrerequisites(definitions);
  if (config.skipStartupValidation)
    logger.warn({ missing }, 'SKIP_STARTUP_VALIDATION is set: prerequisites are not enforced');
  if (missing.length === 0) return;
  if (config.environment === 'production' && !config.skipStartupValidation) {
    throw new OperatorError(
      `Prerequisites are missing: ${missing.join('; ')}. Install a complete release, or set SKIP_STARTUP_VALIDATION=true to start without them.`,
    );
  }
  logger.warn({ missing }, 'prerequisites are missing');
};
