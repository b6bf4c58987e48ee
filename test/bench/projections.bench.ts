/**
 * Rebuilds, repairs and the way from an append to a read model, on an embedded PostgreSQL of its own, over a log that
 * `projections-log.ts` makes: `npm run bench:projections -- --events 1000000` for a larger one than 200,000 events.
 * Ratios are of one run; each row says whether what was made is right.
 */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import type { EventStore, NewEvent } from '../../application/ports/event-store.ts';
import { migrate } from '../../infra/database/migrate.ts';
import { createPool } from '../../infra/database/pool.ts';
import { startEmbeddedPostgres } from '../../infra/embedded-postgres/embedded-postgres.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { rebuildProjections } from '../../projections/rebuild/rebuild.ts';
import { repairKey } from '../../projections/repair/repair.ts';
import { prepareProjections } from '../../projections/runner/prepare.ts';
import { startProjections } from '../../projections/runner/start-projections.ts';
import { projectionsLog } from './projections-log.ts';

const { values: options } = parseArgs({ options: { events: { type: 'string', default: '200000' } } });
const EVENTS = Number(options.events);
const APPENDS = 20_000;
/** It takes so long for each that these are enough. */
const EMMETT_EVENTS = Math.min(EVENTS, 12_500);
const VISIBLE = 5000;

const say = (name: string, value: string, note = ''): void =>
  console.log(`${name.padEnd(44)} ${value.padEnd(22)} ${note}`.trimEnd());
const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
const goal = (met: boolean, text: string): string => `goal ${text}: ${met ? 'met' : 'NOT met'}`;
const must = (right: boolean, what: string): void => {
  if (!right) throw new Error(`the benchmark is wrong: ${what}`);
};
const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
};
const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? Number.NaN;

const anEvent = (portfolioId: string): NewEvent => ({
  type: 'CapitalFlowRecorded',
  data: {
    portfolioId,
    flowId: randomUUID(),
    kind: 'CONTRIBUTION',
    amount: '10.00',
    date: '2025-12-31',
    notes: null,
    recordedOn: '2025-12-31',
  },
  eventId: randomUUID(),
  metadata: {
    correlationId: randomUUID(),
    causationId: randomUUID(),
    actor: { kind: 'user', userId: randomUUID() },
    schemaVersion: 1,
    occurredAt: '2025-12-31T21:00:00.000Z',
  },
});

const fill = async (store: EventStore): Promise<number> => {
  let written = 0;
  for (const day of projectionsLog(EVENTS)) {
    // One day at a time; appends of one stream stay in order, since the store takes them in order.
    await Promise.all(day.map(({ stream, events }) => store.append(stream, 'any', events)));
    written += day.reduce((sum, { events }) => sum + events.length, 0);
  }
  return written;
};

/** Every row as it is, copied into tables without keys and indexes: nothing that writes them can be quicker. */
const bareCopy = async (pool: pg.Pool, directory: string): Promise<{ seconds: number; rows: number }> => {
  const client = await pool.connect();
  const tables = PROJECTIONS.flatMap((projection) => projection.tables);
  let rows = 0;
  let spent = 0;
  await client.query('set statement_timeout to 0; set synchronous_commit to off; create schema bare');
  for (const table of tables) {
    const file = join(directory, `${table}.copy`);
    await pipeline(client.query(copyTo(`copy read.${table} to stdout`)), createWriteStream(file));
    await client.query(`create table bare.${table} (like read.${table})`);
    spent += await seconds(() =>
      pipeline(createReadStream(file), client.query(copyFrom(`copy bare.${table} from stdin`))),
    );
    const { rows: counted } = await client.query<{ count: string }>(`select count(*) from bare.${table}`);
    rows += Number(counted[0]?.count);
    rmSync(file);
  }
  await client.query('drop schema bare cascade; reset all');
  client.release();
  return { seconds: spent, rows };
};

