import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { pause } from '../../application/pause.ts';

const AGAIN_AFTER_MS = 1000;

export type Supervised = {
  /** Asks it to stop; resolves when it has. */
  readonly stop: () => Promise<void>;
};

/** Keeps one process of this program running, and starts it anew when it ends by itself or is killed. */
export const supervise = ({
  name,
  env,
  print,
}: {
  readonly name: string;
  readonly env: NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
}): Supervised => {
  const stopping = new AbortController();
  let child: ChildProcess | null = null;

  const runOnce = (program: string): Promise<void> =>
    new Promise((resolve, reject) => {
      // In a group of its own: Ctrl-C reaches us alone, and we ask the processes to stop, once.
      const started = spawn(process.execPath, [...process.execArgv, program, 'start'], {
        env,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      for (const stream of [started.stdout, started.stderr])
        createInterface({ input: stream }).on('line', (line) => print(`${name} [${started.pid}] ${line}`));
      started.once('error', reject);
      started.once('exit', (code, signal) => {
        child = null;
        print(`${name} [${started.pid}] ended (${signal ?? code})`);
        resolve();
      });
    });

  const run = async (): Promise<void> => {
    const [, program = ''] = process.argv;
    while (!stopping.signal.aborted) {
      await runOnce(program);
      await pause(AGAIN_AFTER_MS, stopping.signal);
    }
  };
  const running = run();

  return {
    stop: async () => {
      stopping.abort();
      child?.kill('SIGTERM');
      await running;
    },
  };
};
