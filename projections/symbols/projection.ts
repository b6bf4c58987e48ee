import type { RecordedEvent } from '../../application/ports/event-store.ts';
import type { SymbolRow } from '../../application/ports/queries.ts';
import { addDays } from '../../domain/dates.ts';
import { isGivenUp, statusAfterPrices } from '../../domain/symbol/decider.ts';
import type { PriceBar, SymbolEvent } from '../../domain/symbol/events.ts';
import { defineProjection } from '../projection.ts';

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
  readonly delisting_reason: string | null;
  /** Of the last year: dates whose prices an administrator brought. */
  readonly uploaded_dates: readonly string[];
  /** Of the prices that were told last: those that were refused. */
  readonly refused: readonly { readonly date: string; readonly reason: string }[];
  /** Of the stream's last event. */
  readonly revision: number;
  /** The earliest date that the last prices changed, and where in the log they are. */
  readonly priced_from: string | null;
  readonly priced_position: string | null;
  readonly factored_position: string | null;
};

const TRACKED: Omit<SymbolColumns, 'revision'> = {
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
  delisting_reason: null,
  uploaded_dates: [],
  refused: [],
  priced_from: null,
  priced_position: null,
  factored_position: null,
};

/** As long as a provider is asked about the past. */
const UPLOADS_KEPT_DAYS = 400;
/** Of refused prices: enough to see what is wrong; the event has all. */
const REFUSED_KEPT = 5;

const earliest = (a: string | null, b: string | undefined): string | null =>
  b === undefined || (a !== null && a <= b) ? a : b;
const latest = (a: string | null, b: string | undefined): string | null =>
  b === undefined || (a !== null && a >= b) ? a : b;

/** Older ones are not asked for again. */
const uploadedDates = (
  { uploaded_dates, last_price_date }: Pick<SymbolColumns, 'uploaded_dates' | 'last_price_date'>,
  bars: readonly PriceBar[],
): readonly string[] => {
  const all = [...new Set([...uploaded_dates, ...bars.map(({ date }) => date)])].sort();
  const oldest = addDays(latest(last_price_date, all.at(-1)) ?? '', -UPLOADS_KEPT_DAYS);
  return all.filter((date) => date >= oldest);
};

/** What an event says, beside how far the stream has come. The decider of symbols tells what the statuses mean. */
const changed = (
  symbol: Omit<SymbolColumns, 'revision'>,
  event: RecordedEvent<SymbolEvent>,
): Omit<SymbolColumns, 'revision'> => {
  switch (event.type) {
    case 'SymbolTracked':
      return { ...symbol, status: 'pending', attempts: 0 };
    case 'SymbolProfiled':
      return { ...symbol, profile: event.data.profile, profile_source: event.data.source };
    case 'SymbolPriced': {
      const { bars, source, closeBasis, simulated } = event.data;
      const before = { lastPriceDate: symbol.last_price_date, hasFactors: symbol.last_factor_date !== null };
      const status = statusAfterPrices(symbol.status, before, bars.at(-1)?.date);
      return {
        ...symbol,
        status,
        attempts: 0,
        failure: null,
        first_price_date: earliest(symbol.first_price_date, bars[0]?.date),
        last_price_date: latest(symbol.last_price_date, bars.at(-1)?.date),
        price_source: source,
        close_basis: closeBasis,
        simulated,
        delisting_reason: status === 'delisted' ? symbol.delisting_reason : null,
        refused: event.data.rejected.slice(-REFUSED_KEPT),
        uploaded_dates: event.data.upload === undefined ? symbol.uploaded_dates : uploadedDates(symbol, bars),
        priced_from: bars[0]?.date ?? symbol.priced_from,
        priced_position: String(event.position),
      };
    }
    case 'SymbolFactorsCalculated':
      return {
        ...symbol,
        last_factor_date: latest(symbol.last_factor_date, event.data.date),
        factored_position: String(event.position),
      };
    case 'SymbolMetricsCalculated':
      return symbol;
    case 'SymbolActivated':
      return { ...symbol, status: 'active', attempts: 0, failure: null };
    case 'SymbolOnboardingFailed': {
      const { kind, reason } = event.data;
      const attempts = symbol.attempts + 1;
      const givenUp = isGivenUp(symbol.status, event.data, attempts);
      return { ...symbol, status: givenUp ? 'error' : symbol.status, attempts, failure: { kind, reason } };
    }
    case 'SymbolDelisted':
      return { ...symbol, status: 'delisted', delisting_reason: event.data.reason };
    default:
      return event satisfies never;
  }
};

const afterEvent = (row: SymbolColumns | null, event: RecordedEvent<SymbolEvent>): SymbolColumns => ({
  ...changed(row ?? TRACKED, event),
  revision: Number(event.revision),
});

/** The universe: what is known of every symbol that anybody has asked for. */
export const symbols = defineProjection<SymbolEvent>({
  name: 'symbols',
  version: 3,
  partition: 'symbol',
  tables: ['symbols'],
  ddl: `
    create table symbols (
      symbol            text    primary key,
      status            text    not null,
      attempts          int     not null,
      failure           jsonb,
      first_price_date  date,
      last_price_date   date,
      last_factor_date  date,
      profile           jsonb,
      profile_source    text,
      price_source      text,
      close_basis       text,
      simulated         boolean not null,
      delisting_reason  text,
      uploaded_dates    jsonb   not null,
      refused           jsonb   not null,
      revision          int     not null,
      priced_from       date,
      priced_position   bigint,
      factored_position bigint,
      last_position     bigint  not null
    );
  `,
  eventTypes: [
    'SymbolTracked',
    'SymbolProfiled',
    'SymbolPriced',
    'SymbolFactorsCalculated',
    'SymbolActivated',
    'SymbolOnboardingFailed',
    'SymbolMetricsCalculated',
    'SymbolDelisted',
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
        'delisting_reason',
        'uploaded_dates',
        'refused',
        'revision',
        'priced_from',
        'priced_position',
        'factored_position',
      ],
      fold: afterEvent,
    }),
});
