import pg from 'pg';
import { createPostgresEventChain } from '../../../adapters/event-chain/postgres-event-chain.ts';
import { createPostgresEventStore } from '../../../adapters/event-store/postgres/postgres-event-store.ts';
import { GENESIS } from '../../../application/integrity/chain.ts';
import { linksOf, startChaining } from '../../../application/integrity/keep-chain.ts';
import { type VerifyChainOptions, verifyChain } from '../../../application/integrity/verify-chain.ts';
import type { EventChain } from '../../../application/ports/event-chain.ts';
import { type EventStore, positionFrom, START } from '../../../application/ports/event-store.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { tell, town } from '../../support/events.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let log: EventStore;
let chain: EventChain;

beforeEach(async () => {
  database = await createTestDatabase();
  log = createPostgresEventStore({ pool: database.pool });
  chain = createPostgresEventChain(database.pool);
});
afterEach(async () => {
  await log.close();
  await database.close();
});

const verify = (options?: VerifyChainOptions) => verifyChain({ log, chain }, options);
const at = (position: bigint) => ({ position: positionFrom(position), hash: 'ab'.repeat(32) });

/** Chains what there is in blocks of ten. */
const chainAll = async (): Promise<void> => {
  let { position, hash } = (await chain.head()) ?? { position: START, hash: GENESIS };
  for (;;) {
    const page = await log.readAll({ after: position, limit: 10 });
    const links = linksOf(hash, page);
    const last = links.at(-1);
    if (last === undefined) return;
    await chain.append({ after: position, links });
    ({ position, hash } = last);
  }
};

const someEvents = async (): Promise<void> => {
  await tell(log, town({ people: 1, symbols: ['AAPL'], from: '2024-06-24', to: '2024-06-28' }).told);
};

/** What only the owner of the database can do, past every guard. */
const tamper = async (...statements: readonly string[]): Promise<void> => {
  const superuser = new pg.Client({ connectionString: database.url });
  await superuser.connect();
  try {
    await superuser.query('begin');
    await superuser.query('set local session_replication_role to replica');
    for (const statement of statements) await superuser.query(statement);
    await superuser.query('commit');
  } finally {
    await superuser.end();
  }
};

describe('an untouched log', () => {
  it('is intact, whoever chained it and in however large blocks', async () => {
    await someEvents();
    await chainAll();
    const head = await chain.head();
    expect(await verify()).toEqual({
      status: 'intact',
      from: { position: START, hash: GENESIS },
      head,
      events: Number(await log.head()),
      unchained: 0,
    });
    expect(await verify({ from: positionFrom(23n) })).toMatchObject({
      status: 'intact',
      from: { position: 20n },
      head,
    });
  });

  it('is intact when it is empty', async () => {
    expect(await verify()).toMatchObject({ status: 'intact', events: 0, unchained: 0 });
  });

  it('counts what is appended and not chained yet', async () => {
    await someEvents();
    const page = await log.readAll({ after: START, limit: 10 });
    await chain.append({ after: START, links: linksOf(GENESIS, page) });
    const verified = await verify();
    expect(verified).toMatchObject({ status: 'intact', unchained: verified.events - 10 });
  });

  it('comes to the hash that was noted, and to no other', async () => {
    await someEvents();
    await chainAll();
    const [block] = await chain.read(positionFrom(10n), 1);
    const noted = block!.links[4]!;
    expect(await verify({ expect: noted })).toMatchObject({ status: 'intact' });
    expect(await verify({ expect: { ...noted, hash: 'ab'.repeat(32) } })).toMatchObject({
      status: 'broken',
      position: noted.position,
      problem: 'not-as-noted',
    });
    expect(await verify({ expect: at(1_000_000n) })).toMatchObject({
      status: 'broken',
      position: 1_000_000n,
      problem: 'missing',
    });
    await expect(verify({ from: positionFrom(30n), expect: noted })).rejects.toThrow('lies before 20');
  });
});

