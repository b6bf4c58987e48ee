import { PROJECTIONS } from '../../projections/all.ts';
import { prepareProjections } from '../../projections/runner/prepare.ts';
import { migrate } from '../database/migrate.ts';
import { createPool } from '../database/pool.ts';
import { openLog } from '../service/open-log.ts';
import { createRebuild } from '../service/rebuild.ts';
import type { Command } from './command.ts';
import { table } from './table.ts';
import { withConfig } from './with-config.ts';
import { withDatabase } from './with-database.ts';

const PROGRESS_EVERY_MS = 1000;

export const rebuildCommand: Command = {
  name: 'rebuild',
  about: 'Replay the log into fresh read models and swap them in; works beside a running service',
  args: '[read model …]',
  run: ({ args, output, env }) =>
    withConfig({ env, output }, async (config) => {
      const known = PROJECTIONS.map(({ name }) => name);
      const unknown = args.filter((name) => !known.includes(name));
      if (unknown.length > 0) {
        output.error(`There is no read model ${unknown.join(', ')}; there are ${known.join(', ')}.`);
        return 2;
      }
      return withDatabase(config, async (url) => {
        await migrate(url);
        const pool = createPool({ url, applicationName: 'sigmafold rebuild', onIdleError: () => {} });
        const { store } = await openLog({ pool, config });
        try {
          await prepareProjections(pool, PROJECTIONS);
          let told = 0;
          const outcomes = await createRebuild(store, pool)(args, ({ projection, done, total }) => {
            if (Date.now() - told < PROGRESS_EVERY_MS) return;
            told = Date.now();
            output.line(`${projection}: ${done} of ${total}`);
          });
          const rows = outcomes.map(({ projection, events, seconds, checksumBefore, checksumAfter }) => [
            projection,
            `${events} events`,
            `${seconds.toFixed(2)} s`,
            checksumAfter.slice(0, 16),
            checksumBefore === checksumAfter ? 'identical' : `was ${checksumBefore.slice(0, 16)}`,
          ]);
          for (const line of table(rows)) output.line(line);
          return 0;
        } finally {
          await store.close();
          await pool.end();
        }
      });
    }),
};
