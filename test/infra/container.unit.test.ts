import { existsSync, readFileSync } from 'node:fs';
import { variableNames } from '../../infra/config/variables.ts';

/** Instructions with their continuation lines, without comments. */
const instructions = readFileSync('Dockerfile', 'utf8')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => {
    const [name = '', ...rest] = line.split(' ');
    return { name, text: rest.join(' ').trim() };
  });
const of = (name: string) => instructions.filter((each) => each.name === name).map(({ text }) => text);
const lastStage = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));

describe('the container', () => {
  it('is built in stages on one base, pinned to its patch, that the tests run on as well', () => {
    const bases = of('FROM').map((text) => text.split(' ')[0]);
    expect(bases.length).toBeGreaterThan(1);
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:20\.\d+\.\d+-bookworm-slim$/);
  });

  it('runs as an ordinary user, who owns nothing but the data', () => {
    const user = lastStage.findIndex(({ name }) => name === 'USER');
    expect(lastStage[user]?.text).toBe('node');
    expect(
      lastStage.slice(user).filter(({ name }) => ['RUN', 'COPY', 'ADD', 'USER'].includes(name)),
    ).toHaveLength(1);
    expect(instructions.filter(({ text }) => /--chown|chmod 777/.test(text))).toEqual([]);
    expect(of('VOLUME')).toEqual(['/data']);
    expect(of('ENV').join(' ')).toContain('DATA_DIR=/data');
  });

  it('takes over what was built, and no sources, tests or tools', () => {
    const copied = lastStage.filter(({ name }) => name === 'COPY').map(({ text }) => text);
    expect(copied).toEqual([
      '--from=build /app/package.json ./',
      '--from=build /app/node_modules node_modules',
      '--from=build /app/dist dist',
    ]);
    expect(of('RUN').join(' ')).toContain('npm prune --omit=dev');
  });

  it('lets no package run anything while it is built', () => {
    const installs = of('RUN').flatMap((text) => text.match(/npm (?:ci|install|prune)[^&]*/g) ?? []);
    expect(installs.length).toBeGreaterThan(0);
    expect(installs.filter((command) => !command.includes('--ignore-scripts'))).toEqual([]);
  });

  it('holds no secret, and sets only what the service knows', () => {
    const set = of('ENV').flatMap((text) => text.split(' ').map((each) => each.split('=')[0] ?? ''));
    expect(set.filter((name) => !(variableNames as readonly string[]).includes(name))).toEqual([]);
    expect(set.filter((name) => /SECRET|KEY|CODE|PASSWORD|DATABASE_URL/.test(name))).toEqual([]);
    expect(of('ARG')).toEqual([]);
    expect(of('ADD')).toEqual([]);
  });

  it('says whether it lives, and is asked to stop before it is killed', () => {
    expect(of('HEALTHCHECK')).toEqual([expect.stringContaining('/health/live')]);
    expect(of('STOPSIGNAL')).toEqual(['SIGTERM']);
    // An argument list, not a shell: the signal reaches the service itself.
    expect(JSON.parse(of('CMD')[0] ?? '')).toEqual([
      'node',
      '--v8-pool-size=1',
      '--enable-source-maps',
      'dist/infra/main.js',
      'start',
    ]);
  });

  it('is built from what is named, and everything named is there', () => {
    const lines = readFileSync('.dockerignore', 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines[0]).toBe('*');
    const allowed = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    expect(allowed.filter((path) => !existsSync(path))).toEqual([]);
    const copied = of('COPY')
      .filter((text) => !text.startsWith('--from'))
      .flatMap((text) => text.split(' ').slice(0, -1));
    expect(copied.toSorted()).toEqual(allowed.toSorted());
    expect(allowed).not.toContain('test');
  });
});
