/**
 * How long the event loop is held up while a hundred people log in at once, over HTTP, with real hashes: the server's
 * thread is measured, the callers are in another one. Half of them give a wrong password; every answer is checked.
 * Run it with `npm run bench:logins`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { parseConfig } from '../../infra/config/config.ts';
import { createLogger } from '../../infra/logging.ts';
import { startService } from '../../infra/service/start-service.ts';
import { createApi, signIn } from '../support/api.ts';

const AT_ONCE = 100;
const ROUNDS = 5;
const LIMIT_MS = 100;
const EMAIL = 'jane@example.com';

const CALLERS = `
const { parentPort, workerData: { url, email, atOnce } } = require('node:worker_threads');
const login = (i) => fetch(url + '/api/v1/auth/login', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ email, password: i % 2 ? 'Correct1Horse' : 'Wrong1Horse' }),
});
const look = () => fetch(url + '/api/v1/auth/me');
parentPort.on('message', async (what) => {
  const started = performance.now();
  const statuses = await Promise.all(Array.from({ length: atOnce }, async (_, i) => {
    const response = await (what === 'login' ? login(i) : look());
    await response.arrayBuffer();
    return response.status;
  }));
  parentPort.postMessage({ statuses, ms: performance.now() - started });
});
`;

/** Milliseconds. */
const told = (delay: IntervalHistogram): string =>
  `p50 ${(delay.percentile(50) / 1e6).toFixed(1)}, p99 ${(delay.percentile(99) / 1e6).toFixed(1)}, max ${(delay.max / 1e6).toFixed(1)} ms`;

type Round = { readonly statuses: readonly number[]; readonly ms: number };

const directory = mkdtempSync(join(tmpdir(), 'sigmafold-bench-'));
const config = parseConfig({
  NODE_ENV: 'test',
  DATA_DIR: directory,
  PORT: '0',
  RATE_LIMITS: 'false',
  LOG_LEVEL: 'silent',
  MARKET_DATA_PROVIDER: 'simulated',
});
if (!config.ok) throw new Error(config.error.join('\n'));
const service = await startService({ config: config.value, logger: createLogger(config.value) });
const callers = new Worker(CALLERS, {
  eval: true,
  workerData: { url: service.url, email: EMAIL, atOnce: AT_ONCE },
});
const delays: number[] = [];
try {
  await signIn(createApi(service.url), EMAIL);
  const burst = async (what: 'login' | 'look', expected: (i: number) => number) => {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const answered = new Promise<Round>((resolve) => callers.once('message', resolve));
    callers.postMessage(what);
    const { statuses, ms } = await answered;
    delay.disable();
    const wrong = statuses.filter((status, i) => status !== expected(i));
    if (wrong.length > 0) throw new Error(`answers: ${wrong.join(', ')}`);
    return { delay, ms };
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    // As many calls that hash nothing: what a crowd costs without passwords, on this machine at this moment.
    const looks = await burst('look', () => 401);
    const logins = await burst('login', (i) => (i % 2 ? 200 : 401));
    delays.push(logins.delay.percentile(99) / 1e6);
    process.stdout.write(
      `${AT_ONCE} logins in ${logins.ms.toFixed(0)} ms; event loop delay ${told(logins.delay)}; as many calls without a password ${told(looks.delay)}\n`,
    );
  }
} finally {
  await callers.terminate();
  await service.stop();
  rmSync(directory, { recursive: true, force: true });
}
const median = delays.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
process.stdout.write(
  `p99 of a round, median: ${median.toFixed(1)} ms, of at most ${LIMIT_MS}; load ${loadavg()[0]?.toFixed(1)}\n`,
);
process.exitCode = median < LIMIT_MS ? 0 : 1;
