import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { errorCode } from '../error-code.ts';

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Gone, or another user's: both mean that nothing can be said about it.
    return null;
  }
};

const ps = (pid: number, column: string): string => {
  const answer = spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' });
  return answer.status === 0 ? answer.stdout.trim() : '';
};

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    if (errorCode(error) !== 'EPERM') return false;
  }
  // A killed process whose parent has not asked for its exit code is dead all the same.
  return processState(pid) !== 'Z';
};

/** The fields of /proc/<pid>/stat after the command's name, which may itself hold blanks and brackets. */
const statFields = (pid: number): readonly string[] => {
  const stat = read(`/proc/${pid}/stat`);
  return stat === null ? [] : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
};

const processState = (pid: number): string | undefined => statFields(pid)[0];

/**
 * Tells a process from a later one with the same id: when it was started, and on Linux in which boot. Empty where the
 * platform cannot say; then the id alone has to do.
 */
export const processIdentity = (pid: number): string => {
  if (process.platform === 'win32') return '';
  if (process.platform !== 'linux') return ps(pid, 'lstart');
  const startTicks = statFields(pid)[19];
  const boot = read('/proc/sys/kernel/random/boot_id')?.trim();
  return startTicks === undefined ? '' : `${boot ?? ''}:${startTicks}`;
};

/** Null where the platform cannot say. */
export const commandLine = (pid: number): string | null => {
  if (process.platform === 'win32') return null;
  if (process.platform !== 'linux') return ps(pid, 'command');
  return read(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ') ?? '';
};
