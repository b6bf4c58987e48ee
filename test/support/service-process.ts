import { type ChildProcess, spawn } from 'node:child_process';
import { TEST_MASTER_KEY } from './corpus.ts';

export type ServiceProcess = {
  readonly url: string;
  readonly pid: number;
  /** Resolves with the exit code, null when a signal has ended it. */
  readonly ended: Promise<number | null>;
  /** `SIGTERM` asks it to stop, `SIGKILL` does not ask. Resolves when it has ended. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<number | null>;
  /** What it has said. */
  readonly output: () => string;
};

/** `npm start`, or another program with the service in it, as a process of its own, ready when this resolves. */
export const startServiceProcess = (
  databaseUrl: string,
  environment: Readonly<Record<string, string>>,
  program: readonly string[] = ['infra/main.ts', 'start'],
): Promise<ServiceProcess> =>
  new Promise((resolve, reject) => {
    const child: ChildProcess = spawn(process.execPath, ['--v8-pool-size=1', '--import', 'tsx', ...program], {
      env: {
        ...process.env,
        NODE_ENV: 'development',
        DATABASE_URL: databaseUrl,
        PORT: '0',
        MARKET_DATA_PROVIDER: 'simulated',
        RATE_LIMITS: 'false',
        AS_OF: '2026-11-20T23:00:00Z',
        JWT_SECRET: 'a secret that is only used by tests of ours',
        MASTER_KEY: TEST_MASTER_KEY,
        NODE_OPTIONS: '',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
    const hear = (chunk: Buffer): void => {
      printed += chunk.toString();
      const url = /listening on (http:\/\/[\d.]+:\d+)/.exec(printed)?.[1];
      if (url === undefined || child.pid === undefined) return;
      resolve({
        url,
        pid: child.pid,
        ended,
        end: (signal) => {
          child.kill(signal);
          return ended;
        },
        output: () => printed,
      });
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) =>
      reject(new Error(`the process ended with ${code}:\n${printed.slice(-3000)}`)),
    );
  });
