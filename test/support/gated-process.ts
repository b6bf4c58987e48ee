import { existsSync } from 'node:fs';
import { createSimulatedProvider } from '../../adapters/market-data/simulated/provider.ts';
import type { MarketDataProvider } from '../../application/ports/market-data.ts';
import { FACTOR_ETFS } from '../../domain/risk/factors.ts';
import { parseConfig } from '../../infra/config/config.ts';
import { createLogger } from '../../infra/logging.ts';
import { createClock } from '../../infra/service/clock.ts';
import { startService } from '../../infra/service/start-service.ts';
import { until } from './until.ts';

/** The service, whose provider answers about nothing but the factor ETFs until there is a file of the given name. */
const [gate] = process.argv.slice(2);
if (gate === undefined) throw new Error('give the name of the file that opens the gate');

const parsed = parseConfig(process.env);
if (!parsed.ok) throw new Error(parsed.error.join('\n'));
const config = parsed.value;
const clock = createClock(config);
const market = createSimulatedProvider({ seed: 1, clock });
const factors = new Set<string>(FACTOR_ETFS);
const provider: MarketDataProvider = {
  ...market,
  history: async (request) => {
    if (request.symbols.some((symbol) => !factors.has(symbol)))
      await until('the gate is open', () => existsSync(gate), 600_000);
    return market.history(request);
  },
};
const service = await startService({ config, logger: createLogger(config), provider, clock });
process.stdout.write(`listening on ${service.url}\n`);
