import type { RequestCalculation } from '../calculation/request-calculation.ts';
import type { HandleCommand } from '../command-handler.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Queries } from '../ports/queries.ts';

export type PortfolioDependencies = {
  readonly store: EventStore;
  readonly handle: HandleCommand;
  readonly queries: Queries;
  readonly clock: Clock;
  readonly deterministicUuids: boolean;
  readonly requestCalculation: RequestCalculation;
};
