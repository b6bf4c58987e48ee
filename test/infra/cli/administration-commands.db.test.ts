import { PassThrough } from 'node:stream';
import type { Call, Command } from '../../../infra/cli/command.ts';
import {
  createCreateSuperuserCommand,
  createSuperuserCommand,
} from '../../../infra/cli/create-superuser-command.ts';
import { inviteCommand } from '../../../infra/cli/invite-command.ts';
import { createTerminal, type Terminal } from '../../../infra/cli/terminal.ts';
import type { Service } from '../../../infra/service/start-service.ts';
import { createApi, signIn } from '../../support/api.ts';
import { TEST_MASTER_KEY } from '../../support/corpus.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { startTestService } from '../../support/service.ts';

const PASSWORD = 'Correct1Horse';

let database: TestDatabase;
let service: Service;
beforeAll(async () => {
  database = await createTestDatabase();
  service = await startTestService(database);
});
afterAll(async () => {
  await service.stop();
  await database.close();
});

const run = async (
  command: Command,
  { args = [], options = {}, env = {} }: Partial<Pick<Call, 'args' | 'options' | 'env'>> = {},
) => {
  const lines: string[] = [];
  const errors: string[] = [];
  const code = await command.run({
    args,
    options,
    env: { NODE_ENV: 'test', DATABASE_URL: database.url, MASTER_KEY: TEST_MASTER_KEY, ...env },
    output: { line: (text) => void lines.push(text), error: (text) => void errors.push(text) },
  });
  return { code, lines, errors, text: [...lines, ...errors].join('\n') };
};

const isSuperuser = async (email: string, password = PASSWORD): Promise<boolean | string> => {
  const login = await createApi(service.url).post<{ user?: { is_superuser: boolean } }>(
    '/api/v1/auth/login',
    {
      email,
      password,
    },
  );
  return login.body.user?.is_superuser ?? `no login: ${login.status}`;
};

describe('create-superuser without anybody to ask', () => {
  it('registers one whom the environment describes, by the rules of passwords', async () => {
    const env = { SUPERUSER_EMAIL: 'Ops@Example.com ', SUPERUSER_PASSWORD: 'weak', SUPERUSER_NAME: 'Ops' };
    const weak = await run(createSuperuserCommand, { env });
    expect(weak.code).toBe(1);
    expect(weak.text).toContain('ERR_USER_003');
    const done = await run(createSuperuserCommand, { env: { ...env, SUPERUSER_PASSWORD: PASSWORD } });
    expect(done).toMatchObject({ code: 0, lines: ['ops@example.com is a superuser.'], errors: [] });
    expect(await isSuperuser('ops@example.com')).toBe(true);
    const again = await run(createSuperuserCommand, { env: { ...env, SUPERUSER_PASSWORD: PASSWORD } });
    expect(again).toMatchObject({ code: 0, lines: ['ops@example.com is a superuser already.'] });
  });

  it('promotes somebody who is registered and leaves their password as it is', async () => {
    await signIn(createApi(service.url), 'known@example.com');
    const env = { SUPERUSER_EMAIL: 'known@example.com', SUPERUSER_PASSWORD: 'Another1Horse' };
    const done = await run(createSuperuserCommand, { env });
    expect(done).toMatchObject({ code: 0 });
    expect(done.text).toContain('Their password stays as it is.');
    expect(await isSuperuser('known@example.com')).toBe(true);
  });

  it('says what is missing', async () => {
    expect(await run(createSuperuserCommand)).toMatchObject({ code: 2 });
    const options = { email: 'stranger@example.com', 'non-interactive': true };
    const refused = await run(createSuperuserCommand, { options });
    expect(refused.code).toBe(1);
    expect(refused.text).toContain('set SUPERUSER_PASSWORD');
    expect((await run(createSuperuserCommand, { options: { email: 'no address' } })).text).toContain(
      'ERR_USER_002',
    );
  });
});

