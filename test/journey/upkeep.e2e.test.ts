import { randomUUID } from 'node:crypto';
import { createPostgresDeadLetters } from '../../adapters/dead-letters/postgres-dead-letters.ts';
import { streams } from '../../application/streams.ts';
import type { Command } from '../../infra/cli/command.ts';
import { deadLettersCommand } from '../../infra/cli/dead-letters-command.ts';
import { parkedCommand } from '../../infra/cli/parked-command.ts';
import { projectionsCommand } from '../../infra/cli/projections-command.ts';
import { repairCommand } from '../../infra/cli/repair-command.ts';
import { verifyCommand } from '../../infra/cli/verify-command.ts';
import type { Service } from '../../infra/service/start-service.ts';
import { type Api, createApi, portfolioForm, runEnded, signIn } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { eventOf, tell } from '../support/events.ts';
import { startTestService } from '../support/service.ts';
import { until } from '../support/until.ts';

/** What an operator sees and does, over HTTP and at the command line, with a whole service running. */

const CSV =
  'Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,100,158.00,2024-01-16\nMSFT,-5,400.00,2024-01-16\n';
const NOW = '2024-06-28T21:00:00Z';
const ADMIN = '/api/v1/admin';
let database: TestDatabase;
let service: Service;
let user: Api;
let operator: Api;
let portfolioId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  service = await startTestService(database, { AS_OF: NOW });
  const api = createApi(service.url);
  user = await signIn(api, 'user@example.com');
  await signIn(api, 'ops@example.com');
  const granted = await service.application.grantSuperuser('ops@example.com', {
    commandId: randomUUID(),
    correlationId: randomUUID(),
    actor: { kind: 'process', name: 'test' },
  });
  if (!granted.ok) throw new Error(granted.error.code);
  operator = await signIn(api, 'ops@example.com');
  const form = portfolioForm({ accountName: 'Schwab', csv: CSV, autoCalculate: true });
  const created = await user.post<{ portfolio_id: string }>('/api/v1/onboarding/create-portfolio', form);
  expect(created.status).toBe(201);
  portfolioId = created.body.portfolio_id;
  await runEnded(user, portfolioId);
  expect(await service.readModels.waitFor(await service.store.head(), 20_000)).toBe(true);
});
afterAll(async () => {
  await service.stop();
  await database.close();
});

const cli = async (
  command: Command,
  args: readonly string[] = [],
  options: Readonly<Record<string, string>> = {},
) => {
  const lines: string[] = [];
  const errors: string[] = [];
  const code = await command.run({
    args,
    options,
    env: {
      NODE_ENV: 'test',
      DATABASE_URL: database.url,
      MASTER_KEY: 'a master key that is only used by tests of ours',
      AS_OF: NOW,
    },
    output: { line: (text) => void lines.push(text), error: (text) => void errors.push(text) },
  });
  return { code, text: lines.join('\n'), errors };
};

type Verification = {
  readonly verification_id: string;
  readonly status: string;
  readonly differences: number;
  readonly poll_url: string;
  readonly projections: readonly {
    readonly projection: string;
    readonly differences: number;
    readonly repair: readonly string[];
  }[];
};

const verify = async (body: object): Promise<Verification> => {
  const begun = await operator.post<Verification>(`${ADMIN}/projections/verifications`, body);
  expect(begun.status).toBe(202);
  let found = begun.body;
  await until('the verification ends', async () => {
    found = (await operator.get<Verification>(begun.body.poll_url)).body;
    return found.status !== 'running';
  });
  return found;
};

type Ready = { readonly status: string; readonly degraded: readonly string[] };
const ready = async (): Promise<Ready> => (await createApi(service.url).get<Ready>('/health/ready')).body;

const equityOf = async (): Promise<string> => {
  const { rows } = await database.pool.query<{ equity: string }>(
    `select equity::text from read.snapshots where portfolio_id = $1 order by date desc limit 1`,
    [portfolioId],
  );
  return rows[0]!.equity;
};

