import { createMemoryEventStore } from '../../../adapters/event-store/memory/memory-event-store.ts';
import { createMemoryLogIndex } from '../../../adapters/event-store/memory/memory-log-index.ts';
import { endOfNewYorkDay, momentOf } from '../../../application/history/as-of.ts';
import { eventOf } from '../../support/events.ts';

describe('a moment', () => {
  it('ends with the New York day, in winter, in summer and where the clocks change', () => {
    expect(endOfNewYorkDay('2026-11-17')).toBe('2026-11-18T04:59:59.999Z');
    expect(endOfNewYorkDay('2026-07-01')).toBe('2026-07-02T03:59:59.999Z');
    expect(endOfNewYorkDay('2026-03-08')).toBe('2026-03-09T03:59:59.999Z');
    expect(endOfNewYorkDay('2026-10-31')).toBe('2026-11-01T03:59:59.999Z');
    expect(endOfNewYorkDay('2026-11-01')).toBe('2026-11-02T04:59:59.999Z');
  });

  it('is a position, an instant with any offset, or a day, today being so far', async () => {
    let now = new Date('2026-11-17T15:00:00Z');
    const clock = () => now;
    const store = createMemoryEventStore(clock);
    for (const hour of ['15', '21', '23']) {
      now = new Date(`2026-11-17T${hour}:00:00Z`);
      await store.append('noted', 'any', [eventOf({ type: 'Noted', data: {} }, hour, now.toISOString())]);
    }
    const sources = { store, index: createMemoryLogIndex(store), clock };
    const moment = async (text: string) => {
      const found = await momentOf(sources, text);
      return found.ok ? [found.value.position, found.value.at] : found.error.code;
    };
    expect(await moment('2')).toEqual([2n, '2026-11-17T21:00:00.000Z']);
    expect(await moment('0')).toEqual([0n, '1970-01-01T00:00:00.000Z']);
    expect(await moment('2026-11-17T21:00:00Z')).toEqual([2n, '2026-11-17T21:00:00.000Z']);
    expect(await moment('2026-11-17T15:59:59.999-05:00')).toEqual([1n, '2026-11-17T20:59:59.999Z']);
    expect(await moment('2026-11-17')).toEqual([3n, '2026-11-17T23:00:00.000Z']);
    expect(await moment('2026-11-16')).toEqual([0n, '2026-11-17T04:59:59.999Z']);
    expect(await moment('4')).toBe('ERR_ASOF_002');
    expect(await moment('2026-11-18')).toBe('ERR_ASOF_002');
    now = new Date('2026-11-18T15:00:00Z');
    expect(await moment('2026-11-17')).toEqual([3n, '2026-11-18T04:59:59.999Z']);
  });
});
