import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { createPasswordHasher } from '../../adapters/auth/argon2-password-hasher.ts';
import { createPostgresCredentials } from '../../adapters/auth/postgres-credentials.ts';
import { createCommandHandler, createOpenStream } from '../../application/command-handler.ts';
import { createRegister } from '../../application/users/register.ts';
import { createGrantSuperuser } from '../../application/users/superusers.ts';
import { entryOf } from '../../domain/errors/catalogue.ts';
import type { Refusal } from '../../domain/errors/refusal.ts';
import type { Config } from '../config/config.ts';
import { migrate } from '../database/migrate.ts';
import { createClock } from '../service/clock.ts';
import type { Command, Output } from './command.ts';
import { withConfig } from './with-config.ts';
import { withDatabase } from './with-database.ts';
import { withLog } from './with-log.ts';

/** The password comes from the environment: on a command line every process of the machine could read it. */
const environment = z.object({
  SUPERUSER_EMAIL: z.string().optional(),
  SUPERUSER_PASSWORD: z.string().optional(),
  SUPERUSER_NAME: z.string().optional(),
});

const explain = ({ code, message }: Refusal): string => {
  const known = entryOf(code);
  return `${code}: ${message ?? known.message} ${known.fix}`;
};

const createOrPromote = async (
  config: Config,
  url: string,
  person: {
    readonly email: string;
    readonly password: string | undefined;
    readonly fullName: string | undefined;
  },
  output: Output,
): Promise<number> => {
  await migrate(url);
  return withLog(
    config,
    { url, name: 'create-superuser' },
    async ({ pool, store, emailStreams, inviteIdOf }) => {
      const clock = createClock(config);
      const dependencies = {
        store,
        handle: createCommandHandler(createOpenStream(store, clock)),
        clock,
        emailStreams,
        inviteIdOf,
        credentials: createPostgresCredentials(pool),
        passwords: createPasswordHasher(),
        inviteCode: config.inviteCode,
        passwordComposition: config.passwordComposition,
        deterministicUuids: config.deterministicUuids,
      };
      const ids = { commandId: randomUUID(), correlationId: randomUUID() };
      if (person.password !== undefined) {
        const { email, password, fullName = 'Administrator' } = person;
        const registered = await createRegister(dependencies)(
          { email, password, fullName, inviteCode: config.inviteCode },
          ids,
        );
        if (!registered.ok && registered.error.code !== 'ERR_USER_001') {
          output.error(explain(registered.error));
          return 1;
        }
      }
      const granted = await createGrantSuperuser(dependencies)(person.email, {
        ...ids,
        actor: { kind: 'process', name: 'create-superuser' },
      });
      if (!granted.ok) {
        output.error(`${explain(granted.error)} Set SUPERUSER_PASSWORD to register the address.`);
        return 1;
      }
      output.line(`${granted.value.value.email} is a superuser.`);
      return 0;
    },
  );
};

export const createSuperuserCommand: Command = {
  name: 'create-superuser',
  about: 'Promote a registered user, or register one with SUPERUSER_EMAIL, _PASSWORD and _NAME',
  options: { email: { type: 'string', about: 'whom; SUPERUSER_EMAIL otherwise' } },
  run: ({ options, env, output }) =>
    withConfig({ env, output }, async (config) => {
      const given = environment.parse(env);
      const email = typeof options.email === 'string' ? options.email : given.SUPERUSER_EMAIL;
      if (email === undefined) {
        output.error('Whom? Give --email, or set SUPERUSER_EMAIL.');
        return 2;
      }
      const person = { email, password: given.SUPERUSER_PASSWORD, fullName: given.SUPERUSER_NAME };
      return withDatabase(config, (url) => createOrPromote(config, url, person, output));
    }),
};
