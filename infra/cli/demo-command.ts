import { createServer } from 'node:net';
import { join } from 'node:path';
import { openProcess } from '../background/open-process.ts';
import type { Config } from '../config/config.ts';
import { walkDemo } from '../demo/journey.ts';
import { DEMO_PASSWORD, DEMO_PORTFOLIOS } from '../demo/portfolios.ts';
import { readResult } from '../demo/read-result.ts';
import { reportLines } from '../demo/report.ts';
import { untilAskedToStop } from '../service/shutdown.ts';
import { type Service, startService } from '../service/start-service.ts';
import type { Command, Output } from './command.ts';
import { explainStartError } from './explain-start-error.ts';
import { withConfig } from './with-config.ts';

/** Ports tried after the configured one. */
const MORE_PORTS = 20;

const isFree = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });

const freePort = async ({ host, port }: Config, output: Output): Promise<number> => {
  if (port === 0 || (await isFree(host, port))) return port;
  for (let candidate = port + 1; candidate <= port + MORE_PORTS; candidate++) {
    if (!(await isFree(host, candidate))) continue;
    output.line(`Port ${port} is taken; using ${candidate} (set PORT to choose another).`);
    return candidate;
  }
  output.line(`Ports ${port} to ${port + MORE_PORTS} are taken; using any free one.`);
  return 0;
};

/** Made-up prices stay out of the data directory of the service itself; no limits slow the demo down. */
const demoConfig = async (config: Config, given: NodeJS.ProcessEnv, output: Output): Promise<Config> => ({
  ...config,
  port: await freePort(config, output),
  dataDirectory: given.DATA_DIR === undefined ? join(config.dataDirectory, 'demo') : config.dataDirectory,
  marketDataProvider: 'simulated',
  logLevel: given.LOG_LEVEL === undefined ? 'warn' : config.logLevel,
  deterministicUuids: true,
  rateLimits: false,
});

const show = async (service: Service, config: Config, output: Output): Promise<void> => {
  output.line(
    `Importing and calculating ${DEMO_PORTFOLIOS.length} portfolios on a simulated market (prices are made up):`,
  );
  const results = await walkDemo(
    { baseUrl: service.url, inviteCode: config.inviteCode, provider: service.provider, now: service.clock() },
    readResult,
    output.line,
  );
  for (const result of results) for (const line of reportLines(result)) output.line(line);

  const events = await service.store.head();
  output.line('');
  output.line(`  ${events} events in the log; replaying them all to rebuild every read model:`);
  const rebuilt = await service.rebuild([], () => {});
  const same = rebuilt.every(({ checksumBefore, checksumAfter }) => checksumBefore === checksumAfter);
  output.line(
    same
      ? `  rebuild check: identical after replay, ${rebuilt.length} read models, checksum ${rebuilt.map(({ checksumAfter }) => checksumAfter.slice(0, 4)).join('')}`
      : `  rebuild check: NOT identical: ${rebuilt
          .filter((one) => one.checksumBefore !== one.checksumAfter)
          .map(({ projection }) => projection)
          .join(', ')}`,
  );
  output.line('');
  output.line(`  Console        ${service.url}/`);
  output.line(`  API            ${service.url}/api/v1`);
  output.line(`  Documentation  ${service.url}/docs`);
  output.line(
    `  Login          ${DEMO_PORTFOLIOS[0]?.user.email} / ${DEMO_PASSWORD} (and the other demo users)`,
  );
};

export const demoCommand: Command = {
  name: 'demo',
  about: 'Start on a simulated market, import and calculate the demo portfolios, show the numbers',
  options: { exit: { type: 'boolean', about: 'stop when the numbers are shown, instead of serving on' } },
  run: (call) =>
    withConfig(call, async (base) => {
      const started = Date.now();
      const config = await demoConfig(base, call.env, call.output);
      const askedToStop = untilAskedToStop();
      try {
        call.output.line('Starting PostgreSQL and Sigmafold …');
        const service = await startService({ config, ...openProcess(config) });
        try {
          await show(service, config, call.output);
          call.output.line(`  Shown after ${((Date.now() - started) / 1000).toFixed(1)} s.`);
          if (call.options.exit !== true) {
            call.output.line('  Serving until Ctrl-C.');
            await askedToStop;
          }
        } finally {
          await service.stop();
        }
        return 0;
      } catch (error) {
        const line = explainStartError(error, config);
        if (line === null) throw error;
        call.output.error(line);
        return 1;
      }
    }),
};