describe('a log that was tampered with', () => {
  const swap = (a: number, b: number): readonly string[] => [
    `update events set position = 999999 where position = ${a}`,
    `update events set position = ${a} where position = ${b}`,
    `update events set position = ${b} where position = 999999`,
  ];
  const cases: readonly (readonly [string, readonly string[], bigint, string])[] = [
    [
      'a changed amount',
      [`update events set data = jsonb_set(data::jsonb, '{x}', '1')::json where position = 17`],
      17n,
      'changed',
    ],
    ['a changed actor', [`update events set metadata = '{}' where position = 3`], 3n, 'changed'],
    [
      'a changed time',
      [`update events set recorded_at = recorded_at - interval '1 ms' where position = 11`],
      11n,
      'changed',
    ],
    ['a changed stream', [`update events set stream = 'portfolio-x' where position = 20`], 20n, 'changed'],
    ['a missing event', ['delete from events where position = 12'], 12n, 'missing'],
    ['a missing first event', ['delete from events where position = 1'], 1n, 'missing'],
    [
      'missing last events',
      ['delete from events where position > (select max(position) - 3 from events)'],
      -3n,
      'missing',
    ],
    ['two events in each other’s place', swap(14, 31), 14n, 'changed'],
    [
      'an event between others, which move up',
      [
        'update events set position = -position where position > 8',
        'update events set position = 1 - position where position < 0',
        `insert into events select 9, 'x', 0, gen_random_uuid(), 'X', '{}', metadata, recorded_at
           from events where position = 8`,
      ],
      9n,
      'changed',
    ],
    [
      'an event in place of a deleted one',
      [
        'delete from events where position = 9',
        `insert into events select 9, 'x', 0, gen_random_uuid(), 'X', '{}', metadata, recorded_at
           from events where position = 8`,
      ],
      9n,
      'changed',
    ],
    [
      'a deleted event, the ones after it moved down',
      [
        'delete from events where position = 9',
        'update events set position = -position where position > 9',
        'update events set position = -position - 1 where position < 0',
      ],
      9n,
      'changed',
    ],
    ['a lost block of the chain', ['delete from event_chain where after_position = 20'], 21n, 'unchained'],
    [
      'a forged link',
      [
        `update event_chain set links = set_byte(links, 10, 255 - get_byte(links, 10)) where after_position = 20`,
      ],
      21n,
      'changed',
    ],
  ];
  it.each(cases)('%s is found', async (_name, statements, position, problem) => {
    await someEvents();
    await chainAll();
    const head = await log.head();
    await tamper(`alter table events drop constraint if exists events_position_check`, ...statements);
    expect(await verify()).toMatchObject({
      status: 'broken',
      position: position < 0n ? head + position + 1n : position,
      problem,
    });
  });

  it('is found by what was noted outside, where the chain was written anew as well', async () => {
    await someEvents();
    await chainAll();
    const noted = (await chain.head())!;
    await tamper(`update events set type = 'Nothing' where position = 5`, 'delete from event_chain');
    await chainAll();
    expect(await verify()).toMatchObject({ status: 'intact' });
    expect(await verify({ expect: noted })).toMatchObject({ status: 'broken', problem: 'not-as-noted' });
  });

  it('is seen as missing events where the log was set back behind the place to start from', async () => {
    await someEvents();
    await chainAll();
    await tamper('delete from events where position > 5');
    expect(await verify({ from: positionFrom(30n) })).toMatchObject({
      status: 'broken',
      position: 30n,
      problem: 'missing',
    });
  });
});

describe('keeping the chain', () => {
  it('follows the log; of several processes each event is chained once', async () => {
    const errors: unknown[] = [];
    const onError = (error: unknown): void => void errors.push(error);
    const keepers = [1, 2, 3].map(() => startChaining({ log, chain, onError }));
    await someEvents();
    const head = await log.head();
    await until('the keeper has got there', async () => (await chain.head())?.position === head);
    await Promise.all(keepers.map(({ stop }) => stop()));
    expect(errors).toEqual([]);
    expect(await verify()).toMatchObject({ status: 'intact', events: Number(head), unchained: 0 });
  });

  it('goes on after a stop from where it was', async () => {
    await someEvents();
    await chain.append({
      after: START,
      links: linksOf(GENESIS, await log.readAll({ after: START, limit: 7 })),
    });
    const errors: unknown[] = [];
    const keeper = startChaining({ log, chain, onError: (error) => errors.push(error) });
    const head = await log.head();
    await until('the keeper has got there', async () => (await chain.head())?.position === head);
    await keeper.stop();
    expect(await verify()).toMatchObject({ status: 'intact', unchained: 0 });
    expect(errors).toEqual([]);
    expect((await chain.read(START, 2)).map(({ after }) => after)).toEqual([0n, 7n]);
  });

  it('tells of a log that ends before its chain', async () => {
    await someEvents();
    await chainAll();
    await tamper('delete from events where position > 5');
    const errors: Error[] = [];
    const keeper = startChaining({ log, chain, onError: (error) => errors.push(error as Error) });
    await until('the keeper has got there', async () => errors.length > 0);
    await keeper.stop();
    expect(errors[0]!.message).toContain('the log ends at 5');
  });
});

it('lets nobody change the chain by accident', async () => {
  await someEvents();
  await chainAll();
  for (const statement of [
    'delete from event_chain',
    `update event_chain set links = ''`,
    'truncate event_chain',
  ])
    await expect(database.pool.query(statement)).rejects.toThrow('never changed or removed');
});
