import { createHash } from 'node:crypto';
import { defineProjection, type Projection, partitionKeyOf } from '../../projections/projection.ts';
import { eventOf, type Told } from './events.ts';

export const POISON = 'poison';

type TallyRow = { readonly events: number; readonly sum: string; readonly chain: string };

const NOTHING: TallyRow = { events: 0, sum: '0', chain: '' };

/**
 * A projection that notices what a runner can do wrong: a lost event is missing in the sum, one out of order breaks
 * the chain or is missing. It rejects an event that says `poison` while `poisonous()`.
 */
export const tally = (name: string, poisonous: () => boolean = () => false, version = 1): Projection =>
  defineProjection<{
    readonly type: 'Counted';
    readonly data: { readonly value: number; readonly note: string };
  }>({
    name,
    version,
    partition: 'portfolio',
    tables: [name],
    ddl: `create table ${name} (portfolio_id text primary key, events int not null, sum bigint not null,
            chain text not null, last_position bigint not null)`,
    eventTypes: ['Counted'],
    apply: async (page, tables) => {
      await tables.fold<(typeof page)[number], TallyRow>(page, {
        table: name,
        keyOf: (event) => ({ portfolio_id: partitionKeyOf(event) }),
        load: ['events', 'sum', 'chain'],
        fold: (row, { data }) => {
          const { events, sum, chain } = row ?? NOTHING;
          return {
            events: events + 1,
            sum: String(BigInt(sum) + BigInt(data.value)),
            chain: createHash('md5').update(`${chain}${data.value}`).digest('hex'),
          };
        },
      });
      if (page.some(({ data }) => data.note === POISON) && poisonous()) throw new Error('cannot digest this');
    },
  });

/** Events for a tally; every third is of a type that it does not ask for. */
export const counted = (name: string, from: number, count: number, note = ''): readonly Told[] =>
  Array.from({ length: count }, (_, index) => ({
    stream: `portfolio-${name}`,
    event: eventOf(
      { type: index % 3 === 2 ? 'Ignored' : 'Counted', data: { value: from + index, note } },
      `${name} ${from + index}`,
    ),
  }));
