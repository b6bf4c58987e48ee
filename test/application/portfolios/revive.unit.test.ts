import { createMemoryEventStore } from '../../../adapters/event-store/memory/memory-event-store.ts';
import { createCommandHandler, createOpenStream } from '../../../application/command-handler.ts';
import { createRevivePortfolio } from '../../../application/portfolios/change-portfolio.ts';
import { loadPortfolio } from '../../../application/portfolios/load-portfolio.ts';
import type { EventStore } from '../../../application/ports/event-store.ts';
import { streams } from '../../../application/streams.ts';
import { editedPortfolio } from '../../support/edited-portfolio.ts';
import { eventOf, tell } from '../../support/events.ts';

const clock = () => new Date('2024-07-05T21:00:00Z');
const { portfolioId, userId, told } = editedPortfolio('jane');
const archived = eventOf({ type: 'PortfolioArchived', data: { portfolioId, userId } }, 'archived');
const context = {
  commandId: '11111111-1111-4111-8111-111111111111',
  correlationId: '22222222-2222-4222-8222-222222222222',
  actor: { kind: 'user', userId },
} as const;

/** With an archived portfolio; `before` happens just before its revival is written. */
const reviving = async (before: (store: EventStore) => Promise<unknown>) => {
  const memory = createMemoryEventStore(clock);
  await tell(memory, [...told, { stream: streams.portfolio(portfolioId), event: archived }]);
  const store: EventStore = {
    ...memory,
    append: async (stream, expected, events) => {
      if (events[0]?.type === 'PortfolioRevived') await before(memory);
      return memory.append(stream, expected, events);
    },
  };
  const handle = createCommandHandler(createOpenStream(store, clock));
  const revived = await createRevivePortfolio({ store, handle })(userId, portfolioId, context);
  return { revived, status: (await loadPortfolio(store, portfolioId)).status };
};

describe('reviving a portfolio', () => {
  it('gives it its name back', async () => {
    expect(await reviving(async () => {})).toMatchObject({ revived: { ok: true }, status: 'open' });
  });

  it('leaves it archived when its name was taken in that very moment', async () => {
    const takeName = (store: EventStore) =>
      store.append(streams.accounts(userId), 'any', [
        eventOf({ type: 'AccountClosed', data: { portfolioId } }, 'closed'),
        eventOf({ type: 'AccountOpened', data: { portfolioId: 'another', accountName: 'JANE 2' } }, 'taken'),
      ]);
    expect(await reviving(takeName)).toMatchObject({
      revived: { ok: false, error: { code: 'ERR_PORT_001' } },
      status: 'archived',
    });
  });
});
