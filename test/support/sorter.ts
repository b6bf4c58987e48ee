import { defineProjection, type Projection, partitionKeyOf } from '../../projections/projection.ts';
import { eventOf, type Told } from './events.ts';

type Noted = {
  readonly type: 'Noted';
  readonly data: { readonly date: string; readonly amount: string; readonly note: string };
};

/**
 * A projection with two tables for tests of parking, repair and verification: a row per portfolio and day, and the
 * balance of a portfolio. It throws at a note that `refuses` names, and the database refuses an amount that is not one.
 */
export const sorter = (
  name: string,
  refuses: (note: string) => boolean = () => false,
  version = 1,
): Projection =>
  defineProjection<Noted>({
    name,
    version,
    partition: 'portfolio',
    tables: [`${name}_days`, `${name}_balances`],
    dated: { [`${name}_days`]: 'date' },
    ddl: `
      create table ${name}_days (portfolio_id text not null, date date not null, amount numeric not null,
        note text not null, primary key (portfolio_id, date));
      create table ${name}_balances (portfolio_id text primary key, balance text not null, events int not null,
        last_position bigint not null);`,
    eventTypes: ['Noted'],
    apply: async (page, tables) => {
      await tables.upsert(
        `${name}_days`,
        ['portfolio_id', 'date'],
        page.map((event) => ({ portfolio_id: partitionKeyOf(event), ...event.data })),
      );
      await tables.fold<(typeof page)[number], { readonly balance: string; readonly events: number }>(page, {
        table: `${name}_balances`,
        keyOf: (event) => ({ portfolio_id: partitionKeyOf(event) }),
        load: ['balance', 'events'],
        fold: (row, { data }) => {
          if (refuses(data.note)) throw new Error(`cannot digest ${data.note}`);
          return { balance: `${row?.balance ?? ''}${data.note}`, events: (row?.events ?? 0) + 1 };
        },
      });
    },
  });

let told = 0;

/** A note of a portfolio; the days follow each other in the order in which they are told. */
export const noted = (portfolio: string, note: string, amount = '1.50'): Told => {
  told += 1;
  const date = new Date(Date.UTC(2024, 0, told)).toISOString().slice(0, 10);
  return {
    stream: `portfolio-${portfolio}`,
    event: eventOf({ type: 'Noted', data: { date, amount, note } }, `noted ${told} ${process.pid}`),
  };
};
