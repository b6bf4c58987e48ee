import { type Config, parseConfig } from '../config/config.ts';
import type { Call } from './command.ts';

/** Runs with the checked configuration, or prints a line per mistake and fails. */
export const withConfig = async (
  { env, output }: Pick<Call, 'env' | 'output'>,
  run: (config: Config) => Promise<number>,
): Promise<number> => {
  const parsed = parseConfig(env);
  if (parsed.ok) return run(parsed.value);
  for (const line of parsed.error) output.error(line);
  return 1;
};
