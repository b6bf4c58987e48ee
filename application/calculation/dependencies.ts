import type { HandleCommand, HandleKnown, OpenStreamOf } from '../command-handler.ts';
import type { Clock } from '../ports/clock.ts';
import type { MarketDataProvider } from '../ports/market-data.ts';
import type { Queries, ReadModels } from '../ports/queries.ts';

export type CalculationDependencies = {
  readonly openStream: OpenStreamOf;
  readonly handle: HandleCommand;
  readonly handleKnown: HandleKnown;
  readonly queries: Queries;
  readonly readModels: ReadModels;
  readonly provider: MarketDataProvider;
  readonly clock: Clock;
  /** The replays of 2000, 2008 and 2020 are off by default. */
  readonly historicalScenarios: boolean;
};
