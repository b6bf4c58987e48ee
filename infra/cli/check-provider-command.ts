import { checkProvider } from '../../application/prices/check-provider.ts';
import { canonicalSymbol } from '../../domain/symbol/canonical-symbol.ts';
import { createClock } from '../service/clock.ts';
import { createProvider } from '../service/market-data.ts';
import type { Command } from './command.ts';
import { table } from './table.ts';
import { withConfig } from './with-config.ts';

/** Beside the funds that factors rest on: a share, and a share class with a hyphen. */
const USUAL = ['AAPL', 'BRK-B'];
/** The made-up market has no index of this name. */
const INDEX = '^GSPC';
const MAX_SYMBOLS = 50;

export const checkProviderCommand: Command = {
  name: 'check-provider',
  about: 'Ask the configured source of prices for a few symbols, and say what it lacks',
  args: '[<symbol> …]',
  run: async ({ args, env, output }) => {
    if (args.length > MAX_SYMBOLS) {
      output.error(`Give at most ${MAX_SYMBOLS} symbols.`);
      return 2;
    }
    return withConfig({ env, output }, async (config) => {
      const clock = createClock(config);
      const provider = createProvider(config, clock);
      const usual = provider.simulated ? USUAL : [...USUAL, INDEX];
      const symbols = (args.length > 0 ? args : usual).map(canonicalSymbol);
      const { date, checks, together, seconds } = await checkProvider(provider, {
        symbols,
        withFactorEtfs: args.length === 0,
        clock,
        now: () => performance.now(),
      });
      output.line(
        `${provider.name}${provider.simulated ? ' (every number is made up)' : ''}, session ${date}`,
      );
      const rows = checks.map(({ symbol, milliseconds, sessions, lastDate, currency, refused, faults }) => [
        `  ${symbol}`,
        `${Math.round(milliseconds)} ms`,
        `${sessions} sessions`,
        `last ${lastDate ?? 'none'}`,
        currency ?? '-',
        `${refused} refused`,
        faults.length === 0 ? 'ok' : faults.join('; '),
      ]);
      for (const line of table(rows)) output.line(line);
      for (const { sessions, usable, milliseconds } of together)
        output.line(
          `${sessions === 1 ? 'The last session' : `The last ${sessions} sessions`} of all at once: ${usable} of ${checks.length} usable, in ${Math.round(milliseconds)} ms.`,
        );
      const bad = checks.filter(({ faults }) => faults.length > 0).length;
      output.line(
        bad === 0
          ? `All ${checks.length} symbols are well, in ${seconds.toFixed(1)} s.`
          : `${bad} of ${checks.length} symbols lack something, in ${seconds.toFixed(1)} s.`,
      );
      return bad === 0 ? 0 : 1;
    });
  },
};
