import { openProcess } from '../background/open-process.ts';
import type { Config } from '../config/config.ts';
import { unsafePublicBind } from '../config/public-bind.ts';
import { doesAll } from '../config/roles.ts';
import { untilAskedToStop } from '../service/shutdown.ts';
import { startService } from '../service/start-service.ts';
import type { Command } from './command.ts';
import { explainStartError } from './explain-start-error.ts';
import { withConfig } from './with-config.ts';

const LINGER_MS = 1000;

const listening = (url: string, { roles }: Config): string => {
  if (!roles.includes('api'))
    return `Sigmafold (${roles.join(', ')}) is listening on ${url} (${url}/health/ready)`;
  const what = doesAll(roles) ? 'Sigmafold' : `Sigmafold (${roles.join(', ')})`;
  return `${what} is listening on ${url} (documentation: ${url}/docs)`;
};

export const startCommand: Command = {
  name: 'start',
  about: 'Start the service; Ctrl-C stops it cleanly',
  run: (call) =>
    withConfig(call, async (config) => {
      const unsafe = unsafePublicBind(config);
      if (unsafe !== null) {
        call.output.error(unsafe);
        return 1;
      }
      const { logger, background } = openProcess(config);
      const asked = new AbortController();
      const askedToStop = untilAskedToStop().finally(() => asked.abort());
      try {
        const service = await startService({ config, logger, background, signal: asked.signal });
        call.output.line(listening(service.url, config));
        const signal = await askedToStop;
        logger.info({ signal }, 'stopping');
        await service.stop();
        logger.info('stopped');
        // A connection that did not end in time keeps no process alive.
        setTimeout(() => process.exit(), LINGER_MS).unref();
        return 0;
      } catch (error) {
        if (error === asked.signal.reason) return 0;
        const line = explainStartError(error, config);
        if (line === null) throw error;
        call.output.error(line);
        return 1;
      }
    }),
};
