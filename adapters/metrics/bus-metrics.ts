import { Counter, Histogram, type Registry } from 'prom-client';
import type { MessageBus } from '../../application/ports/message-bus.ts';
import { PREFIX, WORK_BUCKETS } from './names.ts';

/** The bus, counted: attempts by topic and outcome, and what was given up. */
export const countedBus = (bus: MessageBus, registry: Registry): MessageBus => {
  const work = new Histogram({
    name: `${PREFIX}bus_work_duration_seconds`,
    help: 'Attempts to handle a message: done, or failed (and tried again).',
    labelNames: ['topic', 'outcome'] as const,
    buckets: WORK_BUCKETS,
    registers: [registry],
  });
  const dead = new Counter({
    name: `${PREFIX}bus_dead_letters_total`,
    help: 'Messages that this process has given up.',
    labelNames: ['topic'] as const,
    registers: [registry],
  });
  return {
    ...bus,
    subscribe: (topic, handler, options) =>
      bus.subscribe(
        topic,
        async (message, signal) => {
          const startedAt = performance.now();
          let outcome = 'failed';
          try {
            await handler(message, signal);
            outcome = 'done';
          } finally {
            work.observe({ topic, outcome }, (performance.now() - startedAt) / 1000);
          }
        },
        {
          ...options,
          onDeadLetter: async (message, error) => {
            dead.inc({ topic });
            await options.onDeadLetter?.(message, error);
          },
        },
      ),
  };
};
