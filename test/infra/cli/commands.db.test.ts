import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Check } from '../../../infra/cli/check.ts';
import type { Command } from '../../../infra/cli/command.ts';
import { configCommand } from '../../../infra/cli/config-command.ts';
import { createDoctorCommand } from '../../../infra/cli/doctor-command.ts';
import { migrateCommand } from '../../../infra/cli/migrate-command.ts';
import type { EnvironmentInput } from '../../../infra/config/config.ts';
import { migrations } from '../../../infra/database/migrations.ts';
import { createEmptyDatabase } from '../../support/database.ts';

let parent: string;
let dataDirectory: string;
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'sigmafold-cli-'));
  dataDirectory = join(parent, 'data');
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const run = async (
  command: Command,
  env: EnvironmentInput,
): Promise<{ readonly code: number; readonly text: string; readonly errors: readonly string[] }> => {
  const lines: string[] = [];
  const errors: string[] = [];
  const output = {
    line: (text: string): void => void lines.push(text),
    error: (text: string): void => void errors.push(text),
  };
  const code = await command.run({ args: [], options: {}, env, output });
  return { code, text: lines.join('\n'), errors };
};

const listen = (): Promise<{ readonly server: Server; readonly port: number }> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () =>
      resolve({ server, port: (server.address() as { port: number }).port }),
    );
  });

describe('doctor', () => {
  const doctor = createDoctorCommand();

  it('tries everything out on a fresh machine and leaves nothing behind', async () => {
    const { code, text } = await run(doctor, { DATA_DIR: dataDirectory, PORT: '0' });
    expect(text).toMatch(/^ok {4}Node\.js +v\d/m);
    expect(text).toMatch(/^ok {4}listening +any free port on 127\.0\.0\.1$/m);
    expect(text).toMatch(/^(ok|warn) +disk +\d+ MB free/m);
    expect(text).toMatch(/^ok {4}database +embedded, tried out .+, PostgreSQL 18\.\d+, up to date$/m);
    expect(code).toBe(0);
    expect(readdirSync(parent)).toEqual([]);
  });

  it('asks the checks of the adapters while the database is up', async () => {
    const urls: string[] = [];
    const checks = (databaseUrl: string): readonly Check[] => [
      { name: 'event store', run: async () => ({ status: 'warn', detail: 'slow', advice: 'add memory' }) },
      { name: 'bus', run: () => Promise.reject(new Error('broken at postgres://a:hunter2@b/c\nand more')) },
      {
        name: 'provider',
        run: async () => ({ status: 'ok', detail: databaseUrl === '' ? '' : 'there', advice: '' }),
      },
    ];
    const command = createDoctorCommand(({ databaseUrl }) => {
      urls.push(databaseUrl);
      return checks(databaseUrl);
    });
    const { code, text } = await run(command, { DATA_DIR: dataDirectory, PORT: '0' });
    expect(code).toBe(1);
    expect(urls).toHaveLength(1);
    expect(text).toMatch(/^warn {2}event store +slow: add memory$/m);
    expect(text).toMatch(/^fail {2}bus +Error: broken at postgres:\/\/a:\[redacted\]@b\/c: /m);
    expect(text).toMatch(/^ok {4}provider +there$/m);
  });

  it('fails on wrong settings, one line each', async () => {
    const { code, text } = await run(doctor, { PORT: 'x', LOG_LEVEL: 'y' });
    expect(code).toBe(1);
    expect(text.match(/^fail {2}configuration/gm)).toHaveLength(2);
  });

  it('fails on an unsafe public address and says what to do', async () => {
    const { code, text } = await run(doctor, { DATA_DIR: dataDirectory, HOST: '0.0.0.0', PORT: '0' });
    expect(code).toBe(1);
    expect(text).toMatch(/^fail {2}listening .+ALLOW_PUBLIC_BIND_WITH_DEFAULTS=true\.$/m);
  });

  it('warns of a taken port, which can be a running service’s', async () => {
    const { server, port } = await listen();
    const { code, text } = await run(doctor, { DATA_DIR: dataDirectory, PORT: String(port) });
    server.close();
    expect(text).toMatch(new RegExp(`^warn  listening +127\\.0\\.0\\.1:${port} is taken: .+set PORT$`, 'm'));
    expect(code).toBe(0);
  });

  it('fails when the configured database is not there', async () => {
    const { server, port } = await listen();
    await new Promise((resolve) => server.close(resolve));
    const url = `postgres://me:hunter2@127.0.0.1:${port}/x`;
    const { code, text } = await run(doctor, { DATA_DIR: dataDirectory, PORT: '0', DATABASE_URL: url });
    expect(code).toBe(1);
    expect(text).toMatch(/^fail {2}database .+ECONNREFUSED.+check that it runs/m);
    expect(text).not.toContain('hunter2');
  });
});

describe('migrate', () => {
  it('runs the missing steps of the configured database, which doctor had pointed out', async () => {
    const database = await createEmptyDatabase();
    const env = { DATABASE_URL: database.url, DATA_DIR: dataDirectory, PORT: '0' };
    expect((await run(createDoctorCommand(), env)).text).toMatch(
      new RegExp(`^warn  database .+${migrations.length} migrations to run: start runs them`, 'm'),
    );
    const first = await run(migrateCommand, env);
    expect(first).toEqual({
      code: 0,
      text: migrations.map(({ name }) => `ran ${name}`).join('\n'),
      errors: [],
    });
    expect((await run(migrateCommand, env)).text).toBe('The database is up to date.');
    expect((await run(createDoctorCommand(), env)).text).toMatch(/^ok {4}database .+up to date$/m);
    await database.close();
  });

  it('makes the embedded database when none is configured, and stops it afterwards', async () => {
    expect((await run(migrateCommand, { DATA_DIR: dataDirectory })).code).toBe(0);
    expect((await run(migrateCommand, { DATA_DIR: dataDirectory })).text).toBe('The database is up to date.');
    expect(existsSync(join(dataDirectory, 'postgres', 'data', 'postmaster.pid'))).toBe(false);
  });

  it('prints every wrong setting and does nothing', async () => {
    const { code, errors } = await run(migrateCommand, { PORT: 'x', MAX_UPLOAD_ROWS: '-1' });
    expect(code).toBe(1);
    expect(errors).toHaveLength(2);
  });
});

describe('config', () => {
  it('prints every setting with its value and source, and no secret', async () => {
    writeFileSync(join(dataDirectory, 'jwt-secret'), 'hunter2'.repeat(6));
    const { code, text } = await run(configCommand, {
      DATA_DIR: dataDirectory,
      PORT: '9000',
      CORS_ORIGINS: 'https://a.example,https://b.example',
      DATABASE_URL: 'postgres://me:hunter2@db/x',
      BETA_INVITE_CODE: 'hunter2-hunter2',
    });
    expect(code).toBe(0);
    expect(text).not.toContain('hunter2');
    expect(text).toMatch(/^PORT +9000 +environment /m);
    expect(text).toMatch(/^HOST +127\.0\.0\.1 +default /m);
    expect(text).toMatch(/^CORS_ORIGINS +https:\/\/a\.example,https:\/\/b\.example +environment /m);
    expect(text).toMatch(/^DATABASE_URL +\*{8} +environment /m);
    expect(text).toMatch(/^JWT_SECRET +\*{8} +file /m);
    expect(text).toMatch(/^AS_OF +- +default /m);
    expect(text).toMatch(/^DETERMINISTIC_UUIDS +true +default /m);
  });
});
