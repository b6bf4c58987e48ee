/**
 * How long one portfolio of a thousand events takes to repair, all of its read models in one transaction, and how long
 * a sample takes to verify. Machines differ, so the times are also given as ratios to reading and decoding the same
 * events, measured in the same run. Every repair is checked: what was damaged is what was mended.
 * Run it with `node --import tsx test/bench/repair.bench.ts`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import { sessionsBetween } from '../../domain/calendar/nyse.ts';
import { migrate } from '../../infra/database/migrate.ts';
import { createPool } from '../../infra/database/pool.ts';
import { startEmbeddedPostgres } from '../../infra/embedded-postgres/embedded-postgres.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { repairKey } from '../../projections/repair/repair.ts';
import { startProjections } from '../../projections/runner/start-projections.ts';
import { readKey } from '../../projections/verify/key-events.ts';
import { verifyProjections } from '../../projections/verify/verify.ts';
import { portfolioStory, tell, town } from '../support/events.ts';

const ROUNDS = 15;
const SYMBOLS = ['AAPL', 'MSFT', 'BRK-B', 'SPY'];
const ORDER = { actor: { kind: 'process', name: 'bench' }, reason: 'a measurement' } as const;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Milliseconds, the median of many rounds; what `prepare` does is not measured. */
const time = async (work: () => Promise<unknown>, prepare: () => Promise<unknown> = async () => {}) => {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await prepare();
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return median(times);
};

const directory = mkdtempSync(join(tmpdir(), 'sigmafold-bench-'));
const server = await startEmbeddedPostgres({ directory, port: 0 });
try {
  await migrate(server.url);
  const pool = createPool({ url: server.url, applicationName: 'bench', onIdleError: () => {} });
  const store = createPostgresEventStore({ pool });
  const sessions = sessionsBetween('2020-06-10', '2024-06-28').slice(-975);
  const story = portfolioStory('bench', SYMBOLS, sessions, 5);
  await tell(store, [...town({ people: 20, symbols: SYMBOLS }).told, ...story.told]);
  const running = await startProjections({ store, pool, projections: PROJECTIONS });
  if (!(await running.readModels.waitFor(await store.head(), 120_000))) throw new Error('not caught up');

  const { portfolioId } = story;
  const projections = PROJECTIONS.filter(({ partition }) => partition === 'portfolio');
  const repair = async (rows: number): Promise<void> => {
    const key = { partition: 'portfolio', key: portfolioId, from: null } as const;
    const report = await repairKey({ store, pool, projections }, key, ORDER);
    const changed = report.projections.flatMap(({ tables }) => tables.map((table) => table.changed));
    const sum = changed.reduce((a, b) => a + b, 0);
    if (sum !== rows) throw new Error(`${sum} rows were mended, ${rows} were damaged`);
  };
  const damage = (where: string) => () =>
    pool.query(`update read.snapshots set equity = equity + 1 where portfolio_id = $1 ${where}`, [
      portfolioId,
    ]);
  const { rowCount: snapshots } = await pool.query('select from read.snapshots where portfolio_id = $1', [
    portfolioId,
  ]);

  const events = (await readKey(store, 'portfolio', portfolioId)).length;
  const reading = await time(() => readKey(store, 'portfolio', portfolioId));
  const report = (what: string, ms: number): void =>
    console.log(`${what.padEnd(52)} ${ms.toFixed(0).padStart(6)} ms  ${(ms / reading).toFixed(1)} × reading`);
  console.log(`${events} events of one portfolio, ${snapshots} snapshots; load ${loadavg()[0]?.toFixed(1)}`);
  report('read and decode its events', reading);
  report('repair, nothing damaged', await time(() => repair(0)));
  report('repair, one row damaged', await time(() => repair(1), damage(`and date = '2024-06-12'`)));
  report('repair, every snapshot damaged', await time(() => repair(snapshots ?? 0), damage('')));
  report(
    'verify a sample of 20 keys of each kind',
    await time(async () => {
      const verified = await verifyProjections(
        { store, pool, projections: PROJECTIONS },
        { kind: 'sample', keys: 20 },
      );
      if (verified.some(({ differences }) => differences > 0)) throw new Error('the sample differs');
    }),
  );
  await running.stop();
  await store.close();
  await pool.end();
} finally {
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
}
