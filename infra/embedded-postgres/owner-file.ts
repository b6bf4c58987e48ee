import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { errorCode } from '../error-code.ts';
import { EmbeddedPostgresError } from './errors.ts';
import { isAlive, processIdentity } from './process-identity.ts';

const ownerSchema = z.object({ pid: z.int().positive(), identity: z.string(), since: z.string() });
type Owner = z.infer<typeof ownerSchema>;

const ATTEMPTS = 20;

/**
 * Claims a directory for this process, so that a second one is refused by name instead of stopping the first one's
 * server. A dead owner's claim is taken over. Returns the function that gives the claim back.
 */
export const claimDirectory = async (file: string, directory: string): Promise<() => void> => {
  const claim = JSON.stringify({
    pid: process.pid,
    identity: processIdentity(process.pid),
    since: new Date().toISOString(),
  } satisfies Owner);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (createExclusively(file, claim)) return () => rmSync(file, { force: true });
    const found = readText(file);
    const owner = parseOwner(found);
    // A file that cannot be read yet is being written by somebody else at this moment.
    if (owner === null && attempt < ATTEMPTS / 2) {
      await sleep(20);
      continue;
    }
    if (owner !== null && isSameProcess(owner)) throw inUse(owner, directory);
    removeStale(file, found);
  }
  throw new EmbeddedPostgresError(
    'IN_USE',
    `Several processes are starting on ${directory} at once: try again.`,
  );
};

/** The live process that owns the directory, or null. */
export const ownerProcess = (file: string): number | null => {
  const owner = parseOwner(readText(file));
  return owner !== null && isSameProcess(owner) ? owner.pid : null;
};

const createExclusively = (file: string, text: string): boolean => {
  try {
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
};

/** Renaming succeeds for one process only; if it caught a newer claim than the one that was read, it is put back. */
const removeStale = (file: string, expected: string): void => {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  const caught = readText(aside);
  if (caught !== expected) createExclusively(file, caught);
  rmSync(aside, { force: true });
};

const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  }
};

const parseOwner = (text: string): Owner | null => {
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch {
    // Half written or damaged: nobody's claim.
    return null;
  }
};

const isSameProcess = (owner: Owner): boolean => {
  if (!isAlive(owner.pid)) return false;
  const identity = processIdentity(owner.pid);
  return owner.identity === '' || identity === '' || owner.identity === identity;
};

const inUse = (owner: Owner, directory: string): EmbeddedPostgresError =>
  new EmbeddedPostgresError(
    'IN_USE',
    `The database in ${directory} is in use by process ${owner.pid} since ${owner.since}: stop that process, or set DATA_DIR to another directory.`,
  );
