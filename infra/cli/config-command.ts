import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type EnvironmentInput, givenVariables, parseEnvironment } from '../config/config.ts';
import { jwtSecretFile } from '../config/jwt-secret.ts';
import { masterKeyFile } from '../config/master-key.ts';
import { aboutVariable, type VariableName, variableNames } from '../config/variables.ts';
import type { Command } from './command.ts';
import { table } from './table.ts';

export const configCommand: Command = {
  name: 'config',
  about: 'Print every setting, its value and where it comes from; secrets masked',
  run: async ({ env, output }) => {
    const parsed = parseEnvironment(env);
    if (!parsed.ok) {
      for (const line of parsed.error) output.error(line);
      return 1;
    }
    const rows = variableNames.map((name) => {
      const { about, secret } = aboutVariable(name);
      const source = sourceOf(name, env, parsed.value.DATA_DIR);
      return [name, shown(parsed.value[name], secret, source), source, about];
    });
    for (const line of table([['variable', 'value', 'source', ''], ...rows])) output.line(line);
    return 0;
  },
};

type Value = string | number | boolean | readonly string[] | undefined;

const sourceOf = (name: VariableName, env: EnvironmentInput, dataDirectory: string): string => {
  if (givenVariables(env)[name] !== undefined) return 'environment';
  if (name === 'JWT_SECRET' && existsSync(jwtSecretFile(resolve(dataDirectory)))) return 'file';
  if (name === 'MASTER_KEY' && existsSync(masterKeyFile(resolve(dataDirectory)).file)) return 'file';
  return 'default';
};

const shown = (value: Value, secret: boolean, source: string): string => {
  if (secret && (value !== undefined || source === 'file')) return '********';
  const text = typeof value === 'object' ? value.join(',') : String(value ?? '');
  return text === '' ? '-' : text;
};
