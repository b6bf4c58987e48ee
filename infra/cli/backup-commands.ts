import { resolve } from 'node:path';
import { backup } from '../backup/backup.ts';
import { restore } from '../backup/restore.ts';
import { migrate } from '../database/migrate.ts';
import type { Command } from './command.ts';
import { withConfig } from './with-config.ts';
import { withOwnedDatabase } from './with-database.ts';

export const backupCommand: Command = {
  name: 'backup',
  about: 'Save the log and what else cannot be made anew into a new directory; the service may run on',
  args: '<directory>',
  run: ({ args, env, output }) =>
    withConfig({ env, output }, async (config) => {
      const [directory] = args;
      if (directory === undefined || args.length > 1) {
        output.error('Give one directory that does not exist yet.');
        return 2;
      }
      const target = resolve(directory);
      return withOwnedDatabase(config, async (url) => {
        await migrate(url);
        const { log } = await backup(url, target, (table, rows) => output.line(`${table}: ${rows} rows`));
        output.line(
          log.store === 'postgres'
            ? `${log.events} events up to position ${log.position} are in ${target}.`
            : `All but the log is in ${target}: back up EventStoreDB now as well, which holds its ${log.events} events (docs/eventstoredb.md).`,
        );
        if (log.chain !== null) output.line(`chain ${log.chain.position}:${log.chain.hash}`);
        output.line(
          'The master key and the signing secret are not in it: keep them apart, or names and addresses cannot be read.',
        );
        return 0;
      });
    }),
};

export const restoreCommand: Command = {
  name: 'restore',
  about: 'Fill an empty database from a backup: everything, or nothing',
  args: '<directory>',
  run: ({ args, env, output }) =>
    withConfig({ env, output }, async (config) => {
      const [directory] = args;
      if (directory === undefined || args.length > 1) {
        output.error('Give the directory of one backup.');
        return 2;
      }
      return withOwnedDatabase(config, async (url) => {
        const { log } = await restore(url, resolve(directory), (table, rows) =>
          output.line(`${table}: ${rows} rows`),
        );
        output.line(
          log.store === 'postgres'
            ? `${log.events} events up to position ${log.position} are back; the next start makes the read models.`
            : `All but the log is back. EventStoreDB must hold at least its events up to position ${log.position}; the next start makes the read models.`,
        );
        output.line(
          'Put the master key of that database in place (MASTER_KEY, or the file) before the next start.',
        );
        output.line(
          log.chain === null
            ? 'The log had no chain yet.'
            : `verify-chain --expect ${log.chain.position}:${log.chain.hash} proves that they are the same.`,
        );
        return 0;
      });
    }),
};
