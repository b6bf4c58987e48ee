import { randomUUID } from 'node:crypto';
import { mostRecentCompletedSession } from '../../domain/calendar/nyse.ts';
import { isIsoDate } from '../../domain/dates.ts';
import { canonicalSymbol } from '../../domain/symbol/canonical-symbol.ts';
import type { Command } from './command.ts';
import { explainRefusal } from './explain-refusal.ts';
import { withSymbols } from './with-symbols.ts';
import { atTheCommandLine } from './with-upkeep.ts';

export const symbolBatchCommand: Command = {
  name: 'symbol-batch',
  about: 'Ask for the batch of a session: of all symbols, or of those that are named',
  args: 'run [<symbol> …]',
  options: {
    date: { type: 'string', about: 'a completed session; the most recent one unless given' },
    force: { type: 'boolean', about: 'also what is current is read and calculated again' },
  },
  run: async (call) => {
    const { args, options, output } = call;
    const [action, ...symbols] = args;
    if (action !== 'run' || (options.date !== undefined && !isIsoDate(String(options.date)))) {
      output.error('Give run, and with --date a day as YYYY-MM-DD.');
      return 2;
    }
    return withSymbols(call, async ({ requestBatch, clock }) => {
      const commandId = randomUUID();
      const asked = await requestBatch(
        {
          date: String(options.date ?? mostRecentCompletedSession(clock())),
          trigger: 'operator',
          force: options.force === true,
          symbols: symbols.length === 0 ? null : [...new Set(symbols.map(canonicalSymbol))].sort(),
        },
        { commandId, correlationId: commandId, actor: atTheCommandLine() },
      );
      if (!asked.ok) {
        output.error(explainRefusal(asked.error));
        return 1;
      }
      const { batchId, date } = asked.value;
      output.line(
        `Batch ${batchId} of ${date} was asked for; a running service, or the next start, works on it.`,
      );
      return 0;
    });
  },
};
