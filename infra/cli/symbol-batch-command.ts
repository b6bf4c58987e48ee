import { randomUUID } from 'node:crypto';
import type { BatchRun } from '../../application/symbol-batch/batches.ts';
import { isIsoDate } from '../../domain/dates.ts';
import { canonicalSymbol } from '../../domain/symbol/canonical-symbol.ts';
import type { Call, Command } from './command.ts';
import { explainRefusal } from './explain-refusal.ts';
import { progressBar } from './status-lines.ts';
import { table } from './table.ts';
import { type SymbolTools, withSymbols } from './with-symbols.ts';
import { atTheCommandLine } from './with-upkeep.ts';

const HISTORY_SHOWN = 20;
const FAILURES_SHOWN = 20;

const request = async (
  { args: [, ...symbols], options, output }: Call,
  { batches }: SymbolTools,
): Promise<number> => {
  const commandId = randomUUID();
  const asked = await batches.request(
    {
      date: String(options.date ?? batches.currentSession()),
      trigger: 'operator',
      force: options.force === true,
      symbols: symbols.length === 0 ? null : [...new Set(symbols.map(canonicalSymbol))].sort(),
    },
    { commandId, correlationId: commandId, actor: atTheCommandLine() },
  );
  if (!asked.ok) {
    output.error(explainRefusal(asked.error));
    return 1;
  }
  const { batchId, date } = asked.value;
  output.line(
    `Batch ${batchId} of ${date} was asked for; a running service, or the next start, works on it.`,
  );
  return 0;
};

const summary = (run: BatchRun): readonly string[] => [
  run.date,
  run.status,
  `${run.updated} updated`,
  `${run.failed} failed`,
  run.trigger.replaceAll('_', ' '),
  run.requestedBy,
  run.requestedAt,
  run.endedAt ?? '',
];

/** What goes on, or what was last: a bar per phase, and the symbols that failed. */
const statusOf = (run: BatchRun | null): readonly string[] => {
  if (run === null)
    return ['No batch was asked for in the last sixty sessions: symbol-batch run asks for one.'];
  const phases = run.phases.map(({ name, chunksDone, chunks, done, unit }) => [
    `  ${name}`,
    progressBar(chunks === null ? 0 : chunksDone / Math.max(1, chunks)),
    `${done} ${unit}`,
  ]);
  const failures = run.failures
    .slice(0, FAILURES_SHOWN)
    .map(({ symbol, reason }) => `  ${symbol}: ${reason}`);
  const more = run.failed - failures.length;
  return [
    ...table([summary(run)]),
    ...table(phases),
    ...(run.error === null ? [] : [`  ${run.error.code}: ${run.error.message}`]),
    ...(run.remaining === null
      ? []
      : [`  ${run.remaining} symbols are left for the next run of this session`]),
    ...failures,
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
};

export const symbolBatchCommand: Command = {
  name: 'symbol-batch',
  about: 'Ask for the batch of a session, of all symbols or of those named; show what goes on, and what was',
  args: 'run [<symbol> …] | status | history',
  options: {
    date: { type: 'string', about: 'with run, a completed session; the most recent one unless given' },
    force: { type: 'boolean', about: 'with run, also what is current is read and calculated again' },
  },
  run: async (call) => {
    const { args, options, output } = call;
    const [action, ...others] = args;
    const known = action === 'run' || ((action === 'status' || action === 'history') && others.length === 0);
    if (!known || (options.date !== undefined && !isIsoDate(String(options.date)))) {
      output.error('Give run, status or history, and with --date a day as YYYY-MM-DD.');
      return 2;
    }
    return withSymbols(call, async (tools) => {
      if (action === 'run') return request(call, tools);
      const lines =
        action === 'status'
          ? statusOf(await tools.batches.latest())
          : table((await tools.batches.history(HISTORY_SHOWN)).map(summary));
      for (const line of lines) output.line(line);
      return 0;
    });
  },
};
