import type { EnvironmentInput } from '../config/config.ts';

export type Option = { readonly type: 'boolean' | 'string'; readonly about: string };

export type Call = {
  /** What stands after the command's name and is no option. */
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly env: EnvironmentInput;
  readonly output: Output;
};

/** Lines for the person, and lines about what went wrong. */
export type Output = { readonly line: (text: string) => void; readonly error: (text: string) => void };

/** Resolves to the exit code: 0 done, 1 failed, 2 called wrongly. */
export type Command = {
  readonly name: string;
  /** One line. */
  readonly about: string;
  /** How arguments are named in the help, such as `<email>`; a command without this takes none. */
  readonly args?: string;
  readonly options?: Readonly<Record<string, Option>>;
  readonly run: (call: Call) => Promise<number>;
};
