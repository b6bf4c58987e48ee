import { migrate } from '../database/migrate.ts';
import type { Command } from './command.ts';
import { withConfig } from './with-config.ts';
import { withDatabase } from './with-database.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  about: 'Bring the database’s tables up to date (start does this too)',
  run: (call) =>
    withConfig(call, (config) =>
      withDatabase(config, async (url) => {
        const ran = await migrate(url);
        if (ran.length === 0) call.output.line('The database is up to date.');
        for (const name of ran) call.output.line(`ran ${name}`);
        return 0;
      }),
    ),
};
