import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { isAlive } from '../../../infra/embedded-postgres/process-identity.ts';

const SCRIPT = fileURLToPath(new URL('./server-process.ts', import.meta.url));
const TSX = import.meta.resolve('tsx');

export type Outcome = {
  readonly url?: string;
  readonly code?: string;
  readonly message?: string;
  readonly answer?: string;
};

export type Holder = {
  readonly child: ChildProcess;
  /** The first line it printed. */
  readonly outcome: Outcome;
  readonly nextLine: () => Promise<Outcome>;
  readonly ended: Promise<unknown>;
};

/** Runs server-process.ts until it has said how the start went. */
export const startInProcess = async (
  directory: string,
  then: 'hold' | 'stop' | 'exit' | 'drain',
  options: SpawnOptions = {},
): Promise<Holder> => {
  const child = spawn(process.execPath, ['--import', TSX, SCRIPT, directory, then], {
    ...options,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  if (child.stdout === null) throw new Error('no output to read');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<Outcome> => {
    const { value, done } = await lines.next();
    if (done) throw new Error('the process ended without a word');
    return JSON.parse(value);
  };
  return { child, outcome: await nextLine(), nextLine, ended };
};

export const ask = async (url: string, sql: string): Promise<readonly Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

export const serverPid = (directory: string): number =>
  Number(readFileSync(join(directory, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);

export const untilGone = async (pid: number): Promise<void> => {
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
};
