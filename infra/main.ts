import { backupCommand, restoreCommand } from './cli/backup-commands.ts';
import { chainHeadCommand, verifyChainCommand } from './cli/chain-commands.ts';
import { checkProviderCommand } from './cli/check-provider-command.ts';
import { clusterCommand } from './cli/cluster-command.ts';
import type { Command } from './cli/command.ts';
import { configCommand } from './cli/config-command.ts';
import { copyLogCommand } from './cli/copy-log-command.ts';
import { createSuperuserCommand } from './cli/create-superuser-command.ts';
import { dataHealthCommand } from './cli/data-health-command.ts';
import { deadLettersCommand } from './cli/dead-letters-command.ts';
import { demoCommand } from './cli/demo-command.ts';
import { dispatch } from './cli/dispatch.ts';
import { createDoctorCommand } from './cli/doctor-command.ts';
import { eraseUserCommand } from './cli/erase-user-command.ts';
import { eventsCommand } from './cli/events-command.ts';
import { exportLogCommand } from './cli/export-log-command.ts';
import { importSnapshotsCommand } from './cli/import-snapshots-command.ts';
import { inviteCommand } from './cli/invite-command.ts';
import { migrateCommand } from './cli/migrate-command.ts';
import { parkedCommand } from './cli/parked-command.ts';
import { projectionsCommand } from './cli/projections-command.ts';
import { rebuildCommand } from './cli/rebuild-command.ts';
import { repairCommand } from './cli/repair-command.ts';
import { restateCommand } from './cli/restate-command.ts';
import { revokeSuperuserCommand } from './cli/revoke-superuser-command.ts';
import { rotateMasterKeyCommand } from './cli/rotate-master-key-command.ts';
import { rotateSigningKeyCommand } from './cli/rotate-signing-key-command.ts';
import { scheduleCommand } from './cli/schedule-command.ts';
import { serviceChecks } from './cli/service-checks.ts';
import { startCommand } from './cli/start-command.ts';
import { statusCommand } from './cli/status-command.ts';
import { symbolBatchCommand } from './cli/symbol-batch-command.ts';
import { symbolQueueCommand } from './cli/symbol-queue-command.ts';
import { timelineCommand } from './cli/timeline-command.ts';
import { uploadPricesCommand } from './cli/upload-prices-command.ts';
import { verifyCommand } from './cli/verify-command.ts';
import { errorCode } from './error-code.ts';

const commands: readonly Command[] = [
  startCommand,
  demoCommand,
  clusterCommand,
  configCommand,
  createDoctorCommand(serviceChecks),
  migrateCommand,
  backupCommand,
  restoreCommand,
  scheduleCommand,
  projectionsCommand,
  rebuildCommand,
  symbolBatchCommand,
  statusCommand,
  repairCommand,
  verifyCommand,
  parkedCommand,
  deadLettersCommand,
  dataHealthCommand,
  symbolQueueCommand,
  uploadPricesCommand,
  checkProviderCommand,
  importSnapshotsCommand,
  restateCommand,
  createSuperuserCommand,
  revokeSuperuserCommand,
  inviteCommand,
  timelineCommand,
  eventsCommand,
  exportLogCommand,
  copyLogCommand,
  verifyChainCommand,
  chainHeadCommand,
  eraseUserCommand,
  rotateMasterKeyCommand,
  rotateSigningKeyCommand,
];

// Whoever read our output has seen enough (a pager that was closed, head).
process.stdout.on('error', (error) => {
  if (errorCode(error) === 'EPIPE') process.exit();
  throw error;
});

process.exitCode = await dispatch(process.argv.slice(2), commands, process.env, {
  line: (text) => process.stdout.write(`${text}\n`),
  error: (text) => process.stderr.write(`${text}\n`),
});
