import { parseArgs } from 'node:util';
import type { EnvironmentInput } from '../config/config.ts';
import { errorCode, errorMessage } from '../error-code.ts';
import { explainError } from '../explain-error.ts';
import type { Call, Command, Option, Output } from './command.ts';
import { table } from './table.ts';

const PROGRAM = 'npm run sigmafold --';
const HELP_WORDS: ReadonlySet<string> = new Set(['help', '--help', '-h']);

/** Runs the command that the arguments name, and resolves to the exit code. */
export const dispatch = async (
  argv: readonly string[],
  commands: readonly Command[],
  env: EnvironmentInput,
  output: Output,
): Promise<number> => {
  const [name, ...rest] = argv;
  if (name === undefined || (HELP_WORDS.has(name) && rest.length === 0))
    return printed(output, help(commands));
  const wanted = HELP_WORDS.has(name) ? rest[0] : name;
  const command = commands.find((candidate) => candidate.name === wanted);
  if (command === undefined) {
    const known = commands.map((candidate) => candidate.name).join(', ');
    output.error(`Unknown command "${wanted}": the commands are ${known}; ${PROGRAM} --help describes them.`);
    return 2;
  }
  if (HELP_WORDS.has(name) || rest.includes('--help') || rest.includes('-h'))
    return printed(output, commandHelp(command));
  const parsed = parseCall(command, rest);
  if ('problem' in parsed) {
    output.error(
      `${command.name}: ${parsed.problem} ${PROGRAM} ${command.name} --help shows how it is called.`,
    );
    return 2;
  }
  try {
    return await command.run({ ...parsed, env, output });
  } catch (error) {
    const line = explainError(error);
    if (line === null) throw error;
    output.error(line);
    return 1;
  }
};

const printed = (output: Output, lines: readonly string[]): number => {
  for (const line of lines) output.line(line);
  return 0;
};

const parseCall = (
  command: Command,
  argv: readonly string[],
): Pick<Call, 'args' | 'options'> | { readonly problem: string } => {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: Object.fromEntries(
        Object.entries(command.options ?? {}).map(([name, { type }]) => [name, { type }]),
      ),
      allowPositionals: command.args !== undefined,
    });
    return { args: positionals, options: values };
  } catch (error) {
    if (errorCode(error)?.startsWith('ERR_PARSE_ARGS') !== true) throw error;
    const [problem = ''] = errorMessage(error).split(/\. /);
    return { problem: `${problem.replace(/\.$/, '')}.` };
  }
};

const help = (commands: readonly Command[]): readonly string[] => [
  'Sigmafold: from a broker’s file to risk numbers that can say where they came from.',
  '',
  `Usage: ${PROGRAM} <command> [options]`,
  '',
  ...table(commands.map(({ name, about }) => [`  ${name}`, about])),
  '',
  `${PROGRAM} <command> --help describes a command; ${PROGRAM} config lists the settings.`,
];

const commandHelp = ({ name, about, args, options }: Command): readonly string[] => {
  const all: Readonly<Record<string, Option>> = { ...options, help: { type: 'boolean', about: 'show this' } };
  return [
    about,
    '',
    `Usage: ${[PROGRAM, name, args, '[options]'].filter((part) => part !== undefined).join(' ')}`,
    '',
    ...table(
      Object.entries(all).map(([option, { type, about: text }]) => [
        `  --${option}${type === 'string' ? ' <value>' : ''}`,
        text,
      ]),
    ),
  ];
};