describe('drift', () => {
  it('is found, shown, never mended silently, and gone after the repair that the report names', async () => {
    const clean = await verify({ scope: { kind: 'whole' } });
    expect(clean).toMatchObject({ status: 'completed', differences: 0 });
    const before = await equityOf();
    await database.pool.query('update read.snapshots set equity = equity * 2 where portfolio_id = $1', [
      portfolioId,
    ]);

    const drift = await verify({ scope: { kind: 'sample', keys: 10 } });
    const found = drift.projections.filter(({ differences }) => differences > 0);
    expect(found.map(({ projection }) => projection)).toEqual(['snapshots']);
    expect(found[0]!.repair).toEqual([
      `npm run sigmafold -- repair --portfolio ${portfolioId} --projection snapshots`,
    ]);
    expect(await equityOf()).not.toBe(before);
    const { status, degraded } = await ready();
    expect(status).toBe('ready');
    expect(degraded).toEqual([`snapshots: ${found[0]!.differences} rows differ from the log`]);
    // A sample that happens to find nothing does not hide what is known.
    await verify({ scope: { kind: 'key', key_kind: 'symbol', key: 'MSFT' } });
    expect((await ready()).degraded).toEqual(degraded);

    const repaired = await operator.post<{ projections: readonly { tables: readonly object[] }[] }>(
      `${ADMIN}/projections/repairs`,
      { key_kind: 'portfolio', key: portfolioId, projections: ['snapshots'], reason: 'a damaged disk' },
    );
    expect(repaired).toMatchObject({
      status: 200,
      body: {
        projections: [
          { projection: 'snapshots', tables: [{ changed: found[0]!.differences, missing: 0, extra: 0 }] },
        ],
      },
    });
    expect(await equityOf()).toBe(before);
    expect((await ready()).degraded).toEqual([]);
    expect((await verify({ scope: { kind: 'whole' } })).differences).toBe(0);

    const history = await operator.get<{ repairs: readonly object[] }>(`${ADMIN}/projections/repairs`);
    expect(history.body.repairs).toMatchObject([
      { kind: 'repair', key: portfolioId, reason: 'a damaged disk', actor: { kind: 'user' } },
    ]);
    const verifications = await operator.get<{ verifications: readonly Verification[] }>(
      `${ADMIN}/projections/verifications?limit=2`,
    );
    expect(verifications.body.verifications.map(({ differences }) => differences)).toEqual([0, 0]);
  });

  it('is found and mended at the command line', async () => {
    await database.pool.query(`delete from read.positions where portfolio_id = $1 and symbol = 'AAPL'`, [
      portfolioId,
    ]);
    const found = await cli(verifyCommand, [], { sample: '10' });
    expect(found.code).toBe(1);
    const command = `npm run sigmafold -- repair --portfolio ${portfolioId} --projection positions`;
    expect(found.text).toContain('positions: 0 changed, 1 missing, 0 extra');
    expect(found.text).toContain(command);
    expect((await cli(projectionsCommand)).text).toMatch(/^positions +live .* 1 rows$/m);
    const repaired = await cli(repairCommand, [], { portfolio: portfolioId, projection: 'positions' });
    expect(repaired).toMatchObject({ code: 0, errors: [] });
    expect(repaired.text).toContain('positions: 2 rows; 1 added, 0 changed, 0 removed');
    expect(await cli(verifyCommand)).toMatchObject({ code: 0 });
  });

  it('cannot be looked for where there is nothing, and calls that say nothing are refused', async () => {
    const unknown = await operator.post(`${ADMIN}/projections/repairs`, {
      key_kind: 'symbol',
      key: 'AAPL',
      projections: ['snapshots'],
      reason: 'a test',
    });
    expect(unknown.status).toBe(404);
    expect(
      (await operator.post(`${ADMIN}/projections/verifications`, { projections: ['nothing'] })).status,
    ).toBe(404);
    expect((await operator.get(`${ADMIN}/projections/verifications/${randomUUID()}`)).status).toBe(404);
    const noReason = { key_kind: 'symbol', key: 'AAPL' };
    expect((await operator.post(`${ADMIN}/projections/repairs`, noReason)).status).toBe(422);
    expect((await user.post(`${ADMIN}/projections/repairs`, { ...noReason, reason: 'a test' })).status).toBe(
      403,
    );
    expect((await cli(repairCommand)).code).toBe(2);
    expect((await cli(repairCommand, [], { symbol: 'AAPL', from: 'May' })).code).toBe(2);
    expect((await cli(verifyCommand, [], { sample: 'all' })).code).toBe(2);
  });
});

