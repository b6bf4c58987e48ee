import { positionFrom } from '../../application/ports/event-store.ts';
import type { RepairReport, Upkeep } from '../../application/ports/upkeep.ts';
import type { Refusal } from '../../domain/errors/refusal.ts';
import type { Result } from '../../domain/result.ts';
import type { Call, Command } from './command.ts';
import { explainRefusal } from './explain-refusal.ts';
import { table } from './table.ts';
import { repairLines } from './upkeep-lines.ts';
import { atTheCommandLine, DEFAULT_REASON, withUpkeep } from './with-upkeep.ts';

const list = async (upkeep: Upkeep, { output }: Call): Promise<number> => {
  const [parked, skipped] = [await upkeep.parkedKeys(), await upkeep.skippedEvents()];
  if (parked.length + skipped.length === 0) output.line('Nothing is parked, and nothing was skipped.');
  const rows = [
    ...parked.map(({ projection, key, position, eventType, waiting, error }) => [
      'parked',
      projection,
      key,
      `position ${position}`,
      eventType,
      `${waiting} events wait`,
      error,
    ]),
    ...skipped.map(({ projection, key, position, eventType, skippedAt, reason }) => [
      'skipped',
      projection,
      key,
      `position ${position}`,
      eventType,
      skippedAt,
      reason,
    ]),
  ];
  for (const line of table(rows)) output.line(line);
  return 0;
};

const told = (report: Result<RepairReport, Refusal>, { output }: Call): number => {
  if (!report.ok) {
    output.error(explainRefusal(report.error));
    return 1;
  }
  for (const line of repairLines(report.value)) output.line(line);
  return report.value.projections.every(({ parked }) => parked === null) ? 0 : 1;
};

export const parkedCommand: Command = {
  name: 'parked',
  about: 'List keys that wait since an event that could not be applied; retry one, or skip its event',
  args: '[retry|skip <read model> <key>]',
  options: {
    position: { type: 'string', about: 'of the event to skip, as it is listed' },
    reason: { type: 'string', about: 'why; needed to skip' },
  },
  run: async (call) => {
    const { args, options, output } = call;
    const [action, projection, key, more] = args;
    if (action === undefined) return withUpkeep(call, ({ upkeep }) => list(upkeep, call));
    if (projection === undefined || key === undefined || more !== undefined) {
      output.error('Give retry or skip, the read model and the key.');
      return 2;
    }
    const actor = atTheCommandLine();
    const { position, reason } = options;
    if (action === 'retry') {
      const order = { actor, reason: String(reason ?? DEFAULT_REASON) };
      return withUpkeep(call, async ({ upkeep }) => told(await upkeep.retry(projection, key, order), call));
    }
    if (action !== 'skip' || !/^\d{1,18}$/.test(String(position)) || typeof reason !== 'string') {
      output.error('To skip an event give --position and --reason.');
      return 2;
    }
    const at = positionFrom(String(position));
    return withUpkeep(call, async ({ upkeep }) =>
      told(await upkeep.skip(projection, key, at, { actor, reason }), call),
    );
  },
};
