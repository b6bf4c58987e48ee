import type { VerificationScope } from '../../application/ports/upkeep.ts';
import type { Call, Command } from './command.ts';
import { explainRefusal } from './explain-refusal.ts';
import { keyOptions, keysOf, namesOf } from './key-options.ts';
import { verificationLines } from './upkeep-lines.ts';
import { atTheCommandLine, withUpkeep } from './with-upkeep.ts';

/** The whole, unless a sample or one key is asked for; null when it is asked for wrongly. */
const scopeOf = (options: Call['options']): VerificationScope | null => {
  const [key, another] = keysOf(options);
  const { sample } = options;
  if (another !== undefined || (key !== undefined && sample !== undefined)) return null;
  if (key !== undefined) return { kind: 'key', ...key };
  if (sample === undefined) return { kind: 'whole' };
  return /^[1-9]\d{0,4}$/.test(String(sample)) ? { kind: 'sample', keys: Number(sample) } : null;
};

export const verifyCommand: Command = {
  name: 'verify',
  about: 'Compare the read models with the log, row by row; changes nothing, exits with 1 when rows differ',
  args: '[read model …]',
  options: {
    ...keyOptions,
    sample: { type: 'string', about: 'so many random keys of each kind, instead of everything' },
  },
  run: async (call) => {
    const { args, options, output } = call;
    const scope = scopeOf(options);
    if (scope === null) {
      output.error('Give one of --portfolio, --user, --symbol and --sample, or nothing for everything.');
      return 2;
    }
    return withUpkeep(call, async ({ upkeep }) => {
      const verified = await upkeep.verify(scope, args.flatMap(namesOf), atTheCommandLine());
      if (!verified.ok) {
        output.error(explainRefusal(verified.error));
        return 1;
      }
      for (const line of verificationLines(verified.value)) output.line(line);
      const differ = verified.value.projections.some(({ differences }) => differences > 0);
      return differ || verified.value.status !== 'completed' ? 1 : 0;
    });
  },
};
