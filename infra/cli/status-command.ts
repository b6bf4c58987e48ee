import { createPostgresProcesses } from '../../adapters/processes/postgres-processes.ts';
import { pause } from '../../application/pause.ts';
import { latestRefresh } from '../../application/refresh/refresh-status.ts';
import { followBatch } from '../../application/symbol-batch/open-batch.ts';
import { mostRecentCompletedSession } from '../../domain/calendar/nyse.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { createRebuilds } from '../../projections/rebuild/rebuilds.ts';
import { queryable } from '../../projections/runner/transaction.ts';
import { openRuns } from '../../projections/runs/queries.ts';
import type { Command } from './command.ts';
import { type ServiceStatus, statusLines } from './status-lines.ts';
import { type UpkeepTools, withUpkeep } from './with-upkeep.ts';

const RUNS_SHOWN = 10;
const REBUILDS_SHOWN = 5;
const LOOK_EVERY_MS = 500;

const statusOf = async (tools: UpkeepTools): Promise<ServiceStatus> => {
  const { store, pool, clock, readModels, deadLetters } = tools;
  const session = mostRecentCompletedSession(clock());
  const [head, processes, projections, dead, runs, batch, refresh, rebuilds] = await Promise.all([
    store.head(),
    createPostgresProcesses(pool).live(),
    readModels.status(),
    deadLetters.waiting(),
    openRuns(queryable(pool))(RUNS_SHOWN),
    followBatch(store, session),
    latestRefresh(store, session),
    createRebuilds({ pool, projections: PROJECTIONS }).list(REBUILDS_SHOWN),
  ]);
  return {
    head,
    processes,
    projections,
    deadLetters: dead,
    runs: runs.items,
    openRuns: runs.total,
    session,
    batch: batch.state(),
    refresh,
    rebuilds,
  };
};

/** Writes over what it wrote before, until the person has seen enough. */
const watch = async (tools: UpkeepTools, screen: NodeJS.WriteStream): Promise<void> => {
  const enough = new AbortController();
  process.once('SIGINT', () => enough.abort());
  for (let shown = 0; !enough.signal.aborted; await pause(LOOK_EVERY_MS, enough.signal)) {
    // A line that wraps would be written over in part.
    const lines = statusLines(await statusOf(tools)).map((line) =>
      line.slice(0, (screen.columns ?? 120) - 1),
    );
    screen.write(
      `${shown === 0 ? '' : `\x1b[${shown}A`}${lines.map((line) => `\x1b[2K${line}\n`).join('')}\x1b[J`,
    );
    shown = lines.length;
  }
};

export const statusCommand: Command = {
  name: 'status',
  about: 'Show what the service is doing: processes, lag, calculations, batch, refresh and rebuilds as bars',
  options: { watch: { type: 'boolean', about: 'go on showing it, until it is interrupted' } },
  run: (call) =>
    withUpkeep(call, async (tools) => {
      if (call.options.watch === true && process.stdout.isTTY) await watch(tools, process.stdout);
      else for (const line of statusLines(await statusOf(tools))) call.output.line(line);
      return 0;
    }),
};
