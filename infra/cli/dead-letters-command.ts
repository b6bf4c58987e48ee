import { randomUUID } from 'node:crypto';
import type { Command } from './command.ts';
import { explainRefusal } from './explain-refusal.ts';
import { table } from './table.ts';
import { atTheCommandLine, DEFAULT_REASON, withUpkeep } from './with-upkeep.ts';

const SHOWN = 100;
const UUID = /^[0-9a-f-]{36}$/i;

export const deadLettersCommand: Command = {
  name: 'dead-letters',
  about: 'List work that was given up, show all of one, or send it on its way again',
  args: '[show <id> | replay <id>]',
  options: { reason: { type: 'string', about: 'why it is replayed' } },
  run: async (call) => {
    const { args, options, output } = call;
    const [action, id, more] = args;
    if (action === undefined)
      return withUpkeep(call, async ({ deadLetters }) => {
        const letters = await deadLetters.list(SHOWN);
        if (letters.length === 0) output.line('There are no dead letters.');
        const rows = letters.map(({ deadLetterId, topic, diedAt, message, error, replayed }) => [
          deadLetterId,
          diedAt,
          `${topic} ${message.type} ${message.key}`,
          replayed === null ? 'waits' : `replayed ${replayed.at}`,
          error,
        ]);
        for (const line of table(rows)) output.line(line);
        return 0;
      });
    if (!['show', 'replay'].includes(action) || id === undefined || more !== undefined || !UUID.test(id)) {
      output.error('Give show or replay and the id of a dead letter, or nothing to list them.');
      return 2;
    }
    if (action === 'show')
      return withUpkeep(call, async ({ deadLetters }) => {
        const letter = await deadLetters.find(id);
        if (letter === null) {
          output.error(explainRefusal({ code: 'ERR_NOT_FOUND' }));
          return 1;
        }
        for (const line of JSON.stringify(letter, null, 2).split('\n')) output.line(line);
        return 0;
      });
    return withUpkeep(call, async ({ replayDeadLetter }) => {
      const ids = { commandId: randomUUID(), correlationId: randomUUID() };
      const reason = String(options.reason ?? DEFAULT_REASON);
      const replayed = await replayDeadLetter(id, reason, { ...ids, actor: atTheCommandLine() });
      if (!replayed.ok) {
        output.error(explainRefusal(replayed.error));
        return 1;
      }
      const { topic, run } = replayed.value;
      const what = run === null ? `The message goes to ${topic} again` : `Run ${run.runId} was asked for`;
      output.line(`${what}; a running service, or the next start, works on it.`);
      return 0;
    });
  },
};
