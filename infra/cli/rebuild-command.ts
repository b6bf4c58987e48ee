import { pause } from '../../application/pause.ts';
import { ENDED, REBUILD_STEPS, type RebuildJob, type Rebuilds } from '../../application/ports/rebuilds.ts';
import type { Refusal } from '../../domain/errors/refusal.ts';
import type { Result } from '../../domain/result.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { createRebuilds } from '../../projections/rebuild/rebuilds.ts';
import { startRebuildWorker } from '../../projections/rebuild/worker.ts';
import { prepareProjections } from '../../projections/runner/prepare.ts';
import { migrate } from '../database/migrate.ts';
import { createPool } from '../database/pool.ts';
import { openLog } from '../service/open-log.ts';
import type { Call, Command, Output } from './command.ts';
import { table } from './table.ts';
import { withConfig } from './with-config.ts';
import { withDatabase } from './with-database.ts';

const LOOK_EVERY_MS = 300;

/** What the call asks for: a job to watch, or a job that was only changed. */
const ask = (rebuilds: Rebuilds, { args, options }: Call): Promise<Result<RebuildJob, Refusal>> => {
  const reason = typeof options.reason === 'string' ? options.reason : null;
  const order = { requestedBy: 'command line', reason };
  for (const step of REBUILD_STEPS) {
    const rebuildId = options[step];
    if (typeof rebuildId === 'string') return rebuilds[step](rebuildId, order);
  }
  if (options['swap-back'] === true) return rebuilds.swapBack({ projections: args, ...order });
  return rebuilds.request({ projections: args, ...order, autoSwap: options['compare-only'] !== true });
};

const isLeft = ({ state }: RebuildJob): boolean =>
  ENDED.has(state) || state === 'paused' || state === 'awaiting_swap';

const progressLine = ({ state, done, total, rate, etaSeconds }: RebuildJob): string =>
  `${state.replaceAll('_', ' ')}: ${done} of ${total}` +
  (rate === null ? '' : `, ${Math.round(rate)} events/s`) +
  (etaSeconds === null ? '' : `, ${Math.ceil(etaSeconds)} s left`);

/** One line that is written over on a terminal, a line of JSON for each change elsewhere. */
const createProgressPrinter = (output: Output) => {
  let told = '';
  return (job: RebuildJob): void => {
    const line = progressLine(job);
    if (line === told) return;
    told = line;
    if (process.stdout.isTTY) {
      process.stdout.write(`\r\x1b[K${line}`);
      if (isLeft(job)) process.stdout.write('\n');
      return;
    }
    const { rebuildId, state, done, total, rate, etaSeconds } = job;
    output.line(
      JSON.stringify({
        rebuild_id: rebuildId,
        state,
        position: done.toString(),
        to_position: total.toString(),
        events_per_second: rate === null ? null : Math.round(rate),
        seconds_remaining: etaSeconds === null ? null : Math.ceil(etaSeconds),
      }),
    );
  };
};

const printComparison = ({ comparison }: RebuildJob, output: Output): void => {
  const rows = (comparison ?? []).flatMap(({ projection, tables }) =>
    tables.map(({ table: name, rowsAfter, identical, added, changed, removed }) => [
      projection,
      name,
      `${rowsAfter} rows`,
      identical ? 'identical' : `${added} added, ${changed} changed, ${removed} removed`,
    ]),
  );
  for (const line of table(rows)) output.line(line);
  for (const { tables } of comparison ?? [])
    for (const { table: name, sample } of tables)
      for (const { kind, key, columns } of sample)
        output.line(
          `  ${name}: ${kind} ${JSON.stringify(key)}${columns.length === 0 ? '' : ` in ${columns.join(', ')}`}`,
        );
};

const printEnd = (job: RebuildJob, output: Output): number => {
  printComparison(job, output);
  if (job.state === 'failed') output.error(`The rebuild failed: ${job.error}`);
  if (job.state === 'awaiting_swap')
    output.line(`The new tables wait: rebuild --swap ${job.rebuildId} puts them in place.`);
  if (job.state === 'paused') output.line(`Paused: rebuild --resume ${job.rebuildId} goes on.`);
  if (job.state === 'cancelled') output.line('Cancelled; the live tables are as they were.');
  return job.state === 'failed' ? 1 : 0;
};

export const rebuildCommand: Command = {
  name: 'rebuild',
  about: 'Replay the log into fresh read models and swap them in; works beside a running service',
  args: '[read model …]',
  options: {
    'compare-only': { type: 'boolean', about: 'compare, and wait for --swap' },
    'swap-back': { type: 'boolean', about: 'put the tables that were replaced last in their place again' },
    list: { type: 'boolean', about: 'show the last rebuilds' },
    swap: { type: 'string', about: 'swap in what --compare-only has made: the id of the rebuild' },
    pause: { type: 'string', about: 'pause a rebuild: its id' },
    resume: { type: 'string', about: 'go on with a paused rebuild: its id' },
    cancel: { type: 'string', about: 'give a rebuild up: its id' },
    reason: { type: 'string', about: 'why; is kept with the rebuild' },
  },
  run: (call) =>
    withConfig(call, async (config) => {
      const { output, args, options } = call;
      const known = PROJECTIONS.map(({ name }) => name);
      const unknown = args.filter((name) => !known.includes(name));
      if (unknown.length > 0) {
        output.error(`There is no read model ${unknown.join(', ')}; there are ${known.join(', ')}.`);
        return 2;
      }
      return withDatabase(config, async (url) => {
        await migrate(url);
        const pool = createPool({ url, applicationName: 'sigmafold rebuild', onIdleError: () => {} });
        const { store } = await openLog({ pool, config, report: () => {} });
        try {
          await prepareProjections(pool, PROJECTIONS);
          const rebuilds = createRebuilds({ pool, projections: PROJECTIONS });
          if (options.list === true) {
            const rows = (await rebuilds.list(20)).map((job) => [
              job.rebuildId,
              job.requestedAt,
              job.projections.length === PROJECTIONS.length ? 'all' : job.projections.join(' '),
              progressLine(job),
              job.reason ?? '',
              job.error ?? '',
            ]);
            for (const line of table(rows)) output.line(line);
            return 0;
          }
          const asked = await ask(rebuilds, call);
          if (!asked.ok) {
            output.error(`${asked.error.message} ${JSON.stringify(asked.error.details ?? {})}`);
            return 1;
          }
          const { rebuildId } = asked.value;
          // A running service may be quicker: whoever takes it does it, and here it is watched.
          const worker = startRebuildWorker({
            store,
            pool,
            projections: PROJECTIONS,
            graceHours: config.rebuildGraceHours,
            onError: () => {},
          });
          try {
            const print = createProgressPrinter(output);
            for (;;) {
              const job = await rebuilds.find(rebuildId);
              if (job === null) throw new Error(`the rebuild ${rebuildId} is gone`);
              print(job);
              if (isLeft(job)) return printEnd(job, output);
              await pause(LOOK_EVERY_MS);
            }
          } finally {
            await worker.stop();
          }
        } finally {
          await store.close();
          await pool.end();
        }
      });
    }),
};
