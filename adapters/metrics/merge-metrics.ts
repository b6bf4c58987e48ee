import { AggregatorRegistry } from 'prom-client';
import { z } from 'zod';

// Also one that is not a number: the delay of a loop that nothing was measured of yet.
const number = z.custom<number>((given) => typeof given === 'number');

/** The numbers of one registry, as they travel between threads. */
export const metricsSnapshotSchema = z.array(
  z.looseObject({
    name: z.string(),
    help: z.string(),
    type: z.string(),
    values: z.array(
      z.looseObject({ value: number, labels: z.record(z.string(), z.union([z.string(), number])) }),
    ),
  }),
);

export type MetricsSnapshot = z.output<typeof metricsSnapshotSchema>;

/**
 * What a further thread adds to its process: what is of the process as a whole the first thread tells; what is of a
 * thread says of which.
 */
export const ofThread = (thread: string, snapshot: MetricsSnapshot): MetricsSnapshot =>
  snapshot
    .filter(({ name }) => !name.startsWith('process_'))
    .map((metric) =>
      metric.name.startsWith('nodejs_')
        ? {
            ...metric,
            values: metric.values.map((value) => ({ ...value, labels: { ...value.labels, thread } })),
          }
        : metric,
    );

/** In Prometheus' text format. Counts add up; of a gauge that several have with the same labels, the first holds. */
export const mergeMetrics = (snapshots: readonly MetricsSnapshot[]): Promise<string> =>
  AggregatorRegistry.aggregate(
    snapshots.map((snapshot) =>
      snapshot.map((metric) => ({ ...metric, aggregator: metric.type === 'gauge' ? 'first' : 'sum' })),
    ),
  ).metrics();
