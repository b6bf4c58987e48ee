import { queueIsFull } from '../../application/onboarding/room.ts';
import { canonicalSymbol } from '../../domain/symbol/canonical-symbol.ts';
import type { Command } from './command.ts';
import { explainRefusal } from './explain-refusal.ts';
import { table } from './table.ts';
import { withSymbols } from './with-symbols.ts';
import { atTheCommandLine } from './with-upkeep.ts';

const SHOWN = 100;
const SYMBOL = /^[A-Za-z0-9._^=/ -]{1,100}$/;

const nameOfCaller = (): string => {
  const actor = atTheCommandLine();
  return actor.kind === 'process' ? actor.name : actor.userId;
};

export const symbolQueueCommand: Command = {
  name: 'symbol-queue',
  about: 'List the symbols that are being looked up, look one up again, or give one up',
  args: '[retry <symbol> | give-up <symbol>]',
  options: { reason: { type: 'string', about: 'why it is given up' } },
  run: async (call) => {
    const { args, options, output } = call;
    const [action, asked, more] = args;
    if (action === undefined)
      return withSymbols(call, async ({ queue }) => {
        const { items, total } = await queue.list({}, { limit: SHOWN, offset: 0 });
        if (total === 0) output.line('No symbol was looked up yet.');
        const rows = items.map(({ symbol, status, priority, attempts, waitingPortfolios, failure }) => [
          symbol,
          status,
          priority,
          `${attempts} attempts`,
          `${waitingPortfolios} portfolios wait`,
          failure?.reason ?? '',
        ]);
        for (const line of table(rows)) output.line(line);
        if (total > items.length) output.line(`… and ${total - items.length} more.`);
        return 0;
      });
    const isAction = action === 'retry' || action === 'give-up';
    if (!isAction || asked === undefined || more !== undefined || !SYMBOL.test(asked)) {
      output.error('Give retry or give-up and one symbol, or nothing to list them.');
      return 2;
    }
    const symbol = canonicalSymbol(asked);
    return withSymbols(call, async ({ queue }) => {
      if (action === 'give-up') {
        const reason = String(options.reason ?? 'given up on the command line');
        if ((await queue.giveUp(symbol, `${reason} (by ${nameOfCaller()})`)) === null) {
          output.error(explainRefusal({ code: 'ERR_SYMBOL_003' }));
          return 1;
        }
        output.line(`${symbol} is no longer looked for; portfolios that waited for it go on without it.`);
        return 0;
      }
      const { refused } = await queue.enqueue([symbol], { priority: 'high', requestedBy: nameOfCaller() });
      if (refused.length > 0) {
        output.error(explainRefusal(queueIsFull(refused)));
        return 1;
      }
      output.line(`${symbol} is in the queue; a running service, or the next start, looks it up.`);
      return 0;
    });
  },
};
