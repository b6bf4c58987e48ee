import { createInProcessBus } from '../../../adapters/bus/in-process/in-process-bus.ts';
import { createMemoryEventStore } from '../../../adapters/event-store/memory/memory-event-store.ts';
import { countedBus } from '../../../adapters/metrics/bus-metrics.ts';
import { createMetrics, type Metrics } from '../../../adapters/metrics/create-metrics.ts';
import { countedEventStore } from '../../../adapters/metrics/event-store-metrics.ts';
import { countedProvider } from '../../../adapters/metrics/provider-metrics.ts';
import { measureReadModels } from '../../../adapters/metrics/read-model-metrics.ts';
import { EventStoreUnavailable } from '../../../application/ports/event-store.ts';
import type { MarketDataProvider } from '../../../application/ports/market-data.ts';
import { eventOf } from '../../support/events.ts';

describe('the metrics of a process', () => {
  let metrics: Metrics;
  let errors: unknown[];
  beforeEach(() => {
    errors = [];
    metrics = createMetrics({
      version: '1.2.3',
      roles: ['api', 'projector'],
      onError: (error) => errors.push(error),
    });
  });
  /** Lines without comments that begin with the name. */
  const shown = async (name: string): Promise<readonly string[]> =>
    (await metrics.exposition()).text.split('\n').filter((line) => line.startsWith(`sigmafold_${name}`));

  it('say which version it is and what it does', async () => {
    expect(await shown('build_info')).toEqual([
      'sigmafold_build_info{version="1.2.3",roles="api,projector"} 1',
    ]);
    expect((await metrics.exposition()).contentType).toMatch(/^text\/plain; version=0\.0\.4/);
  });

  it('count calls by route and status, and those in hand until they end', async () => {
    const call = { method: 'GET', route: '/api/v1/portfolios/{id}', status: 404, seconds: 0.03 };
    metrics.http.began();
    metrics.http.began();
    metrics.http.ended(call);
    const labels = 'method="GET",route="/api/v1/portfolios/{id}",status="404"';
    const durations = await shown('http_request_duration_seconds');
    expect(durations).toContain(`sigmafold_http_request_duration_seconds_bucket{le="0.025",${labels}} 0`);
    expect(durations).toContain(`sigmafold_http_request_duration_seconds_bucket{le="0.05",${labels}} 1`);
    expect(await shown('http_requests_in_hand')).toEqual(['sigmafold_http_requests_in_hand 1']);
  });

  it('count events by type once, however often their append is repeated, and appends by what became of them', async () => {
    const store = countedEventStore(createMemoryEventStore(), metrics.registry);
    const event = eventOf({ type: 'Happened', data: {} } as never, 'one');
    await store.append('s-1', 'no-stream', [event]);
    await store.append('s-1', 'no-stream', [event]);
    await store.append('s-1', 'no-stream', [eventOf({ type: 'Happened', data: {} } as never, 'two')]);
    const down = {
      ...createMemoryEventStore(),
      append: async () => Promise.reject(new EventStoreUnavailable()),
    };
    const broken = countedEventStore(
      down,
      createMetrics({ version: '', roles: [], onError: () => {} }).registry,
    );
    await expect(broken.append('s-1', 'any', [event])).rejects.toMatchObject({
      code: 'EVENT_STORE_UNAVAILABLE',
    });
    expect(await shown('events_appended_total')).toEqual([
      'sigmafold_events_appended_total{type="Happened"} 1',
    ]);
    const counts = (await shown('event_append_duration_seconds_count')).toSorted();
    expect(counts).toEqual(
      ['appended', 'conflict', 'repeated'].map(
        (outcome) => `sigmafold_event_append_duration_seconds_count{outcome="${outcome}"} 1`,
      ),
    );
  });

  it('count attempts at messages and what was given up', async () => {
    const bus = countedBus(
      createInProcessBus({ backoffMs: () => 0, report: () => {} } as never),
      metrics.registry,
    );
    const buried: string[] = [];
    let attempts = 0;
    await bus.subscribe(
      'work',
      async ({ id }) => {
        attempts += 1;
        if (id === 'bad') throw new Error('no');
      },
      { concurrency: 1, onDeadLetter: async ({ id }) => void buried.push(id) },
    );
    for (const id of ['good', 'bad']) await bus.publish('work', { id, key: id, type: 't', payload: {} });
    await bus.close();
    expect(buried).toEqual(['bad']);
    expect(await shown('bus_work_duration_seconds_count')).toEqual(
      expect.arrayContaining([
        'sigmafold_bus_work_duration_seconds_count{topic="work",outcome="done"} 1',
        `sigmafold_bus_work_duration_seconds_count{topic="work",outcome="failed"} ${attempts - 1}`,
      ]),
    );
    expect(await shown('bus_dead_letters_total')).toEqual([
      'sigmafold_bus_dead_letters_total{topic="work"} 1',
    ]);
  });

  it('count the symbols that were asked for by the answer, and refused prices', async () => {
    const provider = countedProvider(
      {
        history: async () =>
          new Map<string, object>([
            ['A', { status: 'ok', bars: [], rejected: [{ date: '2024-01-02', reason: 'zero' }] }],
            ['B', { status: 'unknown-symbol' }],
            ['C', { status: 'unknown-symbol' }],
          ]),
        recentCloses: async () =>
          new Map<string, object>([['A', { status: 'unusable', reason: 'no close' }]]),
        profiles: async () => {
          throw new Error('down');
        },
      } as unknown as MarketDataProvider,
      metrics.registry,
    );
    await provider.history({ symbols: ['A', 'B', 'C'], from: '2024-01-01', to: '2024-01-02' });
    await provider.recentCloses?.({ symbols: ['A'], since: '2024-01-02', to: '2024-01-03' });
    await expect(provider.profiles(['A'])).rejects.toThrow('down');
    expect(await shown('provider_symbols_total')).toEqual([
      'sigmafold_provider_symbols_total{question="history",status="ok"} 1',
      'sigmafold_provider_symbols_total{question="history",status="unknown-symbol"} 2',
      'sigmafold_provider_symbols_total{question="recent-closes",status="unusable"} 1',
    ]);
    expect(await shown('provider_prices_rejected_total')).toEqual([
      'sigmafold_provider_prices_rejected_total 1',
    ]);
    expect(await shown('provider_call_duration_seconds_count')).toHaveLength(3);
  });

  it('ask for lag and drift when they are read, and leave out what cannot be asked', async () => {
    let down = false;
    const status = {
      name: 'positions',
      lagEvents: 7n,
      lagSeconds: 1.5,
      stalled: true,
      parkedKeys: 2,
      verified: null,
    };
    measureReadModels(
      { status: async () => (down ? Promise.reject(new Error('no database')) : [status as never]) },
      metrics,
    );
    metrics.measure([{ name: 'answer', help: 'there' }], async () => [{ name: 'answer', value: 42 }]);
    expect(await shown('projection_')).toEqual([
      'sigmafold_projection_lag_events{projection="positions"} 7',
      'sigmafold_projection_lag_seconds{projection="positions"} 1.5',
      'sigmafold_projection_stalled{projection="positions"} 1',
      'sigmafold_projection_parked_keys{projection="positions"} 2',
      'sigmafold_projection_drifted_rows{projection="positions"} 0',
    ]);
    down = true;
    expect(await shown('projection_')).toEqual([]);
    expect(await shown('answer')).toEqual(['sigmafold_answer 42']);
    expect(errors).toHaveLength(2);
  });
});
