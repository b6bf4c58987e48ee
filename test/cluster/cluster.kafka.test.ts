import type { Pool } from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { describeWithKafka } from '../support/kafka.ts';
import { type LocalKafka, startLocalKafka } from '../support/local-kafka.ts';
import { ONBOARDED_AS_OF, onboard } from '../support/onboardings.ts';
import { startTestService } from '../support/service.ts';
import { type ServiceProcess, startServiceProcess } from '../support/service-process.ts';
import { until } from '../support/until.ts';

const ONBOARDINGS = 200;
const PATIENCE_MS = 300_000;

const count = async (pool: Pool, sql: string): Promise<number> => {
  const { rows } = await pool.query<{ count: number }>(`select count(*)::int as count from ${sql}`);
  return rows[0]?.count ?? 0;
};

const ended = (pool: Pool): Promise<number> => count(pool, `read.calculation_runs where status <> 'running'`);

/** Nothing is open: no run, no new symbol, and every portfolio has come to its end. */
const isAtRest = async (pool: Pool): Promise<boolean> => {
  const open = await count(pool, `read.calculation_runs where status = 'running'`);
  const symbols = await count(pool, `public.symbol_jobs where status in ('pending', 'processing')`);
  const waiting = await count(pool, 'public.symbol_waits');
  const portfolios = await count(pool, '(select distinct portfolio_id from read.calculation_runs) runs');
  return open === 0 && symbols === 0 && waiting === 0 && portfolios === ONBOARDINGS;
};

/** Everything that people are shown, but for when and by which event it came about. */
const numbersOf = async (pool: Pool): Promise<Readonly<Record<string, readonly string[]>>> => {
  const tables: Readonly<Record<string, readonly string[]>> = {
    snapshots: ['run_id', 'event_id', 'revision', 'restatements', 'last_position'],
    factor_exposures: ['event_id'],
    stress_results: ['event_id'],
    symbol_factors: ['event_id'],
    positions: ['opened_position', 'import_id', 'position_id'],
  };
  const shown: Record<string, readonly string[]> = {};
  for (const [table, apart] of Object.entries(tables)) {
    const { rows } = await pool.query<{ row: string }>(
      `select regexp_replace((to_jsonb(one) - $1::text[])::text, '"(positionId|priceEventId|importId)": "[^"]*",? ?', '', 'g')
         as row from read.${table} one order by 1`,
      [apart],
    );
    shown[table] = rows.map(({ row }) => row);
  }
  return shown;
};

/** Facts that there is one of, and were recorded again. */
const recordedTwice = async (pool: Pool): Promise<readonly object[]> => {
  const { rows } = await pool.query<{ type: string; what: string; times: number }>(
    `select type, concat_ws(' ', stream, coalesce(data ->> 'date', data -> 'valuation' ->> 'date'), data ->> 'runId') as what, count(*)::int as times
     from (
       select type, stream, data::jsonb - 'runId' as data from public.events
         where type in ('PortfolioValued', 'SymbolFactorsCalculated')
       union all
       select type, stream, data::jsonb - 'date' from public.events
         where type in ('CalculationRequested', 'CalculationCompleted', 'CalculationFailed', 'PortfolioCreated')
     ) facts
     group by 1, 2 having count(*) > 1`,
  );
  return rows;
};

describeWithKafka('a cluster', () => {
  let database: TestDatabase;
  let kafka: LocalKafka;
  const running = new Set<ServiceProcess>();

  const start = async (role: string): Promise<ServiceProcess> => {
    const service = await startServiceProcess(database.url, {
      ROLE: role,
      BUS: 'kafka',
      KAFKA_BROKERS: kafka.brokers,
      AS_OF: ONBOARDED_AS_OF,
      LOG_LEVEL: 'warn',
    });
    running.add(service);
    return service;
  };
  const kill = async (service: ServiceProcess): Promise<void> => {
    running.delete(service);
    await service.end('SIGKILL');
  };

  beforeAll(async () => {
    [database, kafka] = await Promise.all([createTestDatabase(), startLocalKafka()]);
  }, PATIENCE_MS);
  afterAll(async () => {
    await Promise.all([...running].map(kill));
    await kafka.remove();
    await database.close();
  }, PATIENCE_MS);

  it(
    `ends each of ${ONBOARDINGS} onboardings at once with the numbers of a single process, nothing twice, while a calculator, a projector and the broker are killed`,
    async () => {
      const [api, projector, , calculator] = await Promise.all([
        start('api'),
        start('projector'),
        start('projector'),
        start('calculator'),
        start('calculator'),
        start('calculator'),
        start('scheduler'),
      ]);
      const onboarding = onboard(api.url, ONBOARDINGS);
      const { pool } = database;
      const reached = (runs: number) =>
        until(`${runs} runs have ended`, async () => (await ended(pool)) >= runs, PATIENCE_MS);

      await reached(10);
      await kill(calculator);
      await start('calculator');
      await reached(40);
      await kill(projector);
      await start('projector');
      await reached(80);
      await kafka.kill();
      await kafka.start();

      const portfolios = await onboarding;
      await until('all has come to its end', () => isAtRest(pool), PATIENCE_MS);
      expect(new Set(portfolios).size).toBe(ONBOARDINGS);
      expect(await Promise.all([...running].map((service) => service.end('SIGTERM')))).toEqual(
        [...running].map(() => 0),
      );
      running.clear();

      expect(await recordedTwice(pool)).toEqual([]);
      expect(await count(pool, 'public.dead_letters')).toBe(0);

      const single = await createTestDatabase();
      const service = await startTestService(single, { AS_OF: ONBOARDED_AS_OF, DETERMINISTIC_UUIDS: 'true' });
      try {
        await onboard(service.url, ONBOARDINGS);
        await until('the single process is done', () => isAtRest(single.pool), PATIENCE_MS);
        expect(await numbersOf(pool)).toEqual(await numbersOf(single.pool));
      } finally {
        await service.stop();
        await single.close();
      }
    },
    2 * PATIENCE_MS,
  );
});
