import { Counter, Histogram, type Registry } from 'prom-client';
import type { EventStore } from '../../application/ports/event-store.ts';
import { CALL_BUCKETS, PREFIX } from './names.ts';

/**
 * The store, counted. Events by type are also what the business is counted by: registrations, calculations that
 * completed and failed, restated snapshots.
 */
export const countedEventStore = (store: EventStore, registry: Registry): EventStore => {
  const appends = new Histogram({
    name: `${PREFIX}event_append_duration_seconds`,
    help: 'Appends: appended, repeated (the first result again), conflict, or failed.',
    labelNames: ['outcome'] as const,
    buckets: CALL_BUCKETS,
    registers: [registry],
  });
  const events = new Counter({
    name: `${PREFIX}events_appended_total`,
    help: 'Events that this process has appended, by type.',
    labelNames: ['type'] as const,
    registers: [registry],
  });
  return {
    ...store,
    append: async (stream, expected, added) => {
      const startedAt = performance.now();
      let outcome = 'failed';
      try {
        const result = await store.append(stream, expected, added);
        outcome = result.status === 'appended' && result.repeated ? 'repeated' : result.status;
        if (outcome === 'appended') for (const { type } of added) events.inc({ type });
        return result;
      } finally {
        appends.observe({ outcome }, (performance.now() - startedAt) / 1000);
      }
    },
  };
};
