import { defineProjection, type Projection } from '../../projections/projection.ts';
import { eventOf, type Told } from './events.ts';

export const POISON = 'poison';

/**
 * A projection that notices everything a runner can do wrong: a lost event is missing in the sum, one applied twice
 * counts twice, one out of order breaks the chain. It rejects an event that says `poison` while `poisonous()`.
 */
export const tally = (name: string, poisonous: () => boolean = () => false, version = 1): Projection =>
  defineProjection<{
    readonly type: 'Counted';
    readonly data: { readonly value: number; readonly note: string };
  }>({
    name,
    version,
    tables: [name],
    ddl: `create table ${name} (id int primary key, events int not null, sum bigint not null, chain text not null);
          insert into ${name} values (1, 0, 0, '')`,
    eventTypes: ['Counted'],
    apply: async (page, db) => {
      for (const { data } of page) {
        await db.query(
          `update ${name} set events = events + 1, sum = sum + $1, chain = md5(chain || $1::text) where id = 1`,
          [data.value],
        );
        if (data.note === POISON && poisonous()) throw new Error('cannot digest this');
      }
    },
  });

/** Events for a tally; every third is of a type that it does not ask for. */
export const counted = (name: string, from: number, count: number, note = ''): readonly Told[] =>
  Array.from({ length: count }, (_, index) => ({
    stream: `tally-${name}`,
    event: eventOf(
      { type: index % 3 === 2 ? 'Ignored' : 'Counted', data: { value: from + index, note } },
      `${name} ${from + index}`,
    ),
  }));
