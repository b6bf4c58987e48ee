import { type Context, ROOT_CONTEXT, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-base';
import { ATTR_SERVICE_NAME, ATTR_SERVICE_VERSION } from '@opentelemetry/semantic-conventions';
import type { Tracing } from '../../application/ports/tracing.ts';
import { createTraceIds, rootSpanIdOf, traceIdOf } from './trace-ids.ts';

export type TracingOptions = {
  /** Sends spans; it never makes anybody wait, and what it cannot send is lost. */
  readonly exporter: SpanExporter;
  readonly version: string;
  readonly roles: readonly string[];
};

export const createOpenTelemetryTracing = ({ exporter, version, roles }: TracingOptions): Tracing => {
  const ids = createTraceIds();
  const provider = new BasicTracerProvider({
    idGenerator: ids.generator,
    resource: resourceFromAttributes({
      [ATTR_SERVICE_NAME]: 'sigmafold',
      [ATTR_SERVICE_VERSION]: version,
      'sigmafold.roles': roles.join(','),
    }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer('sigmafold');
  // Not the global one: several services may run in one process.
  const contexts = new AsyncLocalStorageContextManager().enable();

  /** Under the span that this process is in, when it is of the same trace; else under the call at the root. */
  const parentFor = (correlationId: string): Context => {
    const traceId = traceIdOf(correlationId);
    const active = contexts.active();
    if (trace.getSpanContext(active)?.traceId === traceId) return active;
    return trace.setSpanContext(ROOT_CONTEXT, {
      traceId,
      spanId: rootSpanIdOf(correlationId),
      traceFlags: TraceFlags.SAMPLED,
      isRemote: true,
    });
  };

  return {
    call: ({ name, correlationId }, run) => {
      const span = ids.asRoot(correlationId, () => tracer.startSpan(name, { root: true }, ROOT_CONTEXT));
      contexts.with(trace.setSpan(ROOT_CONTEXT, span), run);
      return ({ name: finalName, attributes, failed }) => {
        span.updateName(finalName);
        span.setAttributes({ ...attributes, 'sigmafold.correlation_id': correlationId });
        if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      };
    },
    during: async ({ name, correlationId, attributes }, work) => {
      const parent = parentFor(correlationId);
      const span = tracer.startSpan(name, { attributes }, parent);
      try {
        return await contexts.with(trace.setSpan(parent, span), work);
      } catch (error) {
        // The message may name what is nobody's business.
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    },
    was: ({ name, correlationId, attributes, startedAt, endedAt }) => {
      tracer
        .startSpan(name, { attributes, startTime: startedAt }, parentFor(correlationId))
        .end(Math.max(startedAt, endedAt));
    },
    stop: async () => {
      await provider.shutdown();
      contexts.disable();
    },
  };
};
