import { setTimeout as sleep } from 'node:timers/promises';
import { InMemorySpanExporter, type ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { createMemoryEventStore } from '../../../adapters/event-store/memory/memory-event-store.ts';
import { createOpenTelemetryTracing } from '../../../adapters/tracing/open-telemetry-tracing.ts';
import { traceApplied, tracedEventStore } from '../../../adapters/tracing/traced.ts';
import type { Tracing } from '../../../application/ports/tracing.ts';
import { eventOf } from '../../support/events.ts';

const CORRELATION = '7f9c2b1e-0000-4000-8000-000000000001';
const TRACE = CORRELATION.replaceAll('-', '');

describe('a trace', () => {
  let spans: readonly ReadableSpan[];
  const open = (): { readonly tracing: Tracing; readonly stop: () => Promise<void> } => {
    // Kept through the shutdown, which forgets what an in-memory exporter has.
    const kept: ReadableSpan[] = [];
    const exporter = new InMemorySpanExporter();
    const tracing = createOpenTelemetryTracing({
      exporter: {
        export: (batch, done) => {
          kept.push(...batch);
          exporter.export(batch, done);
        },
        shutdown: () => exporter.shutdown(),
      },
      version: '1',
      roles: ['api'],
    });
    return {
      tracing,
      stop: async () => {
        await tracing.stop();
        spans = kept;
      },
    };
  };
  const span = (name: string): ReadableSpan => spans.find((one) => one.name === name)!;

  it('has the correlation id as its id, the call at its root, and what the call does below it', async () => {
    const { tracing, stop } = open();
    const store = tracedEventStore(createMemoryEventStore(), tracing);
    const event = eventOf({ type: 'Happened', data: { secret: 'x' } } as never, 'one');
    const mine = { ...event, metadata: { ...event.metadata, correlationId: CORRELATION } };
    await new Promise<void>((resolve, reject) => {
      const end = tracing.call({ name: 'POST', correlationId: CORRELATION }, () => {
        store
          .append('portfolio-1', 'no-stream', [mine])
          .then(() => end({ name: 'POST /x', attributes: { 'http.route': '/x' }, failed: false }))
          .then(resolve, reject);
      });
    });
    await stop();
    expect(spans.map(({ name }) => name)).toEqual(['append portfolio', 'POST /x']);
    expect(new Set(spans.map((one) => one.spanContext().traceId))).toEqual(new Set([TRACE]));
    expect(span('append portfolio').parentSpanContext?.spanId).toBe(span('POST /x').spanContext().spanId);
    expect(span('POST /x').parentSpanContext).toBeUndefined();
    expect(span('append portfolio').attributes).toEqual({
      'stream.kind': 'portfolio',
      'event.types': 'Happened',
    });
    expect(JSON.stringify(spans.map(({ attributes }) => attributes))).not.toContain('secret');
  });

  it('goes on in another process below the same call', async () => {
    const here = open();
    here.tracing.call({ name: 'POST', correlationId: CORRELATION }, () => {})({
      name: 'POST /x',
      attributes: {},
      failed: true,
    });
    await here.stop();
    const root = span('POST /x').spanContext();
    const there = open();
    const about = { name: 'work', correlationId: CORRELATION, attributes: {} };
    await expect(
      there.tracing.during(about, async () => {
        await sleep(1);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    const page = [1, 2, 3].map((n) => {
      const event = eventOf({ type: 'Happened', data: {} } as never, `e${n}`);
      return n === 3 ? event : { ...event, metadata: { ...event.metadata, correlationId: CORRELATION } };
    });
    traceApplied(there.tracing)({ projections: ['a', 'b'], events: page, startedAt: 1000, endedAt: 1500 });
    await there.stop();
    const below = spans.filter((one) => one.spanContext().traceId === root.traceId);
    expect(below.map(({ name, parentSpanContext }) => [name, parentSpanContext?.spanId])).toEqual([
      ['work', root.spanId],
      ['project', root.spanId],
    ]);
    expect(span('project').attributes).toEqual({
      projections: 'a,b',
      'events.of_trace': 2,
      'events.of_page': 3,
    });
    expect(span('project').duration).toEqual([0, 500_000_000]);
    expect(span('work').status.code).toBe(2);
    // The third event is of another call, and so of another trace.
    expect(spans).toHaveLength(3);
  });
});
