import { unsafePublicBind } from '../config/public-bind.ts';
import { createLogger } from '../logging.ts';
import { untilAskedToStop } from '../service/shutdown.ts';
import { startService } from '../service/start-service.ts';
import type { Command } from './command.ts';
import { explainStartError } from './explain-start-error.ts';
import { withConfig } from './with-config.ts';

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
      const logger = createLogger(config);
      const askedToStop = untilAskedToStop();
      try {
        const service = await startService({ config, logger });
        call.output.line(`Sigmafold is listening on ${service.url} (documentation: ${service.url}/docs)`);
        const signal = await askedToStop;
        logger.info({ signal }, 'stopping');
        await service.stop();
        logger.info('stopped');
        return 0;
      } catch (error) {
        const line = explainStartError(error, config);
        if (line === null) throw error;
        call.output.error(line);
        return 1;
      }
    }),
};
