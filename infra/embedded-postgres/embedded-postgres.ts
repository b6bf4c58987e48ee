import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { chooseAccount } from './account.ts';
import { locateBinaries } from './binaries.ts';
import { diskFull, EmbeddedPostgresError, explainFileError } from './errors.ts';
import { claimDirectory, ownerProcess } from './owner-file.ts';
import { readyPort, stopOrphan } from './postmaster.ts';
import { explainOutput, type Installation, launch, logSince, logSize, startServer } from './server.ts';

export { EmbeddedPostgresError } from './errors.ts';

export type EmbeddedPostgresOptions = {
  /** Made when it is missing. Its contents are kept between starts. */
  readonly directory: string;
  /** On 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  /** `none` is for tests: a crash of the machine loses data. */
  readonly durability?: 'full' | 'none';
};

export type EmbeddedPostgres = {
  /** With the generated password: a secret. */
  readonly url: string;
  /** Ends the sessions and shuts down. To be called by the process's own shutdown; calling it again does nothing. */
  readonly stop: () => Promise<void>;
};

const ROLE = 'sigmafold';
const DATABASE = 'sigmafold';
/** What the binaries of the package are. */
const MAJOR_VERSION = '18';
const NEEDED_BYTES = 300_000_000;

const DURABLE = { max_wal_size: '256MB', timezone: 'UTC', log_timezone: 'UTC', log_checkpoints: 'off' };
const NOT_DURABLE = { ...DURABLE, fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * A real PostgreSQL server from npm's binaries, on this machine only. The first start takes about a second, later
 * ones a fraction. One process owns a directory at a time; the server of an owner that was killed is stopped and
 * started anew, with its data. Rejects with an `EmbeddedPostgresError`.
 */
export const startEmbeddedPostgres = async (options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const directory = resolve(options.directory);
  try {
    prepareDirectory(directory);
    const release = await claimDirectory(join(directory, 'owner.json'), directory);
    try {
      return await start(directory, options, release);
    } catch (error) {
      release();
      throw error;
    }
  } catch (error) {
    throw explainFileError(error, directory);
  }
};

const start = async (
  directory: string,
  options: EmbeddedPostgresOptions,
  release: () => void,
): Promise<EmbeddedPostgres> => {
  const binaries = locateBinaries(join(directory, 'libraries'));
  const installation: Installation = {
    binaries,
    directory,
    account: chooseAccount(binaries.postgres, directory),
    dataDirectory: join(directory, 'data'),
    logFile: join(directory, 'server.log'),
  };
  const durable = options.durability !== 'none';
  await stopOrphan(installation.dataDirectory, binaries.pgCtl);
  const password = await ensureCluster(installation, durable);
  const server = await startServer(installation, options.port ?? 0, durable ? DURABLE : NOT_DURABLE);
  try {
    await ensureDatabase(urlOf(password, server.port, 'postgres'));
  } catch (error) {
    await server.stop();
    throw error;
  }
  let stopping: Promise<void> | undefined;
  return {
    url: urlOf(password, server.port, DATABASE),
    stop: () => {
      stopping ??= server.stop().finally(release);
      return stopping;
    },
  };
};

/**
 * The server that another live process has started on this directory, for a command beside a running service. Null
 * when there is none, or it is just starting or stopping.
 */
export const runningEmbeddedPostgres = (
  directory: string,
): { readonly url: string; readonly ownerPid: number } | null => {
  const absolute = resolve(directory);
  const ownerPid = ownerProcess(join(absolute, 'owner.json'));
  if (ownerPid === null) return null;
  const port = readyPort(join(absolute, 'data'));
  if (port === null) return null;
  return { url: urlOf(readFileSync(join(absolute, 'password'), 'utf8'), port, DATABASE), ownerPid };
};

const urlOf = (password: string, port: number, database: string): string =>
  `postgres://${ROLE}:${password}@127.0.0.1:${port}/${database}`;

/** Others may pass through, to what is theirs (the server's account to its data), but not look around. */
const prepareDirectory = (directory: string): void => {
  mkdirSync(directory, { recursive: true });
  if (process.getuid?.() === 0) chmodSync(directory, 0o711);
};

/** Makes the data directory at the first start. Returns the password. */
const ensureCluster = async (installation: Installation, durable: boolean): Promise<string> => {
  const { directory, dataDirectory } = installation;
  const passwordFile = join(directory, 'password');
  if (!existsSync(dataDirectory)) {
    const free = statfsSync(directory);
    if (free.bavail * free.bsize < NEEDED_BYTES) throw diskFull(directory);
    const password = randomBytes(24).toString('base64url');
    writeFileSync(passwordFile, password, { mode: 0o600 });
    await initialise(installation, password, durable);
    return password;
  }
  const version = readFileSync(join(dataDirectory, 'PG_VERSION'), 'utf8').trim();
  if (version !== MAJOR_VERSION)
    throw new EmbeddedPostgresError(
      'OTHER_MAJOR_VERSION',
      `The database in ${directory} was made by PostgreSQL ${version} and this is ${MAJOR_VERSION}: dump it with the old version and restore it here, or set DATA_DIR to a new directory.`,
    );
  giveTo(installation.account.owner, dataDirectory);
  if (!existsSync(passwordFile))
    throw new EmbeddedPostgresError(
      'PASSWORD_LOST',
      `The password of the database is missing: restore ${passwordFile}, or set DATA_DIR to a new directory.`,
    );
  return readFileSync(passwordFile, 'utf8');
};

const UNFINISHED = 'data.new-';

const removeUnfinished = (directory: string): void => {
  const names = readdirSync(directory).filter(
    (name) => name.startsWith(UNFINISHED) || name === 'password.new',
  );
  for (const name of names)
    rmSync(join(directory, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
};

/** In a directory aside that is renamed at the end: being killed half-way leaves nothing that looks complete. */
const initialise = async (installation: Installation, password: string, durable: boolean): Promise<void> => {
  const { account, binaries, directory, dataDirectory, logFile } = installation;
  removeUnfinished(directory);
  // A name of its own: the initdb of a first start that was just interrupted may still be writing.
  const unfinished = mkdtempSync(join(directory, UNFINISHED));
  const passwordCopy = join(directory, 'password.new');
  writeFileSync(passwordCopy, password, { mode: 0o600 });
  if (account.owner !== null)
    for (const path of [unfinished, passwordCopy]) chownSync(path, account.owner.uid, account.owner.gid);
  const logStart = logSize(logFile);
  const child = launch(installation, binaries.initdb, [
    `--pgdata=${unfinished}`,
    `--username=${ROLE}`,
    `--pwfile=${passwordCopy}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The same order of text on every machine, and after an upgrade of its C library.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(durable ? [] : ['--no-sync']),
  ]);
  const [code] = await once(child, 'exit');
  rmSync(passwordCopy, { force: true });
  if (code !== 0) throw explainOutput(logSince(logFile, logStart), dataDirectory, logFile);
  renameSync(unfinished, dataDirectory);
};

/** The account can differ from the last start's, when the way to the directory was closed or opened since. */
const giveTo = (
  owner: { readonly uid: number; readonly gid: number } | null,
  dataDirectory: string,
): void => {
  if (owner === null || statSync(dataDirectory).uid === owner.uid) return;
  lchownSync(dataDirectory, owner.uid, owner.gid);
  for (const name of readdirSync(dataDirectory, { recursive: true, encoding: 'utf8' }))
    lchownSync(join(dataDirectory, name), owner.uid, owner.gid);
};

const ensureDatabase = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
};
