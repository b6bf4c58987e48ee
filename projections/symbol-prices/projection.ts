import type { SymbolPriced } from '../../domain/symbol/events.ts';
import { defineProjection } from '../projection.ts';
import { byMonth, type MonthColumns, type MonthPart, withBars } from './month.ts';

/**
 * The prices in force, a month of a symbol in a row: of several that were learned for one session the last. Raw close,
 * adjusted close and split factor are kept apart, and each price names the event that it came from.
 */
export const symbolPrices = defineProjection<SymbolPriced>({
  name: 'symbol_prices',
  version: 2,
  partition: 'symbol',
  tables: ['symbol_prices'],
  dated: { symbol_prices: 'month_end' },
  ddl: `
    create table symbol_prices (
      symbol          text    not null,
      month_end       date    not null,
      days            text    not null,
      closes          text    not null,
      adjusted_closes text    not null,
      split_factors   text,
      event_ids       text    not null,
      source          text    not null,
      simulated       boolean not null,
      last_position   bigint  not null,
      primary key (symbol, month_end)
    );
  `,
  eventTypes: ['SymbolPriced'],
  apply: (page, tables) => {
    const parts = page.flatMap((event) => {
      const { source, simulated } = event.data;
      const { eventId } = event;
      return [...byMonth(event.data.bars)].map(([monthEnd, bars]) => ({
        ...event,
        monthEnd,
        part: { bars, eventId, source, simulated } satisfies MonthPart,
      }));
    });
    return tables.fold<(typeof parts)[number], MonthColumns>(parts, {
      table: 'symbol_prices',
      keyOf: ({ data, monthEnd }) => ({ symbol: data.symbol, month_end: monthEnd }),
      load: ['days', 'closes', 'adjusted_closes', 'split_factors', 'event_ids', 'source', 'simulated'],
      fold: (month, { part }) => withBars(month, part),
    });
  },
});
