import type { Upcaster } from '../upcaster.ts';
import { compactExposures } from './compact-exposures.ts';
import { compactStress } from './compact-stress.ts';
import type { FactorExposures } from './factor-exposure.ts';
import type { StressResults } from './stress-results.ts';

/**
 * Version 1 repeated symbol, weight and event for every factor, and every beta for every scenario; version 2 tells them
 * once. Nothing is lost: what is read from either is the same.
 */
export const riskUpcasters: readonly Upcaster[] = [
  {
    type: 'FactorExposuresCalculated',
    from: 1,
    to: 2,
    upcast: (data) => {
      const { exposures, ...about } = data as { readonly exposures: FactorExposures };
      return { ...about, exposures: compactExposures(exposures) };
    },
  },
  {
    type: 'PortfolioStressTested',
    from: 1,
    to: 2,
    upcast: (data) => {
      const { stress, ...about } = data as { readonly stress: StressResults };
      return { ...about, stress: compactStress(stress) };
    },
  },
];
