import type { ProjectionStatus } from '../../application/ports/queries.ts';
import type { Command } from './command.ts';
import { table } from './table.ts';
import { withUpkeep } from './with-upkeep.ts';

const seconds = (value: number): string =>
  value < 120 ? `${value.toFixed(value < 10 ? 1 : 0)} s` : `${Math.round(value / 60)} min`;

const row = (projection: ProjectionStatus): readonly string[] => [
  projection.name,
  projection.stalled ? 'stalled' : projection.state,
  projection.checkpoint.toString(),
  projection.lagEvents.toString(),
  seconds(projection.lagSeconds),
  seconds(projection.checkpointAgeSeconds),
  projection.parkedKeys === 0 ? '-' : `${projection.parkedKeys} (${projection.waitingEvents} events)`,
  projection.verified === null ? 'never' : projection.verified.at,
  projection.verified === null ? '-' : `${projection.verified.differences} rows`,
];

export const projectionsCommand: Command = {
  name: 'projections',
  about: 'Show how far every read model is, what is parked and when it was last verified',
  run: (call) =>
    withUpkeep(call, async ({ readModels, deadLetters }) => {
      const [status, dead] = [await readModels.status(), await deadLetters.waiting()];
      const head = [
        'read model',
        'state',
        'checkpoint',
        'behind',
        'lag',
        'moved',
        'parked',
        'verified',
        'drift',
      ];
      for (const line of table([head, ...status.map(row)])) call.output.line(line);
      for (const { name, error } of status) if (error !== null) call.output.line(`${name}: ${error}`);
      if (dead > 0) call.output.line(`${dead} dead letters: npm run sigmafold -- dead-letters shows them.`);
      return 0;
    }),
};
