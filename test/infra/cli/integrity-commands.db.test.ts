import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgresEventChain } from '../../../adapters/event-chain/postgres-event-chain.ts';
import { createPostgresEventStore } from '../../../adapters/event-store/postgres/postgres-event-store.ts';
import { GENESIS } from '../../../application/integrity/chain.ts';
import { linksOf } from '../../../application/integrity/keep-chain.ts';
import { START } from '../../../application/ports/event-store.ts';
import { chainHeadCommand, verifyChainCommand } from '../../../infra/cli/chain-commands.ts';
import type { Command } from '../../../infra/cli/command.ts';
import { createSuperuserCommand } from '../../../infra/cli/create-superuser-command.ts';
import { eraseUserCommand } from '../../../infra/cli/erase-user-command.ts';
import { rotateMasterKeyCommand } from '../../../infra/cli/rotate-master-key-command.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { eventOf } from '../../support/events.ts';

let database: TestDatabase;
let dataDirectory: string;
beforeEach(async () => {
  database = await createTestDatabase();
  dataDirectory = mkdtempSync(join(tmpdir(), 'sigmafold-integrity-'));
});
afterEach(async () => {
  await database.close();
  rmSync(dataDirectory, { recursive: true, force: true });
});

const run = async (
  command: Command,
  options: Record<string, string | boolean> = {},
  env: Record<string, string> = {},
) => {
  const lines: string[] = [];
  const errors: string[] = [];
  const output = {
    line: (text: string): void => void lines.push(text),
    error: (text: string): void => void errors.push(text),
  };
  const code = await command.run({
    args: [],
    options,
    env: { NODE_ENV: 'test', DATABASE_URL: database.url, DATA_DIR: dataDirectory, ...env },
    output,
  });
  return { code, lines, errors };
};

const SUPERUSER = { SUPERUSER_EMAIL: 'root@example.org', SUPERUSER_PASSWORD: 'Correct1Horse' };

const chainAll = async (): Promise<void> => {
  const log = createPostgresEventStore({ pool: database.pool });
  const links = linksOf(GENESIS, await log.readAll({ after: START, limit: 1000 }));
  await createPostgresEventChain(database.pool).append({ after: START, links });
  await log.close();
};

describe('the chain', () => {
  it('has no head before there is an event', async () => {
    expect(await run(chainHeadCommand)).toMatchObject({ code: 1, errors: ['No event is chained yet.'] });
  });

  it('is verified against the head that was noted', async () => {
    await run(createSuperuserCommand, {}, SUPERUSER);
    await chainAll();
    const { code, lines } = await run(chainHeadCommand);
    expect(code).toBe(0);
    expect(lines[0]).toMatch(/^3:[0-9a-f]{64}$/);
    expect(await run(verifyChainCommand, { expect: lines[0]! })).toMatchObject({
      code: 0,
      lines: ['Intact: 3 events after position 0.', lines[0]],
    });
    expect(await run(verifyChainCommand, { expect: `2:${'ab'.repeat(32)}` })).toMatchObject({
      code: 1,
      errors: [expect.stringMatching(/^Broken at position 2: .*noted/)],
    });
  });

  it('names the event that was changed', async () => {
    await run(createSuperuserCommand, {}, SUPERUSER);
    await chainAll();
    const client = await database.pool.connect();
    await client.query('alter table events disable trigger user');
    await client.query(`update events set data = '{}' where position = 2`);
    client.release();
    expect(await run(verifyChainCommand)).toMatchObject({
      code: 1,
      errors: ['Broken at position 2: the event is not the one that was chained.'],
    });
  });

  it.each([[{ from: 'x' }], [{ expect: '7' }], [{ from: '9', expect: `7:${'ab'.repeat(32)}` }]])(
    'is not verified when it is asked with %j',
    async (options) => expect((await run(verifyChainCommand, options)).code).toBe(2),
  );
});

