import { z } from 'zod';
import type { Command } from './command.ts';
import { explainRefusal } from './explain-refusal.ts';
import { keyOptions, keysOf, namesOf } from './key-options.ts';
import { repairLines } from './upkeep-lines.ts';
import { atTheCommandLine, DEFAULT_REASON, withUpkeep } from './with-upkeep.ts';

const day = z.iso.date();

export const repairCommand: Command = {
  name: 'repair',
  about: 'Make the rows of one portfolio, user or symbol anew from the log, in one transaction',
  options: {
    ...keyOptions,
    from: { type: 'string', about: 'only rows of dated tables from this day on, as 2026-01-31' },
    projection: { type: 'string', about: 'names, separated by commas; all of that kind otherwise' },
    reason: { type: 'string', about: 'why; kept with who did it' },
  },
  run: async (call) => {
    const { options, output } = call;
    const [key, another] = keysOf(options);
    if (key === undefined || another !== undefined) {
      output.error('Of what? Give one of --portfolio, --user and --symbol.');
      return 2;
    }
    const from = options.from === undefined ? null : options.from;
    if (from !== null && !day.safeParse(from).success) {
      output.error(`--from: "${String(from)}" is not a day; write it as 2026-01-31.`);
      return 2;
    }
    return withUpkeep(call, async ({ upkeep }) => {
      const order = { actor: atTheCommandLine(), reason: String(options.reason ?? DEFAULT_REASON) };
      const folded = { ...key, from: from === null ? null : String(from) };
      const report = await upkeep.repair(folded, namesOf(options.projection), order);
      if (!report.ok) {
        output.error(explainRefusal(report.error));
        return 1;
      }
      for (const line of repairLines(report.value)) output.line(line);
      return 0;
    });
  },
};
