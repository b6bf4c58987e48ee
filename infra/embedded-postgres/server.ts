import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fchownSync, openSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, commandAs } from './account.ts';
import type { Binaries } from './binaries.ts';
import { diskFull, EmbeddedPostgresError } from './errors.ts';
import { isReady, PATIENCE_MS, requestFastShutdown, requestImmediateShutdown } from './postmaster.ts';

export type Installation = {
  readonly binaries: Binaries;
  readonly account: Account;
  /** Holds everything below; the working directory of the server. */
  readonly directory: string;
  readonly dataDirectory: string;
  readonly logFile: string;
};

export type Server = { readonly port: number; readonly stop: () => Promise<void> };

const POLL_MS = 15;
const START_TIMEOUT_MS = 60_000;
const LOG_LIMIT_BYTES = 5_000_000;

/** Enough for the programs, and nothing that would steer them (PGPORT and its like) or that is a secret. */
const environment = (binaries: Binaries): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(KEPT.map((name) => [name, process.env[name]])),
  LC_ALL: 'C',
  ...binaries.environment,
});

const KEPT = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot'];

/** Runs one of the programs as the account, its output appended to the log. */
export const launch = (
  { binaries, account, directory, logFile }: Installation,
  program: string,
  args: readonly string[],
): ChildProcess => {
  const [command, commandArgs] = commandAs(account, program, args);
  const log = openLog(logFile, account);
  try {
    return spawn(command, commandArgs, {
      ...account.identity,
      cwd: directory,
      env: environment(binaries),
      stdio: ['ignore', log, log],
      // A group of its own: Ctrl-C is ours, and must not stop the server under work that is being finished.
      detached: true,
      windowsHide: true,
    });
  } finally {
    closeSync(log);
  }
};

const openLog = (file: string, account: Account): number => {
  const log = openSync(file, logSize(file) > LOG_LIMIT_BYTES ? 'w' : 'a', 0o600);
  if (account.owner !== null) fchownSync(log, account.owner.uid, account.owner.gid);
  return log;
};

export const logSize = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** What the programs have written since the log had that size. */
export const logSince = (file: string, size: number): string =>
  readFileSync(file).subarray(size).toString('utf8');

/** Starts the server and resolves when it takes connections. `port` 0 takes a free one. */
export const startServer = async (
  installation: Installation,
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<Server> => {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const chosen = port === 0 ? await freePort() : port;
    const logStart = logSize(installation.logFile);
    const server = await tryStart(installation, chosen, settings, deadline);
    if (server !== null) return server;
    const output = logSince(installation.logFile, logStart);
    // A chosen free port can be lost to somebody else before the server takes it, and the last sessions of a killed
    // server take a moment to notice that they should end.
    const passing = port === 0 ? /Address already in use|shared memory block/ : /shared memory block/;
    if (!passing.test(output) || Date.now() > deadline) throw explainStart(output, chosen, installation);
    await sleep(200);
  }
};

/** Null when the server ended instead of taking connections; the log says why. */
const tryStart = async (
  installation: Installation,
  port: number,
  settings: Readonly<Record<string, string>>,
  deadline: number,
): Promise<Server | null> => {
  const { binaries, dataDirectory } = installation;
  const options = Object.entries({
    ...settings,
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = launch(installation, binaries.postgres, ['-D', dataDirectory, ...options]);
  const pid = child.pid;
  const ended = new Promise<void>((resolve, reject) => {
    child.once('exit', () => resolve());
    child.once('error', reject);
  });
  if (pid === undefined) {
    await ended;
    return null;
  }
  // The process's end must not leave a server behind when nobody called stop.
  const onExit = (): void => requestFastShutdown(pid, binaries.pgCtl);
  process.once('exit', onExit);
  let running = true;
  const stopped = ended.finally(() => {
    running = false;
    process.off('exit', onExit);
  });
  while (running && !isReady(dataDirectory, pid)) {
    if (Date.now() > deadline) {
      requestImmediateShutdown(pid, binaries.pgCtl);
      await stopped;
    }
    await Promise.race([stopped, sleep(POLL_MS)]);
  }
  if (!running) return null;
  child.unref();
  return { port, stop: () => stop(child, pid, stopped, binaries.pgCtl) };
};

const stop = async (
  child: ChildProcess,
  pid: number,
  stopped: Promise<void>,
  pgCtl: string,
): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  requestFastShutdown(pid, pgCtl);
  const impatience = setTimeout(() => requestImmediateShutdown(pid, pgCtl), PATIENCE_MS);
  await stopped;
  clearTimeout(impatience);
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('the system named no free port'));
      });
    });
  });

const explainStart = (output: string, port: number, { dataDirectory, logFile }: Installation): Error => {
  if (/Address already in use/.test(output))
    return new EmbeddedPostgresError(
      'PORT_TAKEN',
      `Port ${port} for the embedded database is taken: set EMBEDDED_POSTGRES_PORT to another port, or to 0 for any free one.`,
    );
  return explainOutput(output, dataDirectory, logFile);
};

/** The error behind what PostgreSQL's programs wrote. */
export const explainOutput = (output: string, dataDirectory: string, logFile: string): Error => {
  if (/No space left on device|Disk quota exceeded/i.test(output)) return diskFull(dataDirectory);
  const lines = output.trim().split('\n');
  const last = lines.findLast((line) => /FATAL|PANIC|error|could not/i.test(line)) ?? lines.at(-1) ?? '';
  return new EmbeddedPostgresError(
    'START_FAILED',
    `The embedded database did not start (${last.trim()}): see ${logFile}, or set DATABASE_URL to a PostgreSQL of your own.`,
  );
};
