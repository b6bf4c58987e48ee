import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import type { Logger } from 'pino';
import { countedBus } from '../../adapters/metrics/bus-metrics.ts';
import { createMetrics, type Metrics } from '../../adapters/metrics/create-metrics.ts';
import { countedEventStore } from '../../adapters/metrics/event-store-metrics.ts';
import { countedProvider } from '../../adapters/metrics/provider-metrics.ts';
import { createOpenTelemetryTracing } from '../../adapters/tracing/open-telemetry-tracing.ts';
import { tracedBus, tracedEventStore } from '../../adapters/tracing/traced.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { MarketDataProvider } from '../../application/ports/market-data.ts';
import type { MessageBus } from '../../application/ports/message-bus.ts';
import { noTracing, type Tracing } from '../../application/ports/tracing.ts';
import type { Config } from '../config/config.ts';
import { VERSION } from '../version.ts';

export type Observed = {
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly store: (store: EventStore) => EventStore;
  readonly bus: (bus: MessageBus) => MessageBus;
  readonly provider: (provider: MarketDataProvider) => MarketDataProvider;
};

/** Metrics always; traces where somebody collects them. */
export const createObserved = (
  { roles, traceEndpoint }: Pick<Config, 'roles' | 'traceEndpoint'>,
  logger: Logger,
): Observed => {
  const metrics = createMetrics({
    version: VERSION,
    roles,
    onError: (error) => logger.warn({ err: error }, 'a number for the metrics could not be asked'),
  });
  const tracing =
    traceEndpoint === null
      ? noTracing
      : createOpenTelemetryTracing({
          exporter: new OTLPTraceExporter({ url: `${traceEndpoint}/v1/traces` }),
          version: VERSION,
          roles,
        });
  return {
    metrics,
    tracing,
    store: (store) => tracedEventStore(countedEventStore(store, metrics.registry), tracing),
    bus: (bus) => tracedBus(countedBus(bus, metrics.registry), tracing),
    provider: (provider) => countedProvider(provider, metrics.registry),
  };
};
