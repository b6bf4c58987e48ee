import { randomUUID } from 'node:crypto';
import type { Command } from './command.ts';
import { explainRefusal } from './explain-refusal.ts';
import { table } from './table.ts';
import { atTheCommandLine, DEFAULT_REASON, withUpkeep } from './with-upkeep.ts';

const SHOWN = 100;

export const deadLettersCommand: Command = {
  name: 'dead-letters',
  about: 'List work that was given up, or send some of it on its way again',
  args: '[replay <id>]',
  options: { reason: { type: 'string', about: 'why it is replayed' } },
  run: async (call) => {
    const { args, options, output } = call;
    const [action, id, more] = args;
    if (action === undefined)
      return withUpkeep(call, async ({ deadLetters }) => {
        const letters = await deadLetters.list(SHOWN);
        if (letters.length === 0) output.line('There are no dead letters.');
        const rows = letters.map(({ deadLetterId, diedAt, message, error, replayed }) => [
          deadLetterId,
          diedAt,
          `${message.type} ${message.key}`,
          replayed === null ? 'waits' : `replayed ${replayed.at}`,
          error,
        ]);
        for (const line of table(rows)) output.line(line);
        return 0;
      });
    if (action !== 'replay' || id === undefined || more !== undefined || !/^[0-9a-f-]{36}$/i.test(id)) {
      output.error('Give replay and the id of a dead letter, or nothing to list them.');
      return 2;
    }
    return withUpkeep(call, async ({ replayDeadLetter }) => {
      const ids = { commandId: randomUUID(), correlationId: randomUUID() };
      const reason = String(options.reason ?? DEFAULT_REASON);
      const replayed = await replayDeadLetter(id, reason, { ...ids, actor: atTheCommandLine() });
      if (!replayed.ok) {
        output.error(explainRefusal(replayed.error));
        return 1;
      }
      output.line(
        `Run ${replayed.value.runId} was asked for; a running service, or the next start, works on it.`,
      );
      return 0;
    });
  },
};
