import { randomUUID } from 'node:crypto';
import { type EventStore, positionFrom } from '../../application/ports/event-store.ts';
import { streamsOfKey } from '../key-streams.ts';
import {
  type Partition,
  type Projection,
  partitionColumn,
  partitionKeyOf,
  type Queryable,
} from '../projection.ts';

/** Somewhere among the keys, which are uuids, or for symbols letters. */
const somewhere = (partition: Partition): string =>
  partition === 'symbol'
    ? String.fromCharCode(...[0, 1].map(() => 65 + Math.floor(26 * Math.random())))
    : randomUUID();

/** The keys of rows at random places of the live tables: also of rows that nothing in the log accounts for. */
const keysOfRows = async (
  db: Queryable,
  partition: Partition,
  tables: readonly string[],
  count: number,
): Promise<readonly string[]> => {
  const column = partitionColumn[partition];
  const keys: string[] = [];
  for (let n = 0; n < count; n++) {
    const table = tables[n % tables.length];
    // One step down an index on the column; past the last key it starts again with the first.
    const { rows } = await db.query<{ key: string | null }>(
      `select coalesce((select min(${column}) from read.${table} where ${column} >= $1),
                       (select min(${column}) from read.${table})) as key`,
      [somewhere(partition)],
    );
    if (rows[0]?.key != null) keys.push(rows[0].key);
  }
  return keys;
};

/** The keys of events at random places of the log: also of those that have no row and should. */
const keysOfEvents = async (
  store: Pick<EventStore, 'readAll' | 'head'>,
  partition: Partition,
  projections: readonly Projection[],
  count: number,
): Promise<readonly string[]> => {
  const filter = {
    types: [...new Set(projections.flatMap(({ eventTypes }) => eventTypes))],
    streamPrefixes: streamsOfKey[partition](''),
  };
  const head = Number(await store.head());
  const keys: string[] = [];
  for (let n = 0; n < count; n++) {
    const after = positionFrom(BigInt(Math.floor(head * Math.random())));
    const { events } = await store.readAll({ after, limit: 1, filter });
    keys.push(...events.map(partitionKeyOf));
  }
  return keys;
};

/** About `count` different keys of a partition, half of them found in the log and half in the tables. */
export const sampleKeys = async (
  db: Queryable,
  store: Pick<EventStore, 'readAll' | 'head'>,
  partition: Partition,
  projections: readonly Projection[],
  count: number,
): Promise<readonly string[]> => {
  const tables = projections.flatMap((projection) => projection.tables);
  const half = Math.ceil(count / 2);
  const keys = [
    ...(await keysOfEvents(store, partition, projections, half)),
    ...(await keysOfRows(db, partition, tables, count - half)),
  ];
  return [...new Set(keys)].toSorted();
};
