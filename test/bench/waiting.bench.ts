/**
 * What people wait for, over HTTP, against the whole service in a process of its own with an embedded PostgreSQL:
 *
 * - onboarding of 20 known positions, from the request to the first analytics of them;
 * - a symbol that nobody knew, from the request to the moment at which it is active. The simulated market answers within
 *   a millisecond or two, so that this is the time beyond the provider's own;
 * - analytics at 300 requests a second while a batch loads new symbols: what was asked before (hits) and what was not
 *   (misses: a parameter that nobody has used yet), beside a bare select of the same bytes at the same time.
 *
 * `node --import tsx test/bench/waiting.bench.ts --onboardings 30 --symbols 2000`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import { createCommandHandler, createOpenStream } from '../../application/command-handler.ts';
import { followBatch } from '../../application/symbol-batch/open-batch.ts';
import { createRequestSymbolBatch } from '../../application/symbol-batch/request-symbol-batch.ts';
import { createPool } from '../../infra/database/pool.ts';
import { startEmbeddedPostgres } from '../../infra/embedded-postgres/embedded-postgres.ts';
import { type Api, createApi, portfolioForm, signIn } from '../support/api.ts';
import { batchIdOf, contextOf } from '../support/batch-world.ts';
import { startServiceProcess } from '../support/service-process.ts';
import { until } from '../support/until.ts';

const { values: options } = parseArgs({
  options: {
    onboardings: { type: 'string', default: '30' },
    symbols: { type: 'string', default: '2000' },
    rate: { type: 'string', default: '300' },
  },
});
const ONBOARDINGS = Number(options.onboardings);
const NEW_SYMBOLS = 10;
const BATCH_SYMBOLS = Number(options.symbols);
const RATE = Number(options.rate);
const SESSION = '2026-11-20';
const AS_OF = `${SESSION}T23:00:00Z`;
const LOOK_MS = 5;
const PATIENCE_MS = 300_000;
const WARM_UP_MS = 6000;
const AT_REST_MS = 6000;
/** Of each hundred requests so many are about something that nobody asked before, and so many selects go beside them. */
const MISSES = 10;
const FLOORS = 10;

const say = (name: string, value: string, note = ''): void =>
  console.log(`${name.padEnd(44)} ${value.padEnd(26)} ${note}`.trimEnd());
const quantile = (times: readonly number[], q: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * q))] ?? Number.NaN;
const ms = (time: number): string => `${time.toFixed(1)} ms`;
const sleep = (time: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, time));
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
};

/** Letters only: every plausible ticker is known to the simulated market. */
const letters = (number: number): string => {
  let name = '';
  for (let rest = number, i = 0; i < 3; i += 1, rest = Math.floor(rest / 26))
    name = String.fromCharCode(65 + (rest % 26)) + name;
  return name;
};
const HELD = Array.from({ length: 20 }, (_, i) => `KN${letters(i).slice(1)}`);
const csvOf = (symbols: readonly string[]): string =>
  [
    'Symbol,Quantity,Entry Price Per Share,Entry Date',
    ...symbols.map((symbol, i) => `${symbol},${10 + i},50.00,2026-11-0${2 + (i % 5)}`),
    '',
  ].join('\n');

const create = async (api: Api, accountName: string, symbols: readonly string[]): Promise<string> => {
  const form = portfolioForm({ accountName, csv: csvOf(symbols), autoCalculate: true });
  const created = await api.post<{ portfolio_id: string }>('/api/v1/onboarding/create-portfolio', form);
  if (created.status !== 201) throw new Error(`${created.status} ${JSON.stringify(created.body)}`);
  return created.body.portfolio_id;
};

/** Polls as a client would; until the answer is as it should be. */
const answered = async <Body>(api: Api, path: string, is: (body: Body) => boolean): Promise<void> => {
  for (const give = performance.now() + PATIENCE_MS; performance.now() < give; await sleep(LOOK_MS)) {
    const { status, body } = await api.get<Body>(path);
    if (status === 200 && is(body)) return;
  }
  throw new Error(`not in time: ${path}`);
};
const completed = (api: Api, portfolioId: string): Promise<void> =>
  answered<{ status: string; error?: unknown }>(api, `/api/v1/onboarding/status/${portfolioId}`, (body) => {
    if (body.status === 'failed') throw new Error(`the run failed: ${JSON.stringify(body.error)}`);
    return body.status === 'completed' || body.status === 'partial';
  });

