import type { PortfolioEvent } from '../../domain/portfolio/events.ts';
import type { Lot } from '../../domain/valuation/mark.ts';

/** The lots of every import that was not reverted, with the day on which each quantity was stated. */
export const lotsOf = (events: readonly PortfolioEvent[]): readonly Lot[] => {
  const reverted = new Set(
    events.flatMap((event) => (event.type === 'PositionsImportReverted' ? event.data.importId : [])),
  );
  return events.flatMap((event) =>
    event.type === 'PositionsImported' && !reverted.has(event.data.importId)
      ? event.data.positions.map((position) => ({ position, statedOn: event.data.importedOn }))
      : [],
  );
};
