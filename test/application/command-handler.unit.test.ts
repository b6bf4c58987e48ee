import { createMemoryEventStore } from '../../adapters/event-store/memory/memory-event-store.ts';
import {
  type CommandContext,
  createCommandHandler,
  createOpenStream,
} from '../../application/command-handler.ts';
import { type EventStore, EventStoreUnavailable, START } from '../../application/ports/event-store.ts';
import { accountsDecider } from '../../domain/accounts/decider.ts';

const clock = () => new Date('2024-06-28T21:00:00Z');
const context = (commandId = '11111111-1111-4111-8111-111111111111'): CommandContext => ({
  commandId,
  correlationId: '22222222-2222-4222-8222-222222222222',
  actor: { kind: 'user', userId: 'u' },
});
const open = (portfolioId: string, accountName: string) =>
  ({ type: 'OpenAccount', portfolioId, accountName }) as const;
const handlerFor = (store: EventStore) => createCommandHandler(createOpenStream(store, clock));
const commandId = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

describe('handling a command', () => {
  it('appends what was decided, with who, why and when', async () => {
    const store = createMemoryEventStore(clock);
    const result = await handlerFor(store)(accountsDecider, 'accounts-u', open('p1', 'IRA'), context());
    expect(result).toMatchObject({ ok: true, value: { events: [{ type: 'AccountOpened' }] } });
    const [event] = await store.readStream('accounts-u');
    expect(event?.metadata).toEqual({
      correlationId: '22222222-2222-4222-8222-222222222222',
      causationId: '11111111-1111-4111-8111-111111111111',
      actor: { kind: 'user', userId: 'u' },
      schemaVersion: 1,
      occurredAt: '2024-06-28T21:00:00.000Z',
    });
  });

  it('gives a refusal back and writes nothing', async () => {
    const store = createMemoryEventStore(clock);
    const handle = handlerFor(store);
    await handle(accountsDecider, 'accounts-u', open('p1', 'IRA'), context(commandId(1)));
    const refused = await handle(accountsDecider, 'accounts-u', open('p2', 'ira '), context(commandId(2)));
    expect(refused).toMatchObject({ ok: false, error: { code: 'ERR_PORT_001' } });
    expect(await store.readStream('accounts-u')).toHaveLength(1);
  });

  it('decides again on what others wrote: of twenty that want one name, one gets it', async () => {
    const handle = handlerFor(createMemoryEventStore(clock));
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        handle(accountsDecider, 'accounts-u', open(`p${i}`, 'IRA'), context(commandId(i))),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('lets twenty that want different names all have them', async () => {
    const handle = handlerFor(createMemoryEventStore(clock));
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        handle(accountsDecider, 'accounts-u', open(`p${i}`, `IRA ${i}`), context(commandId(i))),
      ),
    );
    expect(results.every(({ ok }) => ok)).toBe(true);
  });

  it('writes once when an acknowledgement was lost', async () => {
    const memory = createMemoryEventStore(clock);
    let lost = 2;
    const store: EventStore = {
      ...memory,
      append: async (...append) => {
        const outcome = await memory.append(...append);
        if (lost-- > 0) throw new EventStoreUnavailable('the answer was lost');
        return outcome;
      },
    };
    const result = await handlerFor(store)(accountsDecider, 'accounts-u', open('p1', 'IRA'), context());
    expect(result.ok).toBe(true);
    expect(await memory.readStream('accounts-u')).toHaveLength(1);
  });

  it('keeps a stream open: the second command reads only what others have added', async () => {
    const memory = createMemoryEventStore(clock);
    let reads = 0;
    const store: EventStore = {
      ...memory,
      readStream: (...read) => {
        reads += 1;
        return memory.readStream(...read);
      },
    };
    const accounts = await createOpenStream(store, clock)(accountsDecider, 'accounts-u');
    for (let i = 0; i < 5; i++) await accounts.execute(open(`p${i}`, `IRA ${i}`), context(commandId(i)));
    expect(reads).toBe(1);
    await memory.append('accounts-u', 'any', [
      {
        type: 'AccountOpened',
        data: { portfolioId: 'other', accountName: 'Other' },
        eventId: commandId(99),
        metadata: {
          correlationId: 'c',
          causationId: 'c',
          actor: { kind: 'process', name: 'test' },
          schemaVersion: 1,
          occurredAt: '2024-01-01T00:00:00Z',
        },
      },
    ]);
    const refused = await accounts.execute(open('p9', 'other'), context(commandId(9)));
    expect(refused.ok).toBe(false);
    expect(reads).toBe(2);
  });

  it('writes a long decision whole, in the order decided', async () => {
    const store = createMemoryEventStore(clock);
    const countDown = {
      initial: 0,
      decide: (count: number) =>
        ({
          ok: true,
          value: Array.from({ length: count }, (_, n) => ({ type: 'Counted', data: { n } })),
        }) as const,
      evolve: (state: number) => state + 1,
    };
    const handle = handlerFor(store);
    const result = await handle(countDown, 'count', 130, context());
    expect(result).toMatchObject({ ok: true, value: { state: 130 } });
    const page = await store.readAll({ after: START, limit: 1000 });
    expect(page.events.map(({ data }) => (data as { n: number }).n)).toEqual(
      Array.from({ length: 130 }, (_, n) => n),
    );
  });
});

describe('a command that was tied to a revision', () => {
  const seen = (n: number, ...revisions: readonly (bigint | 'no-stream')[]): CommandContext => ({
    ...context(commandId(n)),
    expected: { stream: 'accounts-u', revisions },
  });
  const handled = async (store: EventStore, n: number, as: CommandContext) =>
    handlerFor(store)(accountsDecider, 'accounts-u', open(`p${n}`, `IRA ${n}`), as);

  it('passes while the stream is as it was seen, and says what it is then', async () => {
    const store = createMemoryEventStore(clock);
    expect(await handled(store, 1, seen(1, 'no-stream'))).toMatchObject({
      ok: true,
      value: { revision: 0n },
    });
    expect(await handled(store, 2, seen(2, 7n, 0n))).toMatchObject({ ok: true, value: { revision: 1n } });
  });

  it('is refused when somebody wrote since, even where nothing would be decided', async () => {
    const store = createMemoryEventStore(clock);
    await handled(store, 1, context(commandId(1)));
    await handled(store, 2, context(commandId(2)));
    const stale = { ok: false, error: { code: 'ERR_REQ_014', details: { current: '"1"' } } };
    expect(await handled(store, 3, seen(3, 0n))).toMatchObject(stale);
    expect(await handled(store, 1, seen(4, 0n))).toMatchObject(stale);
    expect(await store.readStream('accounts-u')).toHaveLength(2);
  });

  it('lets one of many pass that have seen the same', async () => {
    const store = createMemoryEventStore(clock);
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, n) => handled(store, n, seen(n, 'no-stream'))),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('may be repeated after its answer was lost', async () => {
    const store = createMemoryEventStore(clock);
    await handled(store, 1, seen(1, 'no-stream'));
    expect(await handled(store, 1, seen(1, 'no-stream'))).toMatchObject({ ok: true, value: { events: [] } });
  });

  it('is not held up by the revision of another stream', async () => {
    const store = createMemoryEventStore(clock);
    await handled(store, 1, context(commandId(1)));
    const elsewhere = { ...context(commandId(2)), expected: { stream: 'portfolio-p', revisions: [9n] } };
    expect(await handled(store, 2, elsewhere)).toMatchObject({ ok: true });
  });
});
