import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, givenVariables, parseConfig, postgresDirectory } from '../config/config.ts';
import { explainDatabaseError } from '../database/explain-error.ts';
import { migrate } from '../database/migrate.ts';
import { runningEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';
import { withoutSecrets } from '../logging.ts';
import { OperatorError } from '../operator-error.ts';
import { type Check, type CheckResult, failure, fine } from './check.ts';
import type { Command, Output } from './command.ts';
import { databaseCheck } from './database-check.ts';
import { machineChecks, nearestExisting, nodeCheck } from './machine-checks.ts';
import { withOwnedDatabase } from './with-database.ts';

export type DoctorContext = {
  readonly config: Config;
  /** Of a database that is up during the checks. A secret. */
  readonly databaseUrl: string;
};

/** `moreChecks` are those of the adapters (event store, bus, provider), asked once the database is there. */
export const createDoctorCommand = (
  moreChecks: (context: DoctorContext) => readonly Check[] = () => [],
): Command => ({
  name: 'doctor',
  about: 'Check Node.js, ports, disk, database, event store, bus and provider, with advice',
  run: async ({ env, output }) => {
    const report = createReport(output);
    await report.ask(nodeCheck);
    const parsed = parseConfig(env);
    if (!parsed.ok) {
      for (const line of parsed.error) report.print('configuration', failure('a wrong setting', line));
      return 1;
    }
    const config = parsed.value;
    report.print(
      'configuration',
      fine(`${Object.keys(givenVariables(env)).length} settings from the environment`),
    );
    for (const check of machineChecks(config)) await report.ask(check);
    try {
      await withCheckedDatabase(config, async (databaseUrl, where) => {
        await report.ask(databaseCheck(databaseUrl, where));
        for (const check of moreChecks({ config, databaseUrl })) await report.ask(check);
      });
    } catch (error) {
      report.print('database', failureOf(error));
    }
    return report.failed() ? 1 : 0;
  },
});

/** Nothing is left behind on a machine that has not been started on: there a server is tried out beside. */
const withCheckedDatabase = async (
  config: Config,
  use: (url: string, where: string) => Promise<void>,
): Promise<void> => {
  if (config.databaseUrl !== null) return use(config.databaseUrl, 'from DATABASE_URL');
  const directory = postgresDirectory(config);
  if (existsSync(directory)) {
    const owner = runningEmbeddedPostgres(directory)?.ownerPid;
    const where = owner === undefined ? 'embedded' : `embedded, served by process ${owner}`;
    return withOwnedDatabase(config, (url) => use(url, where));
  }
  const trial = mkdtempSync(join(nearestExisting(config.dataDirectory), '.sigmafold-doctor-'));
  try {
    await withOwnedDatabase({ ...config, dataDirectory: trial }, async (url) => {
      await migrate(url);
      await use(url, 'embedded, tried out and made at the first start');
    });
  } finally {
    rmSync(trial, { recursive: true, force: true });
  }
};

const createReport = (output: Output) => {
  let failed = false;
  const print = (name: string, { status, detail, advice }: CheckResult): void => {
    if (status === 'fail') failed = true;
    output.line(`${status.padEnd(4)}  ${name.padEnd(14)}  ${detail}${advice === '' ? '' : `: ${advice}`}`);
  };
  const ask = async ({ name, run }: Check): Promise<void> => {
    print(name, await run().catch(failureOf));
  };
  return { print, ask, failed: () => failed };
};

const failureOf = (error: unknown): CheckResult => {
  const known = error instanceof OperatorError ? error.message : explainDatabaseError(error);
  if (known !== null) return failure('not available', known);
  const [line = ''] = withoutSecrets(String(error)).split('\n');
  return failure(line, 'this is unexpected; please report it');
};
