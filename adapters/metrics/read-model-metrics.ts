import type { ProjectionStatus, ReadModels } from '../../application/ports/queries.ts';
import type { Metrics } from './create-metrics.ts';

const MEASURES: readonly (readonly [string, string, (status: ProjectionStatus) => number])[] = [
  ['lag_events', 'Events that are not applied yet.', ({ lagEvents }) => Number(lagEvents)],
  ['lag_seconds', 'Since the oldest of them was recorded.', ({ lagSeconds }) => lagSeconds],
  ['stalled', '1 when there is something to apply and nothing moves.', ({ stalled }) => Number(stalled)],
  ['parked_keys', 'Keys that wait behind an event that cannot be applied.', ({ parkedKeys }) => parkedKeys],
  [
    'drifted_rows',
    'Rows that are known to differ from the log.',
    ({ verified }) => verified?.differences ?? 0,
  ],
];

const nameOf = (measure: string): string => `projection_${measure}`;

/** Asked of the checkpoints, so that any process shows all read models. */
export const measureReadModels = (
  readModels: Pick<ReadModels, 'status'>,
  { measure }: Pick<Metrics, 'measure'>,
): void =>
  measure(
    MEASURES.map(([name, help]) => ({ name: nameOf(name), help, labels: ['projection'] })),
    async () =>
      (await readModels.status()).flatMap((status) =>
        MEASURES.map(([name, , measured]) => ({
          name: nameOf(name),
          labels: { projection: status.name },
          value: measured(status),
        })),
      ),
  );
