import type { SymbolPriced } from '../../domain/symbol/events.ts';
import { defineProjection } from '../projection.ts';

/**
 * The prices in force: of several that were learned for one session the last. Raw close, adjusted close and split
 * factor are kept apart, and each price names the event that it came from.
 */
export const symbolPrices = defineProjection<SymbolPriced>({
  name: 'symbol_prices',
  version: 1,
  partition: 'symbol',
  tables: ['symbol_prices'],
  dated: { symbol_prices: 'date' },
  ddl: `
    create table symbol_prices (
      symbol         text             not null,
      date           date             not null,
      close          numeric          not null,
      adjusted_close double precision not null,
      split_factor   double precision not null,
      source         text             not null,
      simulated      boolean          not null,
      event_id       uuid             not null,
      primary key (symbol, date)
    );
  `,
  eventTypes: ['SymbolPriced'],
  apply: (page, tables) =>
    tables.upsert(
      'symbol_prices',
      ['symbol', 'date'],
      page.flatMap(({ eventId, data: { symbol, source, simulated, bars } }) =>
        bars.map((bar) => ({
          symbol,
          date: bar.date,
          close: bar.close,
          adjusted_close: bar.adjustedClose,
          split_factor: bar.splitFactor,
          source,
          simulated,
          event_id: eventId,
        })),
      ),
    ),
});
