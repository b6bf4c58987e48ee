import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from '../../infra/cli/command.ts';
import { createDoctorCommand } from '../../infra/cli/doctor-command.ts';

const CLI = 'infra/cli';
const COMMON = ['help'];

const isCommand = (value: unknown): value is Command =>
  typeof value === 'object' && value !== null && 'run' in value && 'about' in value && 'name' in value;

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' }).map((name) => join('docs', name)),
]
  .filter((path) => path.endsWith('.md'))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

/** `npm run sigmafold -- rebuild --list` and the same of a build, up to the end of the line, a quotation or a comment. */
const CALL = /(?:npm run sigmafold --|node dist\/infra\/main\.js) ([a-z][a-z-]+)([^\n`#|]*)/g;

const VERBS = /\b(?:create|give-up|history|list|replay|retry|revoke|run|show|skip|status)\b/g;

/** Whether the command takes such a word first: any, unless it names verbs. */
const takes = ({ args }: Command, word: string): boolean => {
  if (args === undefined) return false;
  const verbs: readonly string[] = args.match(VERBS) ?? [];
  return verbs.length === 0 || verbs.includes(word);
};

describe('the commands that the documentation shows', () => {
  const commands = new Map<string, Command>([['doctor', createDoctorCommand()]]);

  beforeAll(async () => {
    for (const file of readdirSync(CLI).filter((name) => /-commands?\.ts$/.test(name)))
      for (const exported of Object.values<unknown>(await import(`../../${CLI}/${file}`)))
        if (isCommand(exported)) commands.set(exported.name, exported);
  });

  it.each(pages)('$path: exist, with the options that are shown', ({ text }) => {
    const wrong = [...text.matchAll(CALL)].flatMap(([call, name = '', rest = '']) => {
      const command = commands.get(name);
      if (command === undefined) return [call];
      const known = new Set([...Object.keys(command.options ?? {}), ...COMMON]);
      const unknown = [...rest.matchAll(/(?<=\s|\[)--([a-z][a-z-]*)/g)].filter(
        ([, option = '']) => !known.has(option),
      );
      const [, first] = /^ (\w[\w-]*)/.exec(rest) ?? [];
      const isStrange = first !== undefined && !takes(command, first);
      return unknown.length > 0 || isStrange ? [call] : [];
    });
    expect(wrong).toEqual([]);
  });
});