describe('erase-user', () => {
  const erase = (options: Record<string, string | boolean>) => run(eraseUserCommand, options);

  it('forgets by address or id, once and again', async () => {
    await run(createSuperuserCommand, {}, SUPERUSER);
    const { rows } = await database.pool.query<{ id: string }>(
      `select data ->> 'userId' as id from events where type = 'UserRegistered'`,
    );
    const id = rows[0]!.id;
    expect(await erase({ email: 'Root@Example.org', reason: 'request 1' })).toMatchObject({
      code: 0,
      lines: [`User ${id} is erased.`],
      errors: [],
    });
    expect(await erase({ id, reason: 'request 1' })).toMatchObject({
      code: 0,
      lines: [`User ${id} was erased before; nothing of them was left behind.`],
    });
    expect((await erase({ email: 'root@example.org', reason: 'request 1' })).code).toBe(1);
    expect(await erase({ again: true })).toMatchObject({ code: 0, lines: ['1 erasures repeated.'] });
    const text = await database.pool.query<{ text: string }>('select e::text as text from events e');
    expect(text.rows.map((row) => row.text).join()).not.toMatch(/root@example/i);
  });

  it('says so when an earlier release wrote the name in the clear', async () => {
    const log = createPostgresEventStore({ pool: database.pool });
    const userId = 'a72ad8ab-d2e3-5aa3-a8c9-a29b25c9bcb9';
    const data = { userId, email: 'early@example.org', fullName: 'E', credentialId: userId };
    await log.append(`user-${userId}`, 'no-stream', [eventOf({ type: 'UserRegistered', data }, 'early')]);
    await log.close();
    expect(await erase({ id: userId, reason: 'request 2' })).toMatchObject({
      code: 0,
      errors: [expect.stringContaining('position 1 was written before addresses were sealed')],
    });
  });

  it.each([[{}], [{ email: 'a@example.org' }], [{ id: 'x', reason: 'y' }]])(
    'asks for what is missing of %j',
    async (options: Record<string, string>) => expect((await erase(options)).code).toBe(2),
  );

  it('knows nobody by a foreign id', async () => {
    expect(await erase({ id: 'a72ad8ab-d2e3-5aa3-a8c9-a29b25c9bcb9', reason: 'x' })).toMatchObject({
      code: 1,
    });
  });
});

describe('rotate-master-key', () => {
  const file = (): string => join(dataDirectory, 'master-key');

  it('keeps what was sealed readable under a new file of mode 0600, and the old key opens nothing', async () => {
    await run(createSuperuserCommand, {}, SUPERUSER);
    const before = readFileSync(file(), 'utf8');
    const rotated = await run(rotateMasterKeyCommand);
    expect(rotated).toMatchObject({ code: 0, errors: [] });
    expect(readFileSync(file(), 'utf8')).not.toBe(before);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(existsSync(`${file()}.new`)).toBe(false);
    expect((await run(createSuperuserCommand, {}, { SUPERUSER_EMAIL: 'root@example.org' })).code).toBe(0);
    await expect(
      run(createSuperuserCommand, {}, { ...SUPERUSER, MASTER_KEY: before.trim() }),
    ).rejects.toThrow('MASTER_KEY is not the one');
  });

  it('takes the new key from the environment where the old one came from there', async () => {
    const old = { MASTER_KEY: 'the old master key, which is long enough' };
    const next = 'the new master key, which is long enough';
    await run(createSuperuserCommand, {}, { ...SUPERUSER, ...old });
    expect((await run(rotateMasterKeyCommand, {}, old)).code).toBe(2);
    expect((await run(rotateMasterKeyCommand, {}, { ...old, NEW_MASTER_KEY: 'short' })).code).toBe(2);
    expect((await run(rotateMasterKeyCommand, {}, { ...old, NEW_MASTER_KEY: next })).code).toBe(0);
    const asked = { SUPERUSER_EMAIL: 'root@example.org', MASTER_KEY: next };
    expect((await run(createSuperuserCommand, {}, asked)).code).toBe(0);
    expect(existsSync(file())).toBe(false);
  });
});
