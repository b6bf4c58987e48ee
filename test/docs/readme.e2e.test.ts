import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scriptOf } from './shell-guide.ts';

const page = readFileSync('README.md', 'utf8');
const section = (title: string): string => page.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
/** The day that the pasted numbers are of. */
const AS_OF = '2026-11-20T23:00:00Z';

/** What differs from machine to machine: how progress was told, what the port is, when rows were written. */
const stable = (line: string): string =>
  line
    .trimEnd()
    .replace(/^ {2}\d+ events/, '  N events')
    .replace(/\d+ read models/, 'N read models')
    .replace(/checksum \S+/, 'checksum …')
    .replace(/127\.0\.0\.1:\d+/, '127.0.0.1:8000');

describe('the readme', () => {
  it('begins with the two commands that are all it takes', () => {
    const commands = [...page.matchAll(/```sh\n([^`]*)```/g)].map(([, block]) => block);
    expect(commands.slice(0, 2)).toEqual(['npm ci && npm run demo\n', 'npm ci && npm test\n']);
  });

  it('shows a picture that is there and quick to load', () => {
    const [, picture = ''] = /!\[[^\]]+\]\(([^)]+)\)/.exec(page) ?? [];
    expect(statSync(picture).size).toBeLessThan(250_000);
  });
});

describe('what the demo prints', () => {
  const kept = mkdtempSync(join(tmpdir(), 'sigmafold-readme-'));
  let demo: ChildProcess;
  let printed = '';

  beforeAll(async () => {
    demo = spawn(process.execPath, ['--import', 'tsx', 'infra/main.ts', 'demo'], {
      env: { ...process.env, NODE_ENV: 'development', AS_OF, DATA_DIR: join(kept, 'data'), PORT: '0' },
    });
    await new Promise<void>((resolve) => {
      demo.once('exit', () => resolve());
      demo.stderr?.on('data', (text) => (printed += text));
      demo.stdout?.on('data', (text) => {
        printed += text;
        if (printed.includes('Serving until')) resolve();
      });
    });
  }, 240_000);

  afterAll(async () => {
    const ended = new Promise((resolve) => demo.once('exit', resolve));
    if (demo.exitCode === null && demo.kill('SIGTERM')) await ended;
    rmSync(kept, { recursive: true });
  }, 60_000);

  it('is what the readme says, line by line', () => {
    const [, shown = ''] = /```\n([^`]*)```/.exec(section('What you see')) ?? [];
    const real = printed.split('\n').map(stable);
    const lines = shown.split('\n').map(stable);
    const from = real.indexOf(lines[0] ?? '');
    const last = real.findIndex((line, i) => i > from && line === '');
    const portfolio = lines.slice(0, lines.indexOf(''));
    expect(real.slice(from, last)).toEqual(portfolio);
    expect(lines.slice(portfolio.length).filter((line) => !real.includes(line))).toEqual([]);
  });

  it('can be signed in to as the readme does with curl', () => {
    if (['bash', 'curl'].some((program) => spawnSync(program, ['--version']).status !== 0)) return;
    const url = /Console\s+(http:\S+)\//.exec(printed)?.[1] ?? '';
    const script = scriptOf(section('The API in curl')).replace('http://127.0.0.1:8000', url);
    spawnSync('bash', ['-c', script], { cwd: kept, env: { ...process.env, KEPT: kept } });
    const statuses = [1, 2, 3].map((call) => readFileSync(join(kept, `${call}.status`), 'utf8').trim());
    expect(statuses).toEqual(['200', '200', '201']);
  });
});
