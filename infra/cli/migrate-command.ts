import { migrate } from '../database/migrate.ts';
import { ensureServiceRole, grantTo } from '../database/service-role.ts';
import type { Command } from './command.ts';
import { withConfig } from './with-config.ts';
import { withOwnedDatabase } from './with-database.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  about: 'Bring the database’s tables up to date (start does this too)',
  options: {
    'grant-to': {
      type: 'string',
      about: 'a role for the service, which gets what it needs and no right to change events',
    },
  },
  run: (call) =>
    withConfig(call, (config) =>
      withOwnedDatabase(config, async (url) => {
        const ran = await migrate(url);
        if (ran.length === 0) call.output.line('The database is up to date.');
        for (const name of ran) call.output.line(`ran ${name}`);
        const role = call.options['grant-to'];
        if (typeof role === 'string') {
          await grantTo(url, role);
          call.output.line(`The role ${role} can run the service, and cannot change events.`);
        } else if (config.databaseUrl === null) await ensureServiceRole(url);
        return 0;
      }),
    ),
};
