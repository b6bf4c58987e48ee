import { rmSync } from 'node:fs';
import { rewrapKeys } from '../../adapters/personal-keys/postgres-personal-keys.ts';
import { ensureMasterKey, masterKeyFile, masterKeyFrom } from '../config/master-key.ts';
import { generateSecret, replaceSecretFile, SECRET_MIN_BYTES } from '../config/secret-file.ts';
import { migrate } from '../database/migrate.ts';
import { createPool } from '../database/pool.ts';
import type { Command } from './command.ts';
import { withConfig } from './with-config.ts';
import { withDatabase } from './with-database.ts';

/** Once they are wrapped anew the old key opens none of them: the new one is written down first. */
export const rotateMasterKeyCommand: Command = {
  name: 'rotate-master-key',
  about: 'Wrap the keys of all people with a new master key; stop the service first',
  run: ({ env, output }) =>
    withConfig({ env, output }, async (config) => {
      const given = env.NEW_MASTER_KEY?.trim();
      if (config.masterKey !== null && given === undefined) {
        output.error(
          'MASTER_KEY is set: give the new one in NEW_MASTER_KEY, and set MASTER_KEY to it afterwards.',
        );
        return 2;
      }
      const secret = given ?? generateSecret();
      if (Buffer.byteLength(secret) < SECRET_MIN_BYTES) {
        output.error(`NEW_MASTER_KEY: give at least ${SECRET_MIN_BYTES} bytes.`);
        return 2;
      }
      return withDatabase(config, async (url) => {
        await migrate(url);
        const pool = createPool({
          url,
          applicationName: 'sigmafold rotate-master-key',
          onIdleError: () => {},
        });
        const file = masterKeyFile(config.dataDirectory);
        const next = { ...file, file: `${file.file}.new` };
        try {
          const current = ensureMasterKey(config);
          if (config.masterKey === null) replaceSecretFile(next, secret);
          const count = await rewrapKeys(pool, current, masterKeyFrom(secret));
          if (config.masterKey === null) replaceSecretFile(file, secret);
          output.line(`${count} keys are wrapped with the new master key.`);
          if (config.masterKey !== null) output.line('Set MASTER_KEY to it before the next start.');
          else rmSync(next.file, { force: true });
          return 0;
        } finally {
          await pool.end();
        }
      });
    }),
};
