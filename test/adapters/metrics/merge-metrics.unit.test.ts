import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { createMetrics } from '../../../adapters/metrics/create-metrics.ts';
import { mergeMetrics, metricsSnapshotSchema, ofThread } from '../../../adapters/metrics/merge-metrics.ts';

const snapshotOf = async (fill: (registers: Registry[]) => void) => {
  const registry = new Registry();
  fill([registry]);
  return metricsSnapshotSchema.parse(structuredClone(await registry.getMetricsAsJSON()));
};
const linesOf = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

describe('the metrics of several threads', () => {
  it('add up what is counted, and of a gauge with the same labels show the first', async () => {
    const one = await snapshotOf((registers) => {
      new Counter({ name: 'done', help: 'h', labelNames: ['what'], registers }).inc({ what: 'a' }, 2);
      new Histogram({ name: 'took', help: 'h', buckets: [1, 2], registers }).observe(1.5);
      new Gauge({ name: 'build', help: 'h', registers }).set(1);
    });
    const other = await snapshotOf((registers) => {
      const done = new Counter({ name: 'done', help: 'h', labelNames: ['what'], registers });
      done.inc({ what: 'a' }, 3);
      done.inc({ what: 'b' }, 1);
      new Histogram({ name: 'took', help: 'h', buckets: [1, 2], registers }).observe(0.5);
      new Gauge({ name: 'build', help: 'h', registers }).set(1);
    });
    expect(linesOf(await mergeMetrics([one, other]))).toEqual([
      'done{what="a"} 5',
      'done{what="b"} 1',
      'took_bucket{le="1"} 1',
      'took_bucket{le="2"} 2',
      'took_bucket{le="+Inf"} 2',
      'took_sum 2',
      'took_count 2',
      'build 1',
    ]);
  });

  it('name the thread in what is of a thread, and leave what is of the process to the first', async () => {
    const added = await snapshotOf((registers) => {
      new Gauge({ name: 'nodejs_eventloop_lag_seconds', help: 'h', registers }).set(Number.NaN);
      new Counter({ name: 'process_cpu_seconds_total', help: 'h', registers }).inc(7);
      new Counter({ name: 'done', help: 'h', registers }).inc(1);
    });
    expect(linesOf(await mergeMetrics([ofThread('background', added)]))).toEqual([
      'nodejs_eventloop_lag_seconds{thread="background"} Nan',
      'done 1',
    ]);
  });

  it('are shown as they were last, and say so, while a thread does not tell its own', async () => {
    const errors: unknown[] = [];
    const metrics = createMetrics({ version: '1', roles: [], onError: (error) => errors.push(error) });
    let busy = false;
    metrics.include(async () => {
      if (busy) throw new Error('busy');
      return snapshotOf((registers) => new Counter({ name: 'done', help: 'h', registers }).inc(4));
    });
    const shown = async () =>
      linesOf((await metrics.exposition()).text).filter((line) => line.startsWith('done'));
    expect(await shown()).toEqual(['done 4']);
    busy = true;
    expect(await shown()).toEqual(['done 4']);
    expect(errors).toEqual([new Error('busy')]);
  });
});
