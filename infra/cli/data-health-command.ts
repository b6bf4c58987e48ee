import {
  fixOf,
  SEVERITIES,
  type Severity,
  SUBJECTS,
  type Subject,
} from '../../application/data-health/problem.ts';
import type { Command } from './command.ts';
import { withSymbols } from './with-symbols.ts';

const PAGE = 200;

const oneOf = <Name extends string>(names: readonly Name[], text: unknown): Name | undefined =>
  names.find((name) => name === text);

export const dataHealthCommand: Command = {
  name: 'data-health',
  about: 'Say what is wrong with symbols, portfolios and read models, and what puts each right',
  options: {
    severity: { type: 'string', about: `only ${SEVERITIES.join(', ')}` },
    subject: { type: 'string', about: `only of ${SUBJECTS.join(', ')}` },
    limit: { type: 'string', about: `problems that are shown; ${PAGE} unless given` },
  },
  run: async (call) => {
    const { options, output } = call;
    const severity: Severity | undefined = oneOf(SEVERITIES, options.severity);
    const subject: Subject | undefined = oneOf(SUBJECTS, options.subject);
    const limit = Number(options.limit ?? PAGE);
    const isWrong =
      (options.severity !== undefined && severity === undefined) ||
      (options.subject !== undefined && subject === undefined) ||
      !Number.isInteger(limit) ||
      limit < 1;
    if (isWrong) {
      output.error(
        `--severity is one of ${SEVERITIES.join(', ')}, --subject one of ${SUBJECTS.join(', ')}, --limit a number.`,
      );
      return 2;
    }
    return withSymbols(call, async ({ dataHealth }) => {
      const { date, items, total, counts } = await dataHealth({ severity, subject }, { limit, offset: 0 });
      output.line(
        `Session ${date}: ${counts.critical} critical, ${counts.warning} warnings, ${counts.info} to know.`,
      );
      for (const problem of items) {
        const { about, cli, api } = fixOf(problem, date);
        output.line('');
        output.line(`${problem.severity}: ${problem.subject} ${problem.id}: ${about}: ${problem.detail}`);
        output.line(`  npm run sigmafold -- ${cli}`);
        output.line(`  ${api}`);
      }
      if (total > items.length) {
        output.line('');
        output.line(`… and ${total - items.length} more.`);
      }
      return counts.critical > 0 ? 1 : 0;
    });
  },
};