/** Queries one portfolio after the other until it is stopped, and remembers the longest wait. */
const startReading = (pool: pg.Pool) => {
  let going = true;
  let longest = 0;
  let reads = 0;
  let failed = 0;
  const read = async (): Promise<void> => {
    while (going) {
      const startedAt = performance.now();
      try {
        const { rows } = await pool.query(
          'select p.portfolio_id from read.portfolios p left join read.snapshots using (portfolio_id) limit 1',
        );
        if (rows.length !== 1) failed += 1;
      } catch {
        failed += 1;
      }
      longest = Math.max(longest, performance.now() - startedAt);
      reads += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const reading = Promise.all([read(), read()]);
  return {
    stop: async () => {
      going = false;
      await reading;
      return { longest, reads, failed };
    },
  };
};

/** Installed for this run only. Null without network. */
const installEmmett = (directory: string): string | null => {
  writeFileSync(join(directory, 'package.json'), '{}');
  spawnSync('npm', ['install', '--no-audit', '--no-fund', '@event-driven-io/emmett-postgresql@0.42.0'], {
    cwd: directory,
    stdio: 'ignore',
    timeout: 180_000,
  });
  const entry = join(directory, 'node_modules/@event-driven-io/emmett-postgresql/dist/index.js');
  return existsSync(entry) ? entry : null;
};

type Theirs = {
  readonly written: number;
  readonly delivered: number;
  readonly eventsPerSecond: number;
  readonly appendsPerSecond: number;
  readonly snapshots: number;
};

const runEmmett = (entry: string, url: string): Theirs => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      'tsx',
      'test/bench/emmett-process.ts',
      entry,
      url,
      String(EMMETT_EVENTS),
      String(APPENDS / 10),
    ],
    { encoding: 'utf8', timeout: 600_000, maxBuffer: 1e8 },
  );
  const line = stdout
    .split('\n')
    .toReversed()
    .find((text) => text.startsWith('{"written"'));
  if (line === undefined) throw new Error(`emmett gave no result: ${stderr.slice(-2000)}`);
  return JSON.parse(line) as Theirs;
};

