import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SCRIPT = 'infra/kafka-local.sh';
const PREFIX = 'sigmafold-kafka-';

export type LocalKafka = {
  readonly brokers: string;
  readonly directory: string;
  /** As a crash would end it. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** On the same port, with what it had. */
  readonly start: () => Promise<void>;
  readonly remove: () => Promise<void>;
};

/** What is missing to run a broker here; null when nothing is. */
export const missingForLocalKafka = (): string | null => {
  try {
    execFileSync(SCRIPT, ['check'], { stdio: ['ignore', 'ignore', 'pipe'] });
    return null;
  } catch (error) {
    const { stderr } = error as { readonly stderr?: Buffer };
    return stderr?.toString().trim() ?? String(error);
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Brokers of earlier runs that were killed before their teardown. */
const removeLeftovers = (): void => {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const directory = join(tmpdir(), name);
    const owner = join(directory, 'owner');
    if (!existsSync(owner) || isAlive(Number(readFileSync(owner, 'utf8')))) continue;
    execFileSync(SCRIPT, ['kill', '--dir', directory], { stdio: 'ignore' });
    rmSync(directory, { recursive: true, force: true });
  }
};

/** A broker of its own, empty, for whoever wants to stop it, or to set it up otherwise. */
export const startLocalKafka = async (
  properties: (directory: string) => string = () => '',
): Promise<LocalKafka> => {
  removeLeftovers();
  const directory = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(directory, 'owner'), String(process.pid));
  const more = join(directory, 'more.properties');
  writeFileSync(more, properties(directory));
  const script = async (command: string): Promise<string> =>
    (await run(SCRIPT, [command, '--dir', directory, '--with', more])).stdout.trim();
  const brokers = await script('start');
  return {
    brokers,
    directory,
    kill: async () => void (await script('kill')),
    stop: async () => void (await script('stop')),
    start: async () => void (await script('start')),
    remove: async () => {
      await script('kill');
      rmSync(directory, { recursive: true, force: true });
    },
  };
};
