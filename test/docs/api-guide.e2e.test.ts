import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Service } from '../../infra/service/start-service.ts';
import { TEST_MASTER_KEY } from '../support/corpus.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startTestService } from '../support/service.ts';
import { memberOf, promisesOf, scriptOf, unpromisedCalls } from './shell-guide.ts';

const PAGE = 'docs/api.md';
const page = readFileSync(PAGE, 'utf8');
const promises = promisesOf(page);
const METRICS_TOKEN = 'a-token-that-only-tests-of-ours-use';

const isThere = (program: string): boolean => spawnSync(program, ['--version']).status === 0;
const canRun = isThere('bash') && isThere('curl');
if (!canRun) console.warn('bash or curl is missing: the guide is read and not run');

describe('the guide to the API', () => {
  it('says of every call what it answers', () => {
    expect(unpromisedCalls(page)).toEqual([]);
    expect(promises.length).toBeGreaterThan(70);
  });
});

(canRun ? describe : describe.skip)('what the guide to the API says is answered', () => {
  let database: TestDatabase;
  let service: Service;
  let kept: string;
  let complaints = '';

  beforeAll(async () => {
    database = await createTestDatabase();
    service = await startTestService(database, { METRICS_TOKEN, BATCH_SCHEDULE: 'false' });
    kept = mkdtempSync(join(tmpdir(), 'sigmafold-guide-'));
    const work = join(kept, 'work');
    mkdirSync(work);
    const root = process.cwd();
    const script = scriptOf(page)
      .replaceAll('http://127.0.0.1:8000', service.url)
      .replaceAll('npm run sigmafold --', `npm run --silent --prefix '${root}' sigmafold --`);
    const child = spawn('bash', ['-c', script], {
      cwd: work,
      env: {
        ...process.env,
        KEPT: kept,
        METRICS_TOKEN,
        NODE_ENV: 'test',
        DATABASE_URL: database.serviceUrl,
        MASTER_KEY: TEST_MASTER_KEY,
        JWT_SECRET: 'a secret that is only used by tests of ours',
        LOG_LEVEL: 'silent',
      },
    });
    child.stdout.resume();
    child.stderr.on('data', (text) => (complaints += text));
    await new Promise((resolve) => child.once('close', resolve));
  }, 240_000);

  afterAll(async () => {
    await service.stop();
    await database.close();
    rmSync(kept, { recursive: true });
  });

  it('without a complaint of the shell', () => {
    expect(complaints.replaceAll(/npm warn.*\n/g, '')).toBe('');
  });

  it.each(promises)(`in line $line of ${PAGE}: $status $shows`, ({ line, status, shows }) => {
    const call = existsSync(join(kept, `line-${line}`))
      ? readFileSync(join(kept, `line-${line}`), 'utf8').trim()
      : 'not reached';
    const answered = Number(
      readFileSync(join(kept, `${call}.status`), 'utf8')
        .trim()
        .split('\n')
        .at(-1),
    );
    const whole = readFileSync(join(kept, `${call}.body`), 'utf8');
    const body = whole.startsWith('HTTP/') ? whole.slice(whole.search(/\r?\n\r?\n/)).trim() : whole;
    expect([answered, answered === status ? '' : body]).toEqual([status, '']);
    const missing = shows.filter((shown) =>
      shown.startsWith('"')
        ? !whole.includes(shown.slice(1, -1))
        : memberOf(JSON.parse(body), shown) === undefined,
    );
    expect(missing).toEqual([]);
  });

  it('lists every metric of ours on the page about observability, and no other', async () => {
    const answer = await fetch(`${service.url}/metrics`, {
      headers: { authorization: `Bearer ${METRICS_TOKEN}` },
    });
    const shown = [...(await answer.text()).matchAll(/^# TYPE (sigmafold_\w+)/gm)].map(([, name]) => name);
    const listed = [...readFileSync('docs/observability.md', 'utf8').matchAll(/`(sigmafold_\w+)`/g)].map(
      ([, name]) => name,
    );
    // These are there where the schedule is on.
    const scheduled = ['sigmafold_symbol_batch_missed_sessions', 'sigmafold_symbol_batch_behind_seconds'];
    expect(new Set(listed)).toEqual(new Set([...shown, ...scheduled]));
  });
});
