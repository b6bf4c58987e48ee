import { measureReadModels } from '../../adapters/metrics/read-model-metrics.ts';
import { instantInNewYork } from '../../application/schedule/timetable.ts';
import type { Composition } from './compose.ts';

/** What there is to scale by and to be woken for: the same in every process. */
export const addMeasures = ({
  metrics,
  readModels,
  store,
  deadLetters,
  backlog,
  schedule,
  figureCache,
  clock,
}: Pick<
  Composition,
  'metrics' | 'readModels' | 'store' | 'deadLetters' | 'backlog' | 'schedule' | 'figureCache' | 'clock'
>): void => {
  measureReadModels(readModels, metrics);
  metrics.measure(
    [
      { name: 'log_head', help: 'The position of the last event.' },
      { name: 'dead_letters_waiting', help: 'Messages that were given up and that nobody has replayed.' },
    ],
    async () => [
      { name: 'log_head', value: Number(await store.head()) },
      { name: 'dead_letters_waiting', value: await deadLetters.waiting() },
    ],
  );
  metrics.measure(
    [
      { name: 'relay_lag_seconds', help: 'Age of the oldest event that is not on the bus.' },
      { name: 'calculations_open', help: 'Calculations asked for and not ended.' },
      { name: 'calculations_oldest_seconds', help: 'Age of the oldest of them.' },
      { name: 'symbols_waiting', help: 'New symbols that wait to be brought in.' },
      { name: 'bus_backlog', help: 'Messages that are not dealt with yet.', labels: ['topic'] },
    ],
    async () => {
      const { relay, calculations, symbols, messages } = await backlog();
      return [
        { name: 'relay_lag_seconds', value: relay.seconds },
        { name: 'calculations_open', value: calculations.open },
        { name: 'calculations_oldest_seconds', value: calculations.seconds },
        { name: 'symbols_waiting', value: symbols },
        ...Object.entries(messages).flatMap(([topic, value]) =>
          value === null ? [] : [{ name: 'bus_backlog', labels: { topic }, value }],
        ),
      ];
    },
  );
  metrics.measure(
    [
      { name: 'analytics_cache_reads_total', help: 'Figures asked for, by outcome.', labels: ['outcome'] },
      { name: 'analytics_cache_bytes', help: 'What this process keeps of them.' },
    ],
    async () => {
      const { hits, shared, misses, bytes } = figureCache.stats();
      const reads = { hit: hits, shared, miss: misses };
      return [
        ...Object.entries(reads).map(([outcome, value]) => ({
          name: 'analytics_cache_reads_total',
          labels: { outcome },
          value,
        })),
        { name: 'analytics_cache_bytes', value: bytes },
      ];
    },
  );
  if (!schedule.enabled) return;
  metrics.measure(
    [
      {
        name: 'symbol_batch_missed_sessions',
        help: 'Sessions whose time has come and whose batch is not done.',
      },
      { name: 'symbol_batch_behind_seconds', help: 'Since the time of the oldest of them.' },
    ],
    async () => {
      const { missed, time } = await schedule.status();
      const [oldest] = missed;
      const behind = oldest === undefined ? 0 : clock().getTime() - instantInNewYork(oldest, time).getTime();
      return [
        { name: 'symbol_batch_missed_sessions', value: missed.length },
        { name: 'symbol_batch_behind_seconds', value: Math.max(0, behind / 1000) },
      ];
    },
  );
};
