import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { createPasswordHasher } from '../../adapters/auth/argon2-password-hasher.ts';
import { createPostgresCredentials } from '../../adapters/auth/postgres-credentials.ts';
import { createCommandHandler, createOpenStream } from '../../application/command-handler.ts';
import { loadUser, ownerOfEmail } from '../../application/users/load-user.ts';
import { createRegister } from '../../application/users/register.ts';
import { createGrantSuperuser } from '../../application/users/superusers.ts';
import { parseEmail } from '../../domain/email/address.ts';
import { type PasswordRules, parsePassword } from '../../domain/user/password.ts';
import type { Config } from '../config/config.ts';
import { migrate } from '../database/migrate.ts';
import { createClock } from '../service/clock.ts';
import type { Command, Output } from './command.ts';
import { explainRefusal } from './explain-refusal.ts';
import { openTerminal, type Terminal } from './terminal.ts';
import { withConfig } from './with-config.ts';
import { withDatabase } from './with-database.ts';
import { withLog } from './with-log.ts';

/** The password comes from the environment: on a command line every process of the machine could read it. */
const variable = z
  .string()
  .optional()
  .transform((text) => (text === '' ? undefined : text));
const environment = z.object({
  SUPERUSER_EMAIL: variable,
  SUPERUSER_PASSWORD: variable,
  SUPERUSER_NAME: variable,
});

type Given = {
  readonly email: string;
  readonly password: string | undefined;
  readonly fullName: string | undefined;
};

const ATTEMPTS = 3;

/** Typed twice, and by the rules; null after too many attempts. */
const askPassword = async (
  terminal: Terminal,
  rules: PasswordRules,
  output: Output,
): Promise<string | null> => {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const typed = await terminal.askHidden('Password: ');
    const password = parsePassword(typed, rules);
    if (!password.ok) output.error(explainRefusal(password.error));
    else if ((await terminal.askHidden('Password, once more: ')) === typed) return password.value;
    else output.error('The two are not the same.');
  }
  return null;
};

const isYes = (answer: string): boolean => /^y(?:es)?$/i.test(answer.trim());

const createOrPromote = (
  config: Config,
  url: string,
  person: Given,
  { terminal, output }: { readonly terminal: Terminal | null; readonly output: Output },
): Promise<number> =>
  withLog(config, { url, name: 'create-superuser' }, async (open) => {
    const clock = createClock(config);
    const dependencies = {
      ...open,
      ...config,
      clock,
      handle: createCommandHandler(createOpenStream(open.store, clock)),
      credentials: createPostgresCredentials(open.pool),
      passwords: createPasswordHasher(),
    };
    const ids = { commandId: randomUUID(), correlationId: randomUUID() };
    const failed = (line: string): number => {
      output.error(line);
      return 1;
    };

    const email = parseEmail(person.email);
    if (!email.ok) return failed(explainRefusal(email.error));
    const userId = await ownerOfEmail(open.store, open.emailStreams, email.value);
    const known = userId === null ? null : await loadUser(open.store, userId);
    if (known === null) {
      const fullName = person.fullName ?? (await terminal?.ask('Full name: ')) ?? 'Administrator';
      const rules = { composition: config.passwordComposition };
      const password =
        person.password ?? (terminal === null ? null : await askPassword(terminal, rules, output));
      if (password === null)
        return failed(
          `Nobody is registered as ${email.value}, and there is no password to register them with: set SUPERUSER_PASSWORD.`,
        );
      const input = { email: email.value, password, fullName, inviteCode: config.inviteCode };
      const registered = await createRegister(dependencies)(input, ids);
      if (!registered.ok) return failed(explainRefusal(registered.error));
    } else if (known.isSuperuser) {
      output.line(`${email.value} is a superuser already.`);
      return 0;
    } else if (terminal !== null) {
      const answer = await terminal.ask(`${email.value} is registered. Make them a superuser? [y/N] `);
      if (!isYes(answer)) {
        output.line('Nothing was changed.');
        return 0;
      }
    }
    const granted = await createGrantSuperuser(dependencies)(email.value, {
      ...ids,
      actor: { kind: 'process', name: 'create-superuser' },
    });
    if (!granted.ok) return failed(explainRefusal(granted.error));
    const password = known !== null && person.password !== undefined ? ' Their password stays as it is.' : '';
    output.line(`${granted.value.value.email} is a superuser.${password}`);
    return 0;
  });

/** Asks for what it was not told, where there is somebody to ask. */
export const createCreateSuperuserCommand = (open: () => Terminal | null): Command => ({
  name: 'create-superuser',
  about: 'Promote a registered user, or register one: asks, or takes SUPERUSER_EMAIL, _PASSWORD and _NAME',
  options: {
    email: { type: 'string', about: 'whom; SUPERUSER_EMAIL otherwise' },
    'non-interactive': { type: 'boolean', about: 'ask for nothing' },
  },
  run: ({ options, env, output }) =>
    withConfig({ env, output }, async (config) => {
      const given = environment.parse(env);
      const named = typeof options.email === 'string' ? options.email : given.SUPERUSER_EMAIL;
      const { SUPERUSER_PASSWORD: password, SUPERUSER_NAME: fullName } = given;
      const isTold = named !== undefined && password !== undefined;
      const terminal = options['non-interactive'] === true || isTold ? null : open();
      try {
        const email = named ?? (await terminal?.ask('E-mail address: '));
        if (email === undefined) {
          output.error('Whom? Give --email, or set SUPERUSER_EMAIL.');
          return 2;
        }
        return await withDatabase(config, async (url) => {
          await migrate(url);
          return createOrPromote(config, url, { email, password, fullName }, { terminal, output });
        });
      } finally {
        terminal?.close();
      }
    }),
});

export const createSuperuserCommand = createCreateSuperuserCommand(openTerminal);