describe('create-superuser at a keyboard', () => {
  /** Answers in order; asking for more than there are is a failure. */
  const answering = (answers: readonly string[]) => {
    const asked: string[] = [];
    const left = [...answers];
    const ask = (kind: string) => async (question: string) => {
      asked.push(`${kind}${question}`);
      const answer = left.shift();
      if (answer === undefined) throw new Error(`nobody expected: ${question}`);
      return answer;
    };
    const terminal: Terminal = { ask: ask(''), askHidden: ask('hidden '), close: () => {} };
    return { asked, command: createCreateSuperuserCommand(() => terminal) };
  };

  it('asks for address, name and the password twice', async () => {
    const { asked, command } = answering(['root@example.com', 'The Root', PASSWORD, PASSWORD]);
    expect(await run(command)).toMatchObject({ code: 0, lines: ['root@example.com is a superuser.'] });
    expect(asked).toEqual([
      'E-mail address: ',
      'Full name: ',
      'hidden Password: ',
      'hidden Password, once more: ',
    ]);
    expect(await isSuperuser('root@example.com')).toBe(true);
  });

  it('asks again for a password that is weak or mistyped, and gives up in the end', async () => {
    const options = { email: 'second@example.com' };
    const mended = answering(['Second', 'weak', PASSWORD, 'Correct1House', PASSWORD, PASSWORD]);
    const done = await run(mended.command, { options });
    expect(done.code).toBe(0);
    expect(done.errors).toEqual([expect.stringContaining('ERR_USER_003'), 'The two are not the same.']);
    const hopeless = answering(['Third', 'weak', 'weak', 'weak']);
    expect((await run(hopeless.command, { options: { email: 'third@example.com' } })).code).toBe(1);
    expect(await isSuperuser('third@example.com')).toBe('no login: 401');
  });

  it('offers to promote somebody who is registered', async () => {
    await signIn(createApi(service.url), 'jane@example.com');
    const options = { email: 'jane@example.com' };
    const refused = await run(answering(['']).command, { options });
    expect(refused).toMatchObject({ code: 0, lines: ['Nothing was changed.'] });
    expect(await isSuperuser('jane@example.com')).toBe(false);
    const { asked, command } = answering(['Yes']);
    expect((await run(command, { options })).code).toBe(0);
    expect(asked).toEqual(['jane@example.com is registered. Make them a superuser? [y/N] ']);
    expect(await isSuperuser('jane@example.com')).toBe(true);
  });

  it('asks nobody who does not want to be asked, or has said everything', async () => {
    const nobody = answering([]);
    expect((await run(nobody.command, { options: { 'non-interactive': true } })).code).toBe(2);
    const env = { SUPERUSER_EMAIL: 'told@example.com', SUPERUSER_PASSWORD: PASSWORD };
    expect((await run(nobody.command, { env })).code).toBe(0);
    expect(nobody.asked).toEqual([]);
  });
});

it('what is typed at a hidden question is not on the screen', async () => {
  const [input, screen] = [new PassThrough(), new PassThrough()];
  const terminal = createTerminal(input, screen, () => {});
  const name = terminal.ask('Full name: ');
  input.write('The Root\r');
  expect(await name).toBe('The Root');
  const password = terminal.askHidden('Password: ');
  input.write(`${PASSWORD}\r`);
  expect(await password).toBe(PASSWORD);
  const last = terminal.ask('Sure? ');
  last.catch(() => {});
  terminal.close();
  await expect(last).rejects.toThrow('The input has ended');
  const shown = String(screen.read());
  expect(shown).toContain('The Root');
  expect(shown).toContain('Password: ');
  expect(shown).not.toContain('Correct');
});

describe('invite', () => {
  const invite = (args: readonly string[], options: Call['options'] = {}) =>
    run(inviteCommand, { args, options });

  it('makes a code, lists it with those who used it, and revokes it', async () => {
    const made = await invite(['create'], {
      cohort: 'spring',
      uses: '2',
      expires: '2030-01-01T01:00:00+01:00',
    });
    expect(made.code).toBe(0);
    const [code, id] = made.lines.map((line) => line.split(/ +/)[1]!);
    const api = createApi(service.url);
    const registered = await api.post<{ user_id: string }>('/api/v1/onboarding/register', {
      email: 'guest@example.com',
      password: PASSWORD,
      full_name: 'Guest',
      invite_code: code,
    });
    expect(registered.status).toBe(201);
    const list = await invite(['list'], { users: true });
    expect(list.text).toMatch(new RegExp(`^${id} +open +1/2 +2030-01-01T00:00:00.000Z +spring +-$`, 'm'));
    expect(list.text).toMatch(new RegExp(`^${id} +${registered.body.user_id} `, 'm'));
    expect(list.text).not.toContain(code);
    expect((await invite(['revoke', id!])).code).toBe(0);
    expect((await invite(['list'])).text).toMatch(new RegExp(`^${id} +revoked +1/2`, 'm'));
  });

  it('takes a code of one’s choice, once', async () => {
    expect((await invite(['create'], { code: 'Spring-Of-2024' })).lines[0]).toBe('code  Spring-Of-2024');
    expect((await invite(['create'], { code: 'spring-of-2024' })).text).toContain('ERR_INVITE_005');
    expect((await invite(['list'])).text).not.toMatch(/spring-of-2024/i);
  });

  it('says how it is called', async () => {
    for (const args of [[], ['revoke'], ['destroy'], ['list', 'more']])
      expect((await invite(args)).code).toBe(2);
    expect((await invite(['create'], { uses: 'many' })).code).toBe(2);
    expect((await invite(['create'], { expires: 'tomorrow' })).code).toBe(2);
    expect((await invite(['create'], { uses: '0' })).text).toContain('ERR_INVITE_007');
    expect((await invite(['revoke', 'f'.repeat(32)])).text).toContain('ERR_INVITE_006');
  });
});