const directory = mkdtempSync(join(tmpdir(), 'sigmafold-bench-'));
const server = await startEmbeddedPostgres({ directory: join(directory, 'data') });
const pool = createPool({ url: server.url, applicationName: 'bench', max: 8, onIdleError: () => {} });
const service = await startServiceProcess(server.url, { AS_OF, LOG_LEVEL: 'warn' });
const agent = new Agent({ keepAlive: true, maxSockets: 256 });
try {
  say('machine', `${availableParallelism()} cores`, `load ${loadavg()[0]?.toFixed(1)} before`);
  const api = await signIn(createApi(service.url), 'jane@example.com');
  const token = await (async () => {
    const { body } = await createApi(service.url).post<{ access_token: string }>('/api/v1/auth/login', {
      email: 'jane@example.com',
      password: 'Correct1Horse',
    });
    return body.access_token;
  })();

  const first = await create(api, 'first', HELD);
  await completed(api, first);

  const onboardings: number[] = [];
  const portfolios: string[] = [];
  for (let i = 0; i < ONBOARDINGS; i += 1) {
    onboardings.push(
      await timed(async () => {
        const portfolioId = await create(api, `known ${i}`, HELD);
        portfolios.push(portfolioId);
        await completed(api, portfolioId);
        await answered<{ available?: boolean }>(
          api,
          `/api/v1/analytics/portfolio/${portfolioId}/concentration`,
          (body) => body.available !== false,
        );
      }),
    );
  }
  say('onboarding of 20 known positions, p50', ms(quantile(onboardings, 0.5)), 'goal 300 ms');
  say('onboarding of 20 known positions, p95', ms(quantile(onboardings, 0.95)));

  const symbols: number[] = [];
  for (let i = 0; i < NEW_SYMBOLS; i += 1) {
    const symbol = `NW${letters(i).slice(1)}`;
    symbols.push(
      await timed(async () => {
        await create(api, `new ${i}`, [symbol]);
        await answered<{ status: string }>(
          api,
          `/api/v1/symbols/${symbol}/status`,
          ({ status }) => status === 'active',
        );
      }),
    );
  }
  say('a new symbol until it is active, p50', ms(quantile(symbols, 0.5)), 'goal 1000 ms');
  say('a new symbol until it is active, max', ms(quantile(symbols, 1)));

  const fetchOnce = (path: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const request = get(
        `${service.url}${path}`,
        { agent, headers: { authorization: `Bearer ${token}` } },
        (response) => {
          let body = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            body += chunk;
          });
          response.on('end', () =>
            response.statusCode === 200 ? resolve(body) : reject(new Error(`${response.statusCode} ${path}`)),
          );
        },
      );
      request.on('error', reject);
    });
  const figureOf = (n: number, lookback: number): string =>
    `/api/v1/analytics/portfolio/${portfolios[n % portfolios.length]}/correlation-matrix?min_value=0&min_weight=0&lookback=${lookback}`;
  for (let i = 0; i < portfolios.length; i += 1) await fetchOnce(figureOf(i, 90));
  const bytes = await fetchOnce(figureOf(0, 90));
  await pool.query('create table public.bench_floor (id int primary key, body text not null)');
  await pool.query('insert into public.bench_floor values (1, $1)', [bytes]);
  let asked = 0;
  const missing = new Set<string>();
  const nextMiss = (): string => {
    for (;;) {
      asked += 1;
      const path = figureOf(asked, 30 + (Math.floor(asked / portfolios.length) % 200));
      if (path.endsWith('=90') || missing.has(path)) continue;
      missing.add(path);
      return path;
    }
  };

  /** As many requests a second as were asked for, whatever the answers take, while `going`. */
  const drive = async (going: () => boolean) => {
    const hits: number[] = [];
    const misses: number[] = [];
    const floors: number[] = [];
    const under: Promise<unknown>[] = [];
    const begin = performance.now();
    for (let n = 0; going(); n += 1) {
      const due = begin + (n * 1000) / RATE;
      const early = due - performance.now();
      if (early > 0) await sleep(early);
      const isMiss = n % 100 < MISSES;
      const path = isMiss ? nextMiss() : figureOf(n, 90);
      under.push(timed(() => fetchOnce(path)).then((time) => (isMiss ? misses : hits).push(time)));
      if (n % 100 >= 100 - FLOORS)
        under.push(
          timed(() => pool.query('select body from public.bench_floor where id = 1')).then((time) =>
            floors.push(time),
          ),
        );
    }
    await Promise.all(under);
    const took = (performance.now() - begin) / 1000;
    return { hits, misses, floors, rate: (hits.length + misses.length) / took, took };
  };
  const during = (time: number): (() => boolean) => {
    const ends = performance.now() + time;
    return () => performance.now() < ends;
  };
  const report = (when: string, { hits, misses, floors, rate, took }: Awaited<ReturnType<typeof drive>>) => {
    const floor = quantile(floors, 0.99);
    say(`${when}: requests`, `${rate.toFixed(0)} /s for ${took.toFixed(1)} s`, `${bytes.length} bytes each`);
    for (const [name, times, goal] of [
      ['hit', hits, '10 ms'],
      ['miss', misses, '50 ms'],
    ] as const) {
      const p99 = quantile(times, 0.99);
      const p50 = ms(quantile(times, 0.5));
      say(
        `${when}: ${name} p99`,
        ms(p99),
        `goal ${goal}; p50 ${p50}; ${(p99 / floor).toFixed(1)} × the select`,
      );
    }
    say(`${when}: bare select p99`, ms(floor), `p50 ${ms(quantile(floors, 0.5))}`);
  };

  // A service that people use is warm: what its first seconds compile is not what they wait for.
  await drive(during(WARM_UP_MS));
  report('at rest', await drive(during(AT_REST_MS)));

  const store = createPostgresEventStore({ pool });
  const clock = () => new Date(AS_OF);
  const request = createRequestSymbolBatch(createCommandHandler(createOpenStream(store, clock)), clock);
  const names = Array.from({ length: BATCH_SYMBOLS }, (_, i) => `Q${letters(i)}`);
  const order = { date: SESSION, trigger: 'operator', force: false, symbols: names } as const;
  const requested = await request(order, contextOf('bench'));
  if (!requested.ok) throw new Error(requested.error.code);
  let ended = false;
  const batch = until(
    'the end of the batch',
    async () => (await followBatch(store, SESSION)).attempt(batchIdOf('bench'))?.status !== 'open',
    PATIENCE_MS,
  ).finally(() => {
    ended = true;
  });
  const inBatch = await drive(() => !ended);
  await batch;
  report(`in a batch of ${BATCH_SYMBOLS}`, inBatch);
  await store.close();
} finally {
  agent.destroy();
  await service.end('SIGTERM');
  await pool.end();
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
}
