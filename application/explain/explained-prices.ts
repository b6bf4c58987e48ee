import { addDays } from '../../domain/dates.ts';
import type { Mark } from '../../domain/valuation/valuation.ts';
import { marksOn } from '../../domain/valuation/value-portfolio.ts';
import { lotsOf } from '../calculation/lots.ts';
import { LOOK_BACK_DAYS, pricedSymbolsOf } from '../calculation/value-history.ts';
import { loadPortfolio } from '../portfolios/load-portfolio.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Queries, SnapshotRow } from '../ports/queries.ts';
import { streams } from '../streams.ts';
import { referenceTo } from './event-references.ts';
import type { ExplainedPrice } from './explanation.ts';

/** The prices behind a valuation, each with the event that it was learned from. */
export const explainPrices = async (
  store: EventStore,
  marks: readonly Mark[],
): Promise<readonly ExplainedPrice[]> => {
  const symbols = new Set(marks.flatMap(({ priceSymbol }) => priceSymbol ?? []));
  const histories = await Promise.all([...symbols].map((symbol) => store.readStream(streams.symbol(symbol))));
  const events = new Map(histories.flat().map((event) => [event.eventId, event]));
  return marks.map((mark) => {
    const event = mark.priceEventId === null ? undefined : events.get(mark.priceEventId);
    const source = event === undefined ? null : (event.data as { readonly source?: string }).source;
    return {
      symbol: mark.symbol,
      positionId: mark.positionId,
      quantity: mark.quantity,
      price: mark.price,
      basis: mark.basis,
      priceDate: mark.priceDate,
      marketValue: mark.marketValue,
      source: source ?? null,
      event: event === undefined ? null : referenceTo(event),
    };
  });
};

/** Reconstructed days carry no marks: they are worked out from the same facts. */
export const reconstructMarks = async (
  store: EventStore,
  queries: Queries,
  portfolioId: string,
  { valuation: { date } }: SnapshotRow,
): Promise<readonly Mark[]> => {
  const lots = lotsOf(await loadPortfolio(store, portfolioId));
  const prices = await queries.prices(pricedSymbolsOf(lots), {
    from: addDays(date, -LOOK_BACK_DAYS),
    to: date,
  });
  return marksOn({ lots, seriesOf: (symbol) => prices.get(symbol) }, date);
};