const directory = mkdtempSync(join(tmpdir(), 'sigmafold-bench-'));
const server = await startEmbeddedPostgres({ directory: join(directory, 'data') });
const pool = createPool({ url: server.url, applicationName: 'bench', max: 20, onIdleError: () => {} });
try {
  say(
    'machine',
    `${availableParallelism()} cores`,
    `load ${loadavg()[0]?.toFixed(1)} before: the closer to 0 the more these rates mean`,
  );
  await migrate(server.url);
  const store = createPostgresEventStore({ pool, timeoutMs: 60_000 });

  let written = 0;
  const filling = await seconds(async () => {
    written = await fill(store);
  });
  const head = await store.head();
  must(Number(head) === written, 'every event is in the log');
  say('events in the log', whole(written), `${whole(written / filling)}/s appended by 1 caller per stream`);

  await prepareProjections(pool, PROJECTIONS);
  await rebuildProjections({ store, pool, projections: PROJECTIONS }, 'all');
  await pool.query('checkpoint');
  const running = await startProjections({ store, pool, projections: PROJECTIONS });

  const memory: number[] = [];
  let reportedAt = 0;
  let loadedAt = 0;
  let heldUp = 0;
  const startedAt = performance.now();
  const reading = startReading(pool);
  const cpu = process.cpuUsage();
  const reports = await rebuildProjections({ store, pool, projections: PROJECTIONS }, 'all', {
    onSwapped: (ms) => {
      heldUp = ms;
    },
    onProgress: ({ done, total }) => {
      const share = Number(done) / Number(total);
      if (share >= reportedAt) {
        memory.push(Math.round(process.memoryUsage().rss / 1e6));
        reportedAt += 0.1;
      }
      if (done === total && loadedAt === 0) loadedAt = performance.now();
    },
  });
  const spent = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const { longest, reads, failed } = await reading.stop();
  must(
    reports.length === PROJECTIONS.length && reports.every(({ identical }) => identical),
    'the same rows come out of a second rebuild',
  );
  must(failed === 0, 'no read fails or finds nothing while tables are swapped');
  const folding = (loadedAt - startedAt) / 1000;
  say(
    'rebuild of all read models, to the last row',
    `${whole(written / folding)} events/s`,
    `${goal(written / folding >= 50_000, '50,000')}; ${((user + system) / written).toFixed(0)} µs of CPU per event here, other work counted`,
  );
  say('the same with indexes, comparison and swap', `${whole(written / spent)} events/s`, 'identical');
  say('memory at each tenth of the log', `${memory.join(' ')} MB`);
  say(
    'longest of the reads meanwhile',
    `${longest.toFixed(0)} ms`,
    `of ${whole(reads)}; both cores are busy with the rebuild`,
  );
  say('readers held up at the swap', `${heldUp.toFixed(0)} ms`, goal(heldUp < 50, 'below 50 ms'));

  const copied = await bareCopy(pool, directory);
  const ratio = copied.seconds / folding;
  say(
    `bare COPY of the ${whole(copied.rows)} rows`,
    `${copied.seconds.toFixed(1)} s`,
    `rebuild at ${ratio.toFixed(2)} of its speed; ${goal(ratio >= 1 / 3, '1/3')}`,
  );

  let begun = 0;
  const appending = await seconds(() =>
    Promise.all(
      Array.from({ length: 64 }, async () => {
        while (begun < APPENDS) {
          begun += 1;
          const portfolioId = randomUUID();
          await store.append(`portfolio-${portfolioId}`, 'no-stream', [anEvent(portfolioId)]);
        }
      }),
    ),
  );
  const appendRate = APPENDS / appending;
  must(Number(await store.head()) === written + APPENDS, 'every append is in the log once');
  say(
    'appends by 64 callers, a stream each',
    `${whole(appendRate)}/s`,
    goal(appendRate >= 10_000, '10,000/s'),
  );

  await running.readModels.waitFor(await store.head(), 120_000);
  const waits: number[] = [];
  const visible: Promise<void>[] = [];
  const portfolioId = randomUUID();
  const beganAt = performance.now();
  for (let n = 0; n < VISIBLE; n += 1) {
    const due = beganAt + n * 2 - performance.now();
    if (due > 1) await new Promise((resolve) => setTimeout(resolve, due));
    visible.push(
      (async () => {
        const outcome = await store.append(`portfolio-${portfolioId}-${n % 50}`, 'any', [
          anEvent(`${portfolioId}-${n % 50}`),
        ]);
        if (outcome.status !== 'appended') throw new Error('an append was refused');
        const at = performance.now();
        must(await running.readModels.waitFor(outcome.position, 10_000), 'an event becomes visible');
        waits.push(performance.now() - at);
      })(),
    );
  }
  await Promise.all(visible);
  const p99 = quantile(waits, 0.99);
  say(
    'append to visible at 500 events/s',
    `p50 ${quantile(waits, 0.5).toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`,
    goal(p99 < 50, 'p99 below 50 ms'),
  );

  const large = randomUUID();
  await store.append(
    `portfolio-${large}`,
    'no-stream',
    Array.from({ length: 1000 }, () => anEvent(large)),
  );
  await running.readModels.waitFor(await store.head(), 60_000);
  const repaired = await repairKey(
    { store, pool, projections: PROJECTIONS.filter(({ partition }) => partition === 'portfolio') },
    { partition: 'portfolio', key: large, from: null },
    { actor: { kind: 'process', name: 'bench' }, reason: 'measured' },
  );
  const { rows: flows } = await pool.query(
    'select count(*)::int as n from read.capital_flows where portfolio_id = $1',
    [large],
  );
  must(flows[0]?.n === 1000, 'a repaired portfolio has all its rows');
  say(
    'repair of a portfolio of 1,000 events',
    `${(repaired.seconds * 1000).toFixed(0)} ms`,
    goal(repaired.seconds < 0.2, 'below 200 ms'),
  );

  const theirs = join(directory, 'emmett');
  await pool.query('create database emmett');
  const url = new URL(server.url);
  url.pathname = '/emmett';
  mkdirSync(theirs);
  const entry = installEmmett(theirs);
  if (entry === null) {
    say('emmett-postgresql 0.42', 'SKIPPED', 'it could not be installed: is there a network?');
  } else {
    const { delivered, written: told, eventsPerSecond, appendsPerSecond } = runEmmett(entry, url.href);
    const times = written / folding / eventsPerSecond;
    say(
      'emmett-postgresql 0.42, the same fold',
      `${whole(eventsPerSecond)} events/s`,
      delivered === 0
        ? 'it delivered none: nothing to compare with'
        : `delivered ${whole(delivered)} of ${whole(told)}; ours ${times.toFixed(1)} ×, ${goal(times >= 10, '10 ×')}`,
    );
    say(
      'emmett-postgresql 0.42, appends by 64 callers',
      `${whole(appendsPerSecond)}/s`,
      `ours ${(appendRate / appendsPerSecond).toFixed(1)} ×, ${goal(appendRate >= 2 * appendsPerSecond, '2 ×')}`,
    );
  }
  await running.stop();
  await store.close();
} finally {
  await pool.end();
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
}
