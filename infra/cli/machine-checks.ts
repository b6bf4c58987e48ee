import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import type { Config } from '../config/config.ts';
import { unsafePublicBind } from '../config/public-bind.ts';
import { errorCode } from '../error-code.ts';
import { type Check, type CheckResult, failure, fine, warning } from './check.ts';

const OLDEST_NODE = [20, 19] as const;
const MEGABYTE = 1_000_000;

/** What the machine must offer, whatever the configuration is. */
export const nodeCheck: Check = {
  name: 'Node.js',
  run: async () => {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    const [oldestMajor, oldestMinor] = OLDEST_NODE;
    const old = major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
    return old
      ? failure(process.version, `install Node.js ${OLDEST_NODE.join('.')} or newer`)
      : fine(process.version);
  },
};

export const machineChecks = (config: Config): readonly Check[] => [
  {
    name: 'listening',
    run: async () => {
      const unsafe = unsafePublicBind(config);
      if (unsafe !== null) return failure('an unsafe public address', unsafe);
      return portCheck(config.host, config.port, 'PORT');
    },
  },
  ...(config.databaseUrl === null && config.embeddedPostgresPort !== 0
    ? [
        {
          name: 'database port',
          run: () => portCheck('127.0.0.1', config.embeddedPostgresPort, 'EMBEDDED_POSTGRES_PORT'),
        },
      ]
    : []),
  { name: 'data directory', run: async () => directoryCheck(config.dataDirectory) },
  { name: 'disk', run: async () => diskCheck(config.dataDirectory) },
];

const portCheck = async (host: string, port: number, variable: string): Promise<CheckResult> => {
  if (port === 0) return fine(`any free port on ${host}`);
  const problem = await listenProblem(host, port);
  switch (problem) {
    case null:
      return fine(`${host}:${port} is free`);
    case 'EADDRINUSE':
      return warning(
        `${host}:${port} is taken`,
        `if that is not a Sigmafold of yours, stop the other program or set ${variable}`,
      );
    case 'EACCES':
      return failure(`${host}:${port} is reserved for the system`, `set ${variable} to a port above 1023`);
    default:
      return failure(
        `cannot listen on ${host}:${port} (${problem})`,
        `set HOST to an address of this machine, or ${variable}`,
      );
  }
};

const listenProblem = (host: string, port: number): Promise<string | null> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(errorCode(error) ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });

const directoryCheck = (directory: string): CheckResult => {
  const existing = nearestExisting(directory);
  try {
    accessSync(existing, constants.W_OK | constants.X_OK);
  } catch {
    return failure(`${existing} cannot be written`, 'make it writable for this user, or set DATA_DIR');
  }
  return fine(existing === directory ? directory : `${directory}, made at the first start`);
};

const diskCheck = (directory: string): CheckResult => {
  const { bavail, bsize } = statfsSync(nearestExisting(directory));
  const megabytes = Math.floor((bavail * bsize) / MEGABYTE);
  if (megabytes < 300)
    return failure(`${megabytes} MB free`, 'free at least 300 MB, or set DATA_DIR to another disk');
  if (megabytes < 2_000)
    return warning(`${megabytes} MB free`, 'enough to try it; give real data 2 GB or more');
  return fine(`${megabytes} MB free`);
};

export const nearestExisting = (path: string): string =>
  existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
