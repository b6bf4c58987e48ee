import type { RecordedEvent } from '../../application/ports/event-store.ts';
import type { SymbolRow } from '../../application/ports/queries.ts';
import type { SymbolEvent } from '../../domain/symbol/events.ts';
import { defineProjection } from '../projection.ts';

const ATTEMPTS_BEFORE_ERROR = 3;

/** Of the table, beside its key. */
export type SymbolColumns = {
  readonly status: SymbolRow['status'];
  readonly attempts: number;
  readonly failure: SymbolRow['failure'];
  readonly first_price_date: string | null;
  readonly last_price_date: string | null;
  readonly last_factor_date: string | null;
  readonly profile: SymbolRow['profile'];
  readonly profile_source: string | null;
  readonly price_source: string | null;
  readonly close_basis: SymbolRow['closeBasis'];
  readonly simulated: boolean;
};

const TRACKED: SymbolColumns = {
  status: 'pending',
  attempts: 0,
  failure: null,
  first_price_date: null,
  last_price_date: null,
  last_factor_date: null,
  profile: null,
  profile_source: null,
  price_source: null,
  close_basis: null,
  simulated: false,
};

const earliest = (a: string | null, b: string | undefined): string | null =>
  b === undefined || (a !== null && a <= b) ? a : b;
const latest = (a: string | null, b: string | undefined): string | null =>
  b === undefined || (a !== null && a >= b) ? a : b;

/**
 * pending when somebody first asks for the symbol; active once it has prices and factors, and it stays so; error after
 * three failures without that. Prices that come after all put a symbol in error back in the queue.
 */
const afterEvent = (row: SymbolColumns | null, event: RecordedEvent<SymbolEvent>): SymbolColumns => {
  const symbol = row ?? TRACKED;
  switch (event.type) {
    case 'SymbolTracked':
      return symbol.status === 'error' ? { ...symbol, status: 'pending', attempts: 0 } : symbol;
    case 'SymbolProfiled':
      return { ...symbol, profile: event.data.profile, profile_source: event.data.source };
    case 'SymbolPriced': {
      const { bars, source, closeBasis, simulated } = event.data;
      return {
        ...symbol,
        status: symbol.status === 'error' ? 'pending' : symbol.status,
        attempts: 0,
        failure: null,
        first_price_date: earliest(symbol.first_price_date, bars[0]?.date),
        last_price_date: latest(symbol.last_price_date, bars.at(-1)?.date),
        price_source: source,
        close_basis: closeBasis,
        simulated,
      };
    }
    case 'SymbolFactorsCalculated':
      return { ...symbol, last_factor_date: latest(symbol.last_factor_date, event.data.date) };
    case 'SymbolActivated':
      return { ...symbol, status: 'active', attempts: 0, failure: null };
    case 'SymbolOnboardingFailed': {
      const { kind, reason } = event.data;
      const attempts = symbol.attempts + 1;
      const givenUp = symbol.status !== 'active' && attempts >= ATTEMPTS_BEFORE_ERROR;
      return { ...symbol, status: givenUp ? 'error' : symbol.status, attempts, failure: { kind, reason } };
    }
    default:
      return event satisfies never;
  }
};

/** The universe: what is known of every symbol that anybody has asked for. */
export const symbols = defineProjection<SymbolEvent>({
  name: 'symbols',
  version: 1,
  partition: 'symbol',
  tables: ['symbols'],
  ddl: `
    create table symbols (
      symbol           text    primary key,
      status           text    not null,
      attempts         int     not null,
      failure          jsonb,
      first_price_date date,
      last_price_date  date,
      last_factor_date date,
      profile          jsonb,
      profile_source   text,
      price_source     text,
      close_basis      text,
      simulated        boolean not null,
      last_position    bigint  not null
    );
  `,
  eventTypes: [
    'SymbolTracked',
    'SymbolProfiled',
    'SymbolPriced',
    'SymbolFactorsCalculated',
    'SymbolActivated',
    'SymbolOnboardingFailed',
  ],
  apply: (page, tables) =>
    tables.fold<(typeof page)[number], SymbolColumns>(page, {
      table: 'symbols',
      keyOf: ({ data }) => ({ symbol: data.symbol }),
      load: [
        'status',
        'attempts',
        'failure',
        'first_price_date',
        'last_price_date',
        'last_factor_date',
        'profile',
        'profile_source',
        'price_source',
        'close_basis',
        'simulated',
      ],
      fold: afterEvent,
    }),
});
