import { createCsvProvider } from '../../adapters/market-data/csv/provider.ts';
import { createSimulatedProvider } from '../../adapters/market-data/simulated/provider.ts';
import { createYahooProvider } from '../../adapters/market-data/yahoo/provider.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { MarketDataProvider } from '../../application/ports/market-data.ts';
import type { Config } from '../config/config.ts';

/** The provider that the configuration names. */
export const createProvider = (config: Config, clock: Clock): MarketDataProvider => {
  switch (config.marketDataProvider) {
    case 'simulated':
      return createSimulatedProvider({ seed: config.simulatedSeed, clock });
    case 'csv':
      // The configuration refuses csv without a directory.
      return createCsvProvider({ directory: config.pricesDirectory ?? '', clock });
    case 'yahoo':
      return createYahooProvider({ clock });
    default:
      return config.marketDataProvider satisfies never;
  }
};
