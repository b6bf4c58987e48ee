import type pg from 'pg';
import { createPostgresEventStore } from '../../../adapters/event-store/postgres/postgres-event-store.ts';
import { migrateCommand } from '../../../infra/cli/migrate-command.ts';
import { serviceChecks } from '../../../infra/cli/service-checks.ts';
import { parseConfig } from '../../../infra/config/config.ts';
import { createPool } from '../../../infra/database/pool.ts';
import { grantTo, rightsToChangeEvents } from '../../../infra/database/service-role.ts';
import { PROJECTIONS } from '../../../projections/all.ts';
import { startProjections } from '../../../projections/runner/start-projections.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { tell, town } from '../../support/events.ts';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool({ url: database.serviceUrl, applicationName: 'test service', onIdleError: () => {} });
});
afterAll(async () => {
  await pool.end();
  await database.close();
});

const INSERT = `insert into events select position + 1, 'x', 0, gen_random_uuid(), type, data, metadata, recorded_at
  from events order by position desc limit 1`;

it('appends and follows, and folds read models that are its own', async () => {
  const store = createPostgresEventStore({ pool });
  const head = await tell(store, town({ people: 1, from: '2024-06-24', to: '2024-06-28' }).told);
  const running = await startProjections({ store, pool, projections: PROJECTIONS });
  expect(await running.readModels.waitFor(head, 10_000)).toBe(true);
  await running.stop();
  await store.close();
  const { rows } = await pool.query('select from read.users');
  expect(rows).toHaveLength(1);
});

it.each([
  ['UPDATE', `update events set data = '{}'`],
  ['UPDATE of nothing', 'update events set data = data where false'],
  ['DELETE', 'delete from events'],
  ['TRUNCATE', 'truncate events'],
  ['DROP', 'drop table events'],
  ['INSERT past the function', INSERT],
  ['disabling the trigger', 'alter table events disable trigger events_are_append_only'],
  ['disabling all triggers', 'alter table events disable trigger all'],
  ['dropping the trigger', 'drop trigger events_are_append_only on events'],
  ['altering the table', 'alter table events add column note text'],
  ['renaming the table', 'alter table events rename to old_events'],
  ['taking the table', 'alter table events owner to current_user'],
  ['replacing the append', 'drop function append_events'],
  [
    'replacing the trigger’s function',
    'create or replace function public.refuse_to_change_events() returns trigger language plpgsql as $$ begin return null; end $$',
  ],
  ['replicating past the trigger', 'set session_replication_role to replica'],
  ['becoming the owner', 'set role sigmafold'],
  ['granting itself the right', 'grant update on events to current_user'],
  ['a rule', 'create rule nothing as on insert to events do instead nothing'],
  ['UPDATE of the chain', `update event_chain set links = ''`],
  ['DELETE of the chain', 'delete from event_chain'],
  ['UPDATE of the migrations', 'delete from schema_migrations'],
  ['a table of its own in public', 'create table public.events_too (x int)'],
])('cannot do this: %s', async (_name, statement) => {
  const before = await database.pool.query('select md5(string_agg(e::text, e.position::text)) from events e');
  // 42501: insufficient privilege. A privilege that is not there is refused, or granted with a mere warning.
  const outcome = await pool.query(statement).then(
    () => 'done',
    (error: { code: string }) => error.code,
  );
  expect(statement.startsWith('grant') ? 'done or 42501' : outcome).toBe(
    statement.startsWith('grant') ? 'done or 42501' : '42501',
  );
  const after = await database.pool.query('select md5(string_agg(e::text, e.position::text)) from events e');
  expect(after.rows).toEqual(before.rows);
  expect(await rightsToChangeEvents(pool)).toEqual([]);
});

describe('a role that an operator has made', () => {
  const role = 'sigmafold_operators_own';
  const migrate = async (grantee: string) => {
    const lines: string[] = [];
    const code = await migrateCommand.run({
      args: [],
      options: { 'grant-to': grantee },
      env: { NODE_ENV: 'test', DATABASE_URL: database.url },
      output: { line: (text) => lines.push(text), error: (text) => lines.push(text) },
    });
    return { code, lines };
  };
  beforeAll(() => database.pool.query(`create role ${role} login password 'only for this test'`));
  afterAll(async () => {
    await grantTo(database.url, 'sigmafold_service');
    await database.pool.query(`drop owned by ${role}`);
    await database.pool.query(`drop role ${role}`);
  });

  it('is given what it needs, and what was made before, by migrate --grant-to', async () => {
    expect(await migrate(role)).toMatchObject({
      code: 0,
      lines: [expect.any(String), `The role ${role} can run the service, and cannot change events.`],
    });
    const url = new URL(database.url);
    url.username = role;
    url.password = 'only for this test';
    const own = createPool({ url: url.href, applicationName: 'test operator', onIdleError: () => {} });
    expect(await rightsToChangeEvents(own)).toEqual([]);
    await own.query('update read.users set is_superuser = false');
    await own.query('drop table read.users');
    await own.end();
  });

  it('is refused when it is not there, or could change events all the same', async () => {
    await expect(migrate('nobody')).rejects.toThrow('There is no role nobody');
    await expect(migrate('sigmafold')).rejects.toThrow('owns the events or is a superuser');
  });
});

it('is what doctor asks for, and warns where the role can do more', async () => {
  const ask = async (url: string) => {
    const config = parseConfig({ NODE_ENV: 'test', DATABASE_URL: url });
    if (!config.ok) throw new Error(config.error.join());
    const check = serviceChecks({ config: config.value, databaseUrl: url }).find(
      ({ name }) => name === 'event rights',
    );
    return check!.run();
  };
  expect(await ask(database.serviceUrl)).toMatchObject({ status: 'ok' });
  expect(await ask(database.url)).toMatchObject({
    status: 'warn',
    detail: expect.stringContaining('UPDATE, DELETE'),
    advice: expect.stringContaining('--grant-to'),
  });
});