describe('a key that is parked', () => {
  type Parked = {
    readonly parked: readonly { readonly position: string }[];
    readonly skipped: readonly object[];
  };
  const look = async (): Promise<Parked> =>
    (await operator.get<Parked>(`${ADMIN}/projections/parked-keys`)).body;
  const targets = async () => (await user.get<object>(`/api/v1/target-prices/${portfolioId}`)).body;

  it('is shown as degraded while everything else goes on, tried in vain, and goes on without its event', async () => {
    const bad = {
      targetId: randomUUID(),
      symbol: 'ZM',
      positionType: 'LONG',
      prices: { eoy: 'much', nextYear: null, downside: null },
      userPrice: null,
    };
    const event = { type: 'TargetPricesSet', data: { portfolioId, targets: [bad] } };
    await tell(service.store, [
      { stream: streams.targets(portfolioId), event: eventOf(event, randomUUID()) },
    ]);
    const good = { symbol: 'AAPL', position_type: 'LONG', target_eoy: '261.38' };
    expect((await user.post(`/api/v1/target-prices/${portfolioId}`, good)).status).toBe(200);
    await until('the key is parked', async () => (await look()).parked.length === 1);
    await service.readModels.waitFor(await service.store.head(), 20_000);
    const [held] = (await look()).parked;
    expect(held).toMatchObject({
      projection: 'targets',
      key: portfolioId,
      event_type: 'TargetPricesSet',
      error: 'invalid input syntax for type numeric: "much"',
      waiting: 2,
    });
    expect(await ready()).toMatchObject({
      status: 'ready',
      degraded: ['targets: 1 keys parked, 2 events wait'],
    });
    const status = await operator.get<{ projections: readonly object[] }>(`${ADMIN}/projections`);
    expect(status.body.projections).toContainEqual(
      expect.objectContaining({
        name: 'targets',
        parked_keys: 1,
        waiting_events: 2,
        stalled: false,
        lag_events: '0',
      }),
    );
    expect((await cli(parkedCommand)).text).toMatch(
      /^parked +targets .*position \d+ +TargetPricesSet +2 events/m,
    );
    expect(await targets()).toMatchObject({ targets: [] });

    const vain = await cli(parkedCommand, ['retry', 'targets', portfolioId]);
    expect(vain.code).toBe(1);
    expect(vain.text).toContain(`still parked at position ${held!.position}`);
    expect((await verify({ scope: { kind: 'whole' } })).differences).toBe(0);

    const order = { projection: 'targets', key: portfolioId, reason: 'nobody means "much" by a price' };
    const { position } = held!;
    expect((await cli(parkedCommand, ['skip', 'targets', portfolioId], { position })).code).toBe(2);
    const skipped = await operator.post(`${ADMIN}/projections/parked-keys/skip`, { ...order, position });
    expect(skipped).toMatchObject({
      status: 200,
      body: { kind: 'skip', projections: [{ parked: null, events: 1 }] },
    });
    expect(await targets()).toMatchObject({ targets: [{ symbol: 'AAPL' }] });
    expect(await look()).toMatchObject({
      parked: [],
      skipped: [{ projection: 'targets', position, reason: order.reason, actor: { kind: 'user' } }],
    });
    expect((await cli(parkedCommand)).text).toMatch(/^skipped +targets /m);
    expect((await verify({ scope: { kind: 'whole' } })).differences).toBe(0);
    expect((await ready()).degraded).toEqual([]);

    const again = await operator.post<{ error: { code: string } }>(
      `${ADMIN}/projections/parked-keys/retry`,
      order,
    );
    expect([again.status, again.body.error.code]).toEqual([409, 'ERR_ADMIN_007']);
  });

  it('stays without its skipped event when the projection is rebuilt', async () => {
    const before = await targets();
    await service.rebuild(['targets'], () => {});
    expect(await targets()).toEqual(before);
    expect((await verify({ scope: { kind: 'whole' } })).differences).toBe(0);
  });
});

