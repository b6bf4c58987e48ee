import { createMemoryEventStore } from '../../../adapters/event-store/memory/memory-event-store.ts';
import { createMemoryLeadership, type Seats } from '../../../adapters/leadership/memory/memory-leadership.ts';
import type { EventStore } from '../../../application/ports/event-store.ts';
import { scheduleStatus, startSchedule } from '../../../application/schedule/schedule.ts';
import { streams } from '../../../application/streams.ts';
import type { RequestSymbolBatch } from '../../../application/symbol-batch/request-symbol-batch.ts';
import { ok } from '../../../domain/result.ts';
import type { SymbolBatchEvent } from '../../../domain/symbol-batch/events.ts';
import { until } from '../../support/until.ts';

const NINE = 21 * 60;

/** A log, a clock that is set by hand, and a batch that is asked for and ends when the test says so. */
const world = (now: string) => {
  let instant = new Date(now);
  let asked = 0;
  const clock = () => {
    asked += 1;
    return instant;
  };
  const store = createMemoryEventStore(clock);
  const errors: unknown[] = [];
  const stopping: (() => Promise<void>)[] = [];

  const tell = async (date: string, event: SymbolBatchEvent): Promise<void> => {
    await store.append(streams.symbolBatch(date), 'any', [
      {
        ...event,
        eventId: crypto.randomUUID(),
        metadata: {
          correlationId: 'c',
          causationId: 'c',
          actor: { kind: 'process', name: 'test' },
          schemaVersion: 1,
          occurredAt: instant.toISOString(),
        },
      },
    ]);
  };
  const requestBatch: RequestSymbolBatch = async ({ date, trigger, force, symbols }, { commandId }) => {
    await tell(date, {
      type: 'SymbolBatchRequested',
      data: { batchId: commandId, date, trigger, force, symbols },
    });
    return ok({ batchId: commandId, date, position: null });
  };
  return {
    clock,
    store,
    errors,
    tell,
    countLooks: () => {
      const before = asked;
      return () => asked - before;
    },
    set: (to: string) => {
      instant = new Date(to);
    },
    completed: (date: string) =>
      tell(date, {
        type: 'SymbolBatchCompleted',
        data: {
          batchId: 'b',
          date,
          outcome: 'complete',
          symbols: 1,
          updated: 1,
          failed: 0,
          seconds: 1,
          simulated: true,
        },
      }),
    failed: (date: string) =>
      tell(date, {
        type: 'SymbolBatchFailed',
        data: { batchId: 'b', date, code: 'ERR_BATCH_001', message: 'no' },
      }),
    suspended: (date: string) =>
      tell(date, {
        type: 'SymbolBatchSuspended',
        data: { batchId: 'b', date, reason: 'deadline', remaining: 5 },
      }),
    start: (leadership = createMemoryLeadership()) => {
      const { stop } = startSchedule({
        leadership,
        store,
        clock,
        requestBatch,
        time: NINE,
        onError: (error) => errors.push(error),
        lookEveryMs: 5,
      });
      stopping.push(stop);
      return stop;
    },
    end: () => Promise.all(stopping.map((stop) => stop())),
  };
};
type World = ReturnType<typeof world>;

const requests = async (store: EventStore, date: string): Promise<readonly unknown[]> =>
  (await store.readStream(streams.symbolBatch(date)))
    .filter(({ type }) => type === 'SymbolBatchRequested')
    .map(({ data }) => (data as { trigger: unknown }).trigger);

const asked = ({ store }: World, date: string, times = 1): Promise<void> =>
  until(`the batch of ${date}`, async () => (await requests(store, date)).length === times);

describe('the schedule', () => {
  it('asks for the session when its time has come, and not before', async () => {
    const w = world('2024-06-28T20:00:00Z');
    const looks = w.countLooks();
    w.start();
    await until('some looks', () => looks() > 20);
    expect(await requests(w.store, '2024-06-28')).toEqual([]);
    w.set('2024-06-29T01:00:00Z');
    await asked(w, '2024-06-28');
    expect(await requests(w.store, '2024-06-28')).toEqual(['schedule']);
    await w.end();
  });

  it('makes up for missed sessions one after the other, each when the one before has ended', async () => {
    const w = world('2024-07-02T02:00:00Z');
    await w.completed('2024-06-26');
    w.start();
    await asked(w, '2024-06-27');
    expect(await requests(w.store, '2024-06-28')).toEqual([]);
    await w.completed('2024-06-27');
    await asked(w, '2024-06-28');
    await w.completed('2024-06-28');
    await asked(w, '2024-07-01');
    await w.completed('2024-07-01');
    expect(await requests(w.store, '2024-06-27')).toEqual(['catch_up']);
    expect(await requests(w.store, '2024-07-01')).toEqual(['schedule']);
    await w.end();
    expect(w.errors).toEqual([]);
  });

  it('asks again for a session that was suspended', async () => {
    const w = world('2024-06-29T02:00:00Z');
    await w.completed('2024-06-27');
    w.start();
    await asked(w, '2024-06-28');
    await w.suspended('2024-06-28');
    await asked(w, '2024-06-28', 2);
    await w.end();
  });

  it('asks three times at most for a session that fails, with a wait between, and then goes on', async () => {
    const w = world('2024-07-02T02:00:00Z');
    await w.completed('2024-06-27');
    w.start();
    for (const attempt of [1, 2, 3]) {
      await asked(w, '2024-06-28', attempt);
      expect(await requests(w.store, '2024-07-01')).toEqual([]);
      await w.failed('2024-06-28');
      w.set(`2024-07-02T02:${attempt}5:00Z`);
    }
    await asked(w, '2024-07-01');
    expect(await requests(w.store, '2024-06-28')).toHaveLength(3);
    await w.end();
  });

  it('is done by one of two processes', async () => {
    const w = world('2024-06-29T02:00:00Z');
    await w.completed('2024-06-27');
    const seats: Seats = new Map();
    const first = w.start(createMemoryLeadership(seats));
    w.start(createMemoryLeadership(seats));
    await asked(w, '2024-06-28');
    await w.completed('2024-06-28');
    await first();
    w.set('2024-07-02T02:00:00Z');
    await asked(w, '2024-07-01');
    expect(await requests(w.store, '2024-06-28')).toHaveLength(1);
    expect(await requests(w.store, '2024-07-01')).toHaveLength(1);
    await w.end();
  });

  it('says what it did, what it missed and what is next', async () => {
    const w = world('2024-07-02T02:00:00Z');
    await w.completed('2024-06-27');
    await w.failed('2024-06-28');
    const status = await scheduleStatus({ store: w.store, clock: w.clock, time: NINE });
    expect(status).toMatchObject({
      next: { at: new Date('2024-07-03T01:00:00Z'), session: '2024-07-02' },
      lastDone: '2024-06-27',
      missed: ['2024-06-28', '2024-07-01'],
    });
    expect(status.sessions.slice(0, 3)).toMatchObject([
      { date: '2024-07-01', status: 'none' },
      { date: '2024-06-28', status: 'failed', error: { code: 'ERR_BATCH_001' } },
      { date: '2024-06-27', status: 'completed' },
    ]);
    expect(status.sessions).toHaveLength(10);
  });
});
