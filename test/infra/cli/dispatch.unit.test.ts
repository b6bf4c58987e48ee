import type { Call, Command } from '../../../infra/cli/command.ts';
import { dispatch } from '../../../infra/cli/dispatch.ts';
import { OperatorError } from '../../../infra/operator-error.ts';

const run = async (
  argv: readonly string[],
  commands: readonly Command[],
): Promise<{ readonly code: number; readonly lines: string[]; readonly errors: string[] }> => {
  const lines: string[] = [];
  const errors: string[] = [];
  const code = await dispatch(
    argv,
    commands,
    {},
    {
      line: (text) => void lines.push(text),
      error: (text) => void errors.push(text),
    },
  );
  return { code, lines, errors };
};

const calls: Pick<Call, 'args' | 'options'>[] = [];
const greet: Command = {
  name: 'greet',
  about: 'Say hello',
  args: '<name>',
  options: {
    loud: { type: 'boolean', about: 'in capitals' },
    language: { type: 'string', about: 'which one' },
  },
  run: async ({ args, options, output }) => {
    calls.push({ args, options: { ...options } });
    output.line('hello');
    return 0;
  },
};
const plain: Command = { name: 'plain', about: 'Takes nothing', run: async () => 3 };

beforeEach(() => {
  calls.length = 0;
});

describe('the command line', () => {
  it.each([[[]], [['--help']], [['-h']], [['help']]])('lists the commands for %j', async (argv) => {
    const { code, lines } = await run(argv, [greet, plain]);
    expect(code).toBe(0);
    expect(lines).toContain('  greet  Say hello');
    expect(lines).toContain('  plain  Takes nothing');
  });

  it.each([[['greet', '--help']], [['greet', 'Ann', '-h']], [['help', 'greet']]])(
    'describes one command for %j, without running it',
    async (argv) => {
      const { code, lines } = await run(argv, [greet]);
      expect(code).toBe(0);
      expect(lines.join('\n')).toMatch(/Usage: .* greet <name> \[options\]/);
      expect(lines.join('\n')).toMatch(/--language <value> {2}which one/);
      expect(calls).toEqual([]);
    },
  );

  it('hands arguments and options to the command and gives its exit code', async () => {
    expect(await run(['greet', 'Ann', '--loud', '--language=da'], [greet])).toEqual({
      code: 0,
      lines: ['hello'],
      errors: [],
    });
    expect(calls).toEqual([{ args: ['Ann'], options: { loud: true, language: 'da' } }]);
    expect((await run(['plain'], [plain])).code).toBe(3);
  });

  it('answers an unknown command with the known ones, and 2', async () => {
    const { code, errors } = await run(['geet'], [greet, plain]);
    expect(code).toBe(2);
    expect(errors).toEqual([
      'Unknown command "geet": the commands are greet, plain; npm run sigmafold -- --help describes them.',
    ]);
  });

  it.each([
    [['greet', '--quiet'], /^greet: Unknown option '--quiet'\. /],
    [['greet', '--language'], /^greet: Option '--language <value>' argument missing\. /],
    [['plain', 'extra'], /^plain: Unexpected argument 'extra'\. /],
  ])('answers the wrong call %j in one line, and 2', async (argv, expected) => {
    const { code, errors } = await run(argv, [greet, plain]);
    expect(code).toBe(2);
    expect(errors).toEqual([expect.stringMatching(expected)]);
    expect(errors[0]).not.toContain('\n');
  });

  const failing = (error: Error): Command => ({ ...plain, run: () => Promise.reject(error) });

  it('prints one line for what a person can mend, and fails', async () => {
    const { code, errors } = await run(
      ['plain'],
      [failing(new OperatorError('The disk is full: free some.'))],
    );
    expect({ code, errors }).toEqual({ code: 1, errors: ['The disk is full: free some.'] });
  });

  it('says that the database cannot be reached, without its password', async () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED postgres://me:hunter2@db:5432'), {
      code: 'ECONNREFUSED',
    });
    const { code, errors } = await run(['plain'], [failing(new Error('wrapped', { cause: refused }))]);
    expect(code).toBe(1);
    expect(errors).toEqual([
      'The database cannot be used (connect ECONNREFUSED postgres://me:[redacted]@db:5432): check that it runs and that host and port in DATABASE_URL are right.',
    ]);
  });

  it('hides no bug', async () => {
    await expect(run(['plain'], [failing(new TypeError('a bug'))])).rejects.toThrow('a bug');
  });
});
