import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { migrate } from '../database/migrate.ts';
import { migrations } from '../database/migrations.ts';
import { errorCode } from '../error-code.ts';
import { OperatorError } from '../operator-error.ts';
import { type Manifest, readManifest } from './manifest.ts';

/**
 * Fills an empty database from a backup: everything, or nothing. Every file is compared with its hash before the first
 * row is written, and every table's rows are counted before the last. The read models are made by the next start.
 */
export const restore = async (
  url: string,
  directory: string,
  onTable: (table: string, rows: number) => void = () => {},
): Promise<Manifest> => {
  const manifest = readManifest(directory);
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = manifest.migrations.filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new OperatorError(
      `The backup is of a newer version of Sigmafold (${manifest.service}, ${unknown.join(', ')}): restore it with that one.`,
    );
  for (const table of manifest.tables) await compareHash(directory, table);

  await migrate(url);
  const client = new Client({ connectionString: url, application_name: 'sigmafold restore' });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('set local statement_timeout to 0');
    await refuseUnlessEmpty(client);
    // The row that a new database begins with; which log this one follows is in the backup.
    if (manifest.tables.some(({ name }) => name === 'log_in_use'))
      await client.query('delete from public.log_in_use');
    for (const table of manifest.tables) {
      const copy = client.query(
        copyFrom(`copy public.${table.name} (${table.columns.join(', ')}) from stdin`),
      );
      await pipeline(createReadStream(join(directory, table.file)), createGunzip(), copy);
      if (copy.rowCount !== table.rows)
        throw new OperatorError(
          `${table.file} has ${copy.rowCount} rows, and the manifest says ${table.rows}: nothing was restored.`,
        );
      onTable(table.name, table.rows);
    }
    await client.query('commit');
    return manifest;
  } finally {
    await client.end();
  }
};

const refuseUnlessEmpty = async (client: Client): Promise<void> => {
  // Nobody appends between the look and the commit.
  await client.query('lock table public.events, public.credentials in exclusive mode');
  const { rows } = await client.query<{ used: boolean }>(
    'select exists (select from public.events) or exists (select from public.credentials) as used',
  );
  if (rows[0]?.used !== false)
    throw new OperatorError(
      'The database has events already; a backup is restored into an empty one. Name another DATA_DIR or DATABASE_URL.',
    );
};

const compareHash = async (directory: string, table: Manifest['tables'][number]): Promise<void> => {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(join(directory, table.file)) as AsyncIterable<Buffer>)
      hash.update(chunk);
  } catch (error) {
    throw new OperatorError(`${table.file} cannot be read (${errorCode(error)}); nothing was restored.`, {
      cause: error,
    });
  }
  if (hash.digest('hex') !== table.sha256)
    throw new OperatorError(
      `${table.file} is not the file that was saved: its hash differs from the manifest. Nothing was restored.`,
    );
};
