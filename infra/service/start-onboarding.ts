import type { Logger } from 'pino';
import type { Background } from '../../application/background.ts';
import type { CalculationDependencies } from '../../application/calculation/dependencies.ts';
import type { RequestCalculation } from '../../application/calculation/request-calculation.ts';
import type { Bell } from '../../application/onboarding/bell.ts';
import { createOnboardSymbol } from '../../application/onboarding/onboard-symbol.ts';
import { type OnboardingOptions, startOnboarding } from '../../application/onboarding/worker.ts';
import type { SymbolQueue } from '../../application/ports/symbol-queue.ts';
import type { Config } from '../config/config.ts';

export type OnboardingParts = {
  readonly config: Config;
  readonly logger: Logger;
  readonly queue: SymbolQueue;
  readonly bell: Bell;
  readonly calculation: CalculationDependencies;
  readonly requestCalculation: RequestCalculation;
  readonly runsWithout: OnboardingOptions['runsWithout'];
};

/** Brings in the symbols that nobody knows yet. */
export const startBringingIn = ({ config, logger, calculation, ...parts }: OnboardingParts): Background =>
  startOnboarding({
    ...parts,
    onboard: createOnboardSymbol(calculation),
    leaseMs: config.symbolLeaseSeconds * 1000,
    onError: (error, about) => logger.warn({ err: error, ...about }, 'a symbol could not be brought in'),
  });
