import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createPool } from '../../infra/database/pool.ts';
import { startEmbeddedPostgres } from '../../infra/embedded-postgres/embedded-postgres.ts';
import { urlOf } from '../support/database.ts';
import { startLocalKafka } from '../support/local-kafka.ts';
import { ONBOARDED_AS_OF, onboard } from '../support/onboardings.ts';
import { type ServiceProcess, startServiceProcess } from '../support/service-process.ts';
import { until } from '../support/until.ts';

/**
 * Onboardings a second with 1, 2 and 4 calculators, in one run, over a real Kafka: npm run bench:scale [portfolios].
 * The symbols are brought in before, so that what is measured is import and calculation. Checks that every run ended.
 */
const PORTFOLIOS = Number(process.argv[2] ?? 200);
const FIRST = 20;
const CALCULATORS = [1, 2, 4];
const PATIENCE_MS = 15 * 60_000;

const directory = await mkdtemp(join(tmpdir(), 'sigmafold-scale-'));
const server = await startEmbeddedPostgres({ directory, port: 0 });
const kafka = await startLocalKafka();

const rateWith = async (calculators: number): Promise<number> => {
  const name = `scale_${calculators}`;
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = urlOf(server.url, name);
  const start = (role: string): Promise<ServiceProcess> =>
    startServiceProcess(url, {
      ROLE: role,
      BUS: 'kafka',
      KAFKA_BROKERS: kafka.brokers,
      KAFKA_TOPIC_PREFIX: `${name}.`,
      AS_OF: ONBOARDED_AS_OF,
      LOG_LEVEL: 'error',
    });
  // The first makes the tables.
  const first = await start('projector');
  const [api, ...others] = await Promise.all([
    start('api'),
    start('scheduler'),
    ...Array.from({ length: calculators }, () => start('calculator')),
  ]);
  const pool = createPool({ url, applicationName: 'bench', onIdleError: () => {} });
  const ended = async (): Promise<number> => {
    const { rows } = await pool.query<{ count: number }>(
      `select count(distinct portfolio_id)::int as count from read.calculation_runs where status = 'completed'`,
    );
    return rows[0]?.count ?? 0;
  };
  const seconds = async (portfolios: number): Promise<number> => {
    const startedAt = performance.now();
    await onboard(api.url, portfolios);
    await until('every run has ended', async () => (await ended()) === portfolios, PATIENCE_MS);
    return (performance.now() - startedAt) / 1000;
  };
  await seconds(FIRST);
  // The same portfolios again are the same portfolios: the rest is new.
  const rate = (PORTFOLIOS - FIRST) / (await seconds(PORTFOLIOS));
  await pool.end();
  await Promise.all([first, api, ...others].map((one) => one.end('SIGKILL')));
  return rate;
};

try {
  const rates: number[] = [];
  for (const calculators of CALCULATORS) {
    const rate = await rateWith(calculators);
    rates.push(rate);
    process.stdout.write(
      `${calculators} calculators: ${rate.toFixed(1)} onboardings/s, ${(rate / (rates[0] ?? rate)).toFixed(2)} x one (${cpus().length} cores)\n`,
    );
  }
} finally {
  await kafka.remove();
  await server.stop();
  await rm(directory, { recursive: true, force: true });
}
