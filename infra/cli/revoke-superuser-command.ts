import { randomUUID } from 'node:crypto';
import { createCommandHandler, createOpenStream } from '../../application/command-handler.ts';
import { createRevokeSuperuser } from '../../application/users/superusers.ts';
import { entryOf } from '../../domain/errors/catalogue.ts';
import { migrate } from '../database/migrate.ts';
import { createClock } from '../service/clock.ts';
import type { Command } from './command.ts';
import { withConfig } from './with-config.ts';
import { withDatabase } from './with-database.ts';
import { withLog } from './with-log.ts';

export const revokeSuperuserCommand: Command = {
  name: 'revoke-superuser',
  about: 'Make an ordinary user of a superuser, at once: their sessions end',
  options: { email: { type: 'string', about: 'whom' } },
  run: ({ options, env, output }) =>
    withConfig({ env, output }, async (config) => {
      const { email } = options;
      if (typeof email !== 'string') {
        output.error('Whom? Give --email.');
        return 2;
      }
      return withDatabase(config, async (url) => {
        await migrate(url);
        return withLog(config, { url, name: 'revoke-superuser' }, async ({ store, emailStreams }) => {
          const handle = createCommandHandler(createOpenStream(store, createClock(config)));
          const revoked = await createRevokeSuperuser({ store, handle, emailStreams })(email, {
            commandId: randomUUID(),
            correlationId: randomUUID(),
            actor: { kind: 'process', name: 'revoke-superuser' },
          });
          if (!revoked.ok) {
            const { code, message } = revoked.error;
            output.error(`${code}: ${message ?? entryOf(code).message}`);
            return 1;
          }
          output.line(`${revoked.value.value.email} is no superuser.`);
          return 0;
        });
      });
    }),
};