describe('a dead letter', () => {
  it('is shown, replayed once as a new run, and recorded', async () => {
    const deadLetters = createPostgresDeadLetters(database.pool);
    const message = {
      id: randomUUID(),
      key: portfolioId,
      type: 'run',
      payload: { runId: randomUUID(), portfolioId },
    };
    await deadLetters.bury('calculations', message, 'the disk was full');
    await deadLetters.bury('calculations', message, 'the disk is full');
    expect((await ready()).degraded).toEqual(['1 dead letters']);
    const list = await operator.get<{ dead_letters: readonly { dead_letter_id: string }[] }>(
      `${ADMIN}/dead-letters`,
    );
    expect(list.body).toMatchObject({
      waiting: 1,
      dead_letters: [{ key: portfolioId, error: 'the disk is full', replayed: null }],
    });
    const id = list.body.dead_letters[0]!.dead_letter_id;
    expect((await cli(deadLettersCommand)).text).toContain(id);

    const replayed = await operator.post<{ run_id: string }>(`${ADMIN}/dead-letters/${id}/replay`, {
      reason: 'there is room again',
    });
    expect(replayed.status).toBe(202);
    await until('the run ends', async () => {
      const run = await service.queries.run(replayed.body.run_id);
      return run !== null && run.status !== 'running';
    });
    const again = await operator.post<{ error: { code: string } }>(`${ADMIN}/dead-letters/${id}/replay`, {
      reason: 'once more',
    });
    expect([again.status, again.body.error.code]).toEqual([409, 'ERR_ADMIN_008']);
    expect((await cli(deadLettersCommand, ['replay', id])).code).toBe(1);
    expect((await cli(deadLettersCommand)).text).toContain('replayed');
    expect((await ready()).degraded).toEqual([]);
  });
});

it('a rebuild and a refresh keep why they were asked for, and why they went on', async () => {
  const asked = await operator.post<{ rebuild_id: string }>(
    `${ADMIN}/projections/rebuilds`,
    { projections: ['targets'], auto_swap: false },
    { 'x-reason': 'ticket 4711' },
  );
  expect(asked.status).toBe(202);
  const path = `${ADMIN}/projections/rebuilds/${asked.body.rebuild_id}`;
  const reaches = (wanted: string) =>
    until(`the rebuild is ${wanted}`, async () => {
      const { body } = await operator.get<{ state: string }>(path);
      return body.state === wanted;
    });
  await reaches('awaiting_swap');
  expect((await operator.post(`${path}/swap`, undefined, { 'x-reason': 'nothing differs' })).status).toBe(
    202,
  );
  await reaches('swapped');
  const { body: listed } = await operator.get<{ rebuilds: readonly unknown[] }>(
    `${ADMIN}/projections/rebuilds`,
  );
  expect(listed.rebuilds[0]).toMatchObject({
    rebuild_id: asked.body.rebuild_id,
    reason: 'ticket 4711',
    orders: [{ step: 'swap', reason: 'nothing differs', by: expect.any(String), at: expect.any(String) }],
  });

  const refresh = await operator.post(
    `${ADMIN}/portfolio-refresh/run`,
    { date: null },
    { 'x-reason': 'ticket 4712' },
  );
  expect(refresh.status).toBe(202);
  const { body: status } = await operator.get(`${ADMIN}/portfolio-refresh/status`);
  expect(status).toMatchObject({ latest: { trigger: 'operator', reason: 'ticket 4712' } });
});
