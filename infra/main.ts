import type { Command } from './cli/command.ts';
import { configCommand } from './cli/config-command.ts';
import { dispatch } from './cli/dispatch.ts';
import { createDoctorCommand } from './cli/doctor-command.ts';
import { migrateCommand } from './cli/migrate-command.ts';

const commands: readonly Command[] = [configCommand, createDoctorCommand(), migrateCommand];

process.exitCode = await dispatch(process.argv.slice(2), commands, process.env, {
  line: (text) => process.stdout.write(`${text}\n`),
  error: (text) => process.stderr.write(`${text}\n`),
});
