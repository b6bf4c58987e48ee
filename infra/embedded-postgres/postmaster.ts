import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '../error-code.ts';
import { commandLine, isAlive } from './process-identity.ts';

const POLL_MS = 20;
/** How long a fast shutdown may take before an immediate one is asked for. */
export const PATIENCE_MS = 30_000;

type Note = { readonly pid: number; readonly port: number; readonly status: string };

/** The server's own note: line 1 is its process, line 4 its port, line 8 says when it takes connections. */
const note = (dataDirectory: string): Note | null => {
  try {
    const lines = readFileSync(join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() ?? '' };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
};

export const isReady = (dataDirectory: string, pid: number): boolean => {
  const found = note(dataDirectory);
  return found !== null && found.pid === pid && found.status === 'ready';
};

/** The port of the server on this directory, while it takes connections. */
export const readyPort = (dataDirectory: string): number | null => {
  const found = note(dataDirectory);
  return found !== null && found.status === 'ready' && isAlive(found.pid) ? found.port : null;
};

/** Whether that process is a server on this directory. A number alone is not believed where more can be known. */
const serves = (pid: number, dataDirectory: string): boolean => {
  if (!isAlive(pid)) return false;
  const command = commandLine(pid);
  return command === null || (command.includes('postgres') && command.includes(dataDirectory));
};

/** Ends the sessions and shuts down with a checkpoint. */
export const requestFastShutdown = (pid: number, pgCtl: string): void => signal(pid, 'INT', pgCtl);

/** Without a checkpoint: the next start recovers from the log. */
export const requestImmediateShutdown = (pid: number, pgCtl: string): void => signal(pid, 'QUIT', pgCtl);

/** Windows has no signals: there pg_ctl delivers them. */
const signal = (pid: number, name: 'INT' | 'QUIT', pgCtl: string): void => {
  if (process.platform === 'win32') {
    spawnSync(pgCtl, ['kill', name, String(pid)], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(pid, `SIG${name}`);
  } catch (error) {
    // It ended by itself.
    if (errorCode(error) !== 'ESRCH') throw error;
  }
};

/**
 * Stops the server that a killed process left behind on this directory. The caller owns the directory, so nobody else
 * can be using that server.
 */
export const stopOrphan = async (dataDirectory: string, pgCtl: string): Promise<void> => {
  const pid = note(dataDirectory)?.pid;
  if (pid === undefined) return;
  if (serves(pid, dataDirectory)) {
    requestFastShutdown(pid, pgCtl);
    await untilStopped(pid, dataDirectory, pgCtl);
  }
  disown(dataDirectory);
};

const untilStopped = async (pid: number, dataDirectory: string, pgCtl: string): Promise<void> => {
  const started = Date.now();
  let urged = false;
  while (serves(pid, dataDirectory)) {
    const waited = Date.now() - started;
    if (waited > 2 * PATIENCE_MS) throw new Error(`the PostgreSQL server ${pid} does not stop`);
    if (waited > PATIENCE_MS && !urged) {
      urged = true;
      requestImmediateShutdown(pid, pgCtl);
    }
    await sleep(POLL_MS);
  }
};

/**
 * A server that was killed leaves its note behind. PostgreSQL refuses to start while that number names any process:
 * another program's that got it since, or the dead server itself while nobody has asked for its exit code. With our
 * number instead, which is its parent's, it goes on to what matters: whether the shared memory is still in use.
 */
const disown = (dataDirectory: string): void => {
  const file = join(dataDirectory, 'postmaster.pid');
  if (!existsSync(file)) return;
  const [, ...rest] = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, [String(process.pid), ...rest].join('\n'));
};
