import { createHash } from 'node:crypto';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { errorCode } from '../error-code.ts';
import { OperatorError } from '../operator-error.ts';
import { VERSION } from '../version.ts';
import { MANIFEST, type Manifest } from './manifest.ts';
import { KEPT_TABLES, type KeptTable } from './tables.ts';

/** Length of a link of the chain: position (8 bytes) and hash (32). */
const lastLink = (chain: 'event_chain' | 'eventstoredb_chain'): string =>
  `select position::text, encode(substring(links from octet_length(links) - 31), 'hex') as hash
   from public.${chain} block order by block.position desc limit 1`;

/**
 * Saves what cannot be made anew into a new directory, as of one moment, while the service goes on. The directory
 * appears when it is whole, so that one that is there can be trusted. Read models are not in it: they follow from the log.
 */
export const backup = async (
  url: string,
  directory: string,
  onTable: (table: KeptTable, rows: number) => void = () => {},
): Promise<Manifest> => {
  if (existsSync(directory) && readdirSync(directory).length > 0)
    throw new OperatorError(`${directory} is not empty; name a directory that does not exist yet.`);
  const unfinished = `${directory}.unfinished-${process.pid}`;
  try {
    mkdirSync(dirname(directory), { recursive: true });
    // It holds password hashes and addresses' ciphertexts: for its owner's eyes.
    mkdirSync(unfinished, { mode: 0o700 });
    const manifest = await save(url, unfinished, onTable);
    writeFileSync(join(unfinished, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
    rmSync(directory, { recursive: true, force: true });
    renameSync(unfinished, directory);
    return manifest;
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    const code = errorCode(error);
    if (code !== undefined && ['EACCES', 'ENOSPC', 'EROFS', 'ENOTDIR'].includes(code))
      throw new OperatorError(`${directory} cannot be written (${code}); nothing was left there.`, {
        cause: error,
      });
    throw error;
  }
};

const save = async (
  url: string,
  directory: string,
  onTable: (table: KeptTable, rows: number) => void,
): Promise<Manifest> => {
  const client = new Client({ connectionString: url, application_name: 'sigmafold backup' });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query('set local statement_timeout to 0');
    const tables: Manifest['tables'] = [];
    for (const name of KEPT_TABLES) {
      const table = await saveTable(client, name, directory);
      tables.push(table);
      onTable(name, table.rows);
    }
    const { rows: migrations } = await client.query<{ name: string }>(
      'select name from public.schema_migrations order by id',
    );
    const { rows: used } = await client.query<{ store: 'postgres' | 'eventstoredb' }>(
      'select store from public.log_in_use',
    );
    const store = used[0]?.store ?? 'postgres';
    const [log, chain] =
      store === 'postgres'
        ? (['events', 'event_chain'] as const)
        : (['log_index', 'eventstoredb_chain'] as const);
    const { rows: heads } = await client.query<{ position: string; events: number }>(
      `select coalesce(max(position), 0)::text as position, count(*)::int as events from public.${log}`,
    );
    const { rows: links } = await client.query<{ position: string; hash: string }>(lastLink(chain));
    await client.query('commit');
    return {
      format: 1,
      service: VERSION,
      createdAt: new Date().toISOString(),
      migrations: migrations.map(({ name }) => name),
      log: {
        store,
        position: heads[0]?.position ?? '0',
        events: heads[0]?.events ?? 0,
        chain: links[0] ?? null,
      },
      tables,
    };
  } finally {
    await client.end();
  }
};

const saveTable = async (
  client: Client,
  name: KeptTable,
  directory: string,
): Promise<Manifest['tables'][number]> => {
  const { rows } = await client.query<{ column: string }>(
    `select attname as "column" from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [`public.${name}`],
  );
  const columns = rows.map(({ column }) => column);
  const file = `${name}.copy.gz`;
  const hash = createHash('sha256');
  const hashed = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const copy = client.query(copyTo(`copy public.${name} (${columns.join(', ')}) to stdout`));
  await pipeline(
    copy,
    createGzip(),
    hashed,
    createWriteStream(join(directory, file), { mode: 0o600, flush: true }),
  );
  return { name, columns, rows: copy.rowCount ?? 0, file, sha256: hash.digest('hex') };
};
