import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { createHttpMetrics } from './http-metrics.ts';
import { type MetricsSnapshot, mergeMetrics, metricsSnapshotSchema } from './merge-metrics.ts';
import { PREFIX } from './names.ts';

export type GaugeAbout = {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
};

export type Sample = {
  /** Of the gauge, without our prefix. */
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
};

export type MetricsOptions = {
  readonly version: string;
  readonly roles: readonly string[];
  readonly onError: (error: unknown) => void;
};

export type Exposition = { readonly contentType: string; readonly text: string };

/** A scrape waits no longer for the numbers of others. */
const READ_WITHIN_MS = 3000;

const within = <Value>(promise: Promise<Value>, ms: number): Promise<Value> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('a number was not there in time')), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });

/** What this process counts, and what it asks when somebody reads it, in Prometheus' text format. */
export const createMetrics = ({ version, roles, onError }: MetricsOptions) => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: `${PREFIX}build_info`,
    help: '1; version and roles of this process.',
    labelNames: ['version', 'roles'] as const,
    registers: [registry],
  }).set({ version, roles: roles.join(',') }, 1);

  const refreshing: (() => Promise<void>)[] = [];
  /** Numbers that are asked for, together, when somebody reads the metrics. */
  const measure = (about: readonly GaugeAbout[], read: () => Promise<readonly Sample[]>): void => {
    const gauges = new Map(
      about.map(({ name, help, labels = [] }) => [
        name,
        new Gauge({ name: PREFIX + name, help, labelNames: [...labels], registers: [registry] }),
      ]),
    );
    refreshing.push(async () => {
      for (const gauge of gauges.values()) gauge.reset();
      for (const { name, labels = {}, value } of await read()) gauges.get(name)?.set(labels, value);
    });
  };
  let asking: Promise<unknown> | null = null;
  /** What cannot be asked is left out, so that nobody takes an old number for today's; the others are shown. */
  const refreshAll = (): Promise<unknown> => {
    asking ??= Promise.all(refreshing.map((work) => within(work(), READ_WITHIN_MS).catch(onError))).finally(
      () => {
        asking = null;
      },
    );
    return asking;
  };
  const snapshot = async (): Promise<MetricsSnapshot> =>
    metricsSnapshotSchema.parse(await registry.getMetricsAsJSON());
  const others: (() => Promise<MetricsSnapshot>)[] = [];
  return {
    registry,
    http: createHttpMetrics(registry),
    measure,
    /** What is counted here, without what is asked of others. */
    snapshot,
    /** Shows what is counted elsewhere in this process as well. As it was, when it cannot be asked: a count never goes back. */
    include: (other: () => Promise<MetricsSnapshot>): void => {
      let last: MetricsSnapshot = [];
      others.push(async () => {
        try {
          last = await other();
        } catch (error) {
          onError(error);
        }
        return last;
      });
    },
    exposition: async (): Promise<Exposition> => {
      const [elsewhere] = await Promise.all([Promise.all(others.map((read) => read())), refreshAll()]);
      const text =
        elsewhere.length === 0
          ? await registry.metrics()
          : await mergeMetrics([await snapshot(), ...elsewhere]);
      return { contentType: registry.contentType, text };
    },
  };
};

export type Metrics = ReturnType<typeof createMetrics>;
