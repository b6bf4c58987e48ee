import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  runningEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../../infra/embedded-postgres/embedded-postgres.ts';
import { ask, startInProcess } from './processes.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sigmafold-embedded-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const start = (options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> =>
  startEmbeddedPostgres({ directory, durability: 'none', ...options });

/** Starts, uses and stops. */
const served = async <Value>(
  use: (url: string) => Promise<Value>,
  options: Partial<EmbeddedPostgresOptions> = {},
): Promise<Value> => {
  const server = await start(options);
  try {
    return await use(server.url);
  } finally {
    await server.stop();
  }
};

describe('the embedded server', () => {
  it('keeps its data between starts', async () => {
    await served((url) => ask(url, 'create table kept as select 42 as answer'));
    expect(await served((url) => ask(url, 'select answer from kept'))).toEqual([{ answer: 42 }]);
  });

  it('is safe against crashes of the machine unless told otherwise, and keeps little write-ahead log', async () => {
    const settings = `select name, setting from pg_settings
      where name in ('fsync', 'full_page_writes', 'max_wal_size', 'synchronous_commit') order by name`;
    const values = async (durability: 'full' | 'none'): Promise<readonly unknown[]> =>
      (await served((url) => ask(url, settings), { durability })).map(({ setting }) => setting);
    expect(await values('full')).toEqual(['on', 'on', '256', 'on']);
    expect(await values('none')).toEqual(['off', 'off', '256', 'off']);
  });

  it('asks for the generated password, which only its owner can read', async () => {
    await served(async (url) => {
      const wrong = new URL(url);
      wrong.password = 'wrong';
      await expect(ask(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    });
    expect(statSync(join(directory, 'password')).mode & 0o777).toBe(0o600);
    expect(statSync(join(directory, 'server.log')).mode & 0o777).toBe(0o600);
    expect(statSync(join(directory, 'data')).mode & 0o777).toBe(0o700);
  });

  it('listens on this machine only', async () => {
    await served(async (url) => {
      expect(new URL(url).hostname).toBe('127.0.0.1');
      expect(await ask(url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
      const others = Object.values(networkInterfaces())
        .flatMap((addresses) => addresses ?? [])
        .filter(({ internal, family }) => !internal && family === 'IPv4');
      for (const { address } of others) {
        const elsewhere = new URL(url);
        elsewhere.hostname = address;
        await expect(ask(elsewhere.href, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
      }
    });
  });

  it('can be stopped twice, also while sessions are open', async () => {
    const server = await start();
    const client = new pg.Client({ connectionString: server.url });
    const broke = new Promise((resolve) => client.on('error', resolve));
    await client.connect();
    await Promise.all([server.stop(), server.stop()]);
    await broke;
    await expect(ask(server.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await served((url) => ask(url, 'select 1'));
  });

  it('can be found by a command of another process while it runs, and not afterwards', async () => {
    const holder = await startInProcess(directory, 'drain');
    expect(runningEmbeddedPostgres(directory)).toEqual({
      url: holder.outcome.url,
      ownerPid: holder.child.pid,
    });
    holder.child.kill('SIGINT');
    await holder.ended;
    expect(runningEmbeddedPostgres(directory)).toBeNull();
  });

  it('starts over after a first start that was cut short', async () => {
    const fresh = join(directory, 'cut-short');
    mkdirSync(join(fresh, 'data.new-cut'), { recursive: true });
    writeFileSync(join(fresh, 'data.new-cut', 'PG_VERSION'), '18\n');
    writeFileSync(join(fresh, 'password.new'), 'left over');
    expect(await served((url) => ask(url, 'select 1 as one'), { directory: fresh })).toEqual([{ one: 1 }]);
    expect(readdirSync(fresh).toSorted()).toEqual(['data', 'password', 'server.log']);
  });

  it('orders text the same on every machine', async () => {
    const sorted = await served((url) =>
      ask(url, `select string_agg(t, '' order by t) as text from unnest(array['b','A','a','B']) t`),
    );
    expect(sorted).toEqual([{ text: 'ABab' }]);
  });
});

describe('the embedded server refuses, in one line with the remedy,', () => {
  const refusal = async (options: Partial<EmbeddedPostgresOptions> = {}): Promise<unknown> =>
    start(options).then(
      async (server) => {
        await server.stop();
        return 'it started';
      },
      (error: unknown) => error,
    );

  it('a directory that this very process uses already', async () => {
    await served(async (url) => {
      expect(await refusal()).toMatchObject({
        code: 'IN_USE',
        message: expect.stringMatching(
          new RegExp(
            `^The database in ${directory} is in use by process ${process.pid} since .+: stop .+ DATA_DIR .+\\.$`,
          ),
        ),
      });
      expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    });
  });

  it('a directory that another process uses, whose server goes on', async () => {
    await served(async (url) => {
      const { outcome, ended } = await startInProcess(directory, 'stop');
      await ended;
      expect(outcome).toEqual({
        code: 'IN_USE',
        message: expect.stringContaining(`in use by process ${process.pid} `),
      });
      expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    });
  });

  it('lets exactly one of several processes that start at once have the directory', async () => {
    const holders = await Promise.all([1, 2, 3, 4].map(() => startInProcess(directory, 'hold')));
    const winners = holders.filter(({ outcome }) => outcome.url !== undefined);
    expect(winners).toHaveLength(1);
    for (const { outcome } of holders.filter((holder) => !winners.includes(holder)))
      expect(outcome).toEqual({
        code: 'IN_USE',
        message: expect.stringContaining(`in use by process ${winners[0]?.child.pid} `),
      });
    for (const { child } of holders) child.kill('SIGKILL');
    await Promise.all(holders.map(({ ended }) => ended));
  });

  it('data of another major version', async () => {
    await served(() => Promise.resolve());
    const version = join(directory, 'data', 'PG_VERSION');
    writeFileSync(version, '17\n');
    expect(await refusal()).toMatchObject({
      code: 'OTHER_MAJOR_VERSION',
      message: `The database in ${directory} was made by PostgreSQL 17 and this is 18: dump it with the old version and restore it here, or set DATA_DIR to a new directory.`,
    });
    writeFileSync(version, '18\n');
    await served((url) => ask(url, 'select 1'));
  });

  it('a fixed port that is taken', async () => {
    const occupant = createServer();
    const port = await new Promise<number>((resolve) =>
      occupant.listen(0, '127.0.0.1', () => resolve((occupant.address() as { port: number }).port)),
    );
    expect(await refusal({ port })).toMatchObject({
      code: 'PORT_TAKEN',
      message: `Port ${port} for the embedded database is taken: set EMBEDDED_POSTGRES_PORT to another port, or to 0 for any free one.`,
    });
    await new Promise((resolve) => occupant.close(resolve));
    expect(await served(async (url) => new URL(url).port, { port })).toBe(String(port));
  });

  it('data whose password is gone', async () => {
    const password = join(directory, 'password');
    renameSync(password, `${password}.away`);
    expect(await refusal()).toMatchObject({
      code: 'PASSWORD_LOST',
      message: expect.stringContaining(password),
    });
    renameSync(`${password}.away`, password);
    await served((url) => ask(url, 'select 1'));
  });

  it('a configuration that PostgreSQL itself refuses, quoting it and naming the log', async () => {
    const settings = join(directory, 'data', 'postgresql.auto.conf');
    writeFileSync(settings, 'shared_buffers = nonsense\n');
    expect(await refusal()).toMatchObject({
      code: 'START_FAILED',
      message: expect.stringMatching(/contains errors.+server\.log/),
    });
    writeFileSync(settings, '');
    await served((url) => ask(url, 'select 1'));
  });
});
