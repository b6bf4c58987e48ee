import { HOT_DAYS } from '../../domain/hot-days.ts';
import type { SymbolFactorsCalculated } from '../../domain/symbol/events.ts';
import { defineProjection } from '../projection.ts';
import { textOf } from './columns.ts';

/**
 * Every symbol's sensitivities of its last 400 days, by the date that they were calculated for; a later calculation
 * replaces.
 */
export const symbolFactors = defineProjection<SymbolFactorsCalculated>({
  name: 'symbol_factors',
  version: 3,
  partition: 'symbol',
  tables: ['symbol_factors'],
  dated: { symbol_factors: 'date' },
  keepsDays: { symbol_factors: HOT_DAYS },
  ddl: `
    create table symbol_factors (
      symbol   text               not null,
      date     date               not null,
      factors  double precision[] not null,
      event_id uuid               not null,
      primary key (symbol, date)
    );
  `,
  eventTypes: ['SymbolFactorsCalculated'],
  apply: (page, tables) =>
    tables.upsert(
      'symbol_factors',
      ['symbol', 'date'],
      page.map(({ eventId, data: { symbol, date, factors } }) => ({
        symbol,
        date,
        factors: textOf(factors),
        event_id: eventId,
      })),
    ),
});
