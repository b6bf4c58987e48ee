import { createMemoryEventStore } from '../../../adapters/event-store/memory/memory-event-store.ts';
import type { CallContext, CreatedPortfolio, NewPortfolio } from '../../../application/application.ts';
import { createOpenStream } from '../../../application/command-handler.ts';
import { createCreatePortfolios } from '../../../application/imports/create-portfolios.ts';
import { refuse } from '../../../domain/errors/refusal.ts';
import { fail, ok } from '../../../domain/result.ts';
import { share } from '../../support/readings.ts';

const context: CallContext = {
  commandId: '7f9c2b1e-0000-4000-8000-000000000001',
  correlationId: '7f9c2b1e-0000-4000-8000-000000000002',
  actor: { kind: 'user', userId: 'jane' },
};

const named = (accountName: string): NewPortfolio => ({
  portfolioName: accountName,
  accountName,
  accountType: 'ira',
  equityBalance: '1',
  description: null,
  autoCalculate: false,
  fileSha256: 'ab'.repeat(32),
  positions: [share('AAPL')],
});

const createdOf = (portfolioId: string): CreatedPortfolio => ({
  portfolioId,
  importId: 'import',
  runId: null,
  positionsImported: 1,
  pendingSymbols: [],
});

describe('several portfolios out of one file', () => {
  it('say what was made when a name is lost to another request on the way', async () => {
    const store = createMemoryEventStore();
    const commands: string[] = [];
    const createPortfolios = createCreatePortfolios({
      store,
      openStream: createOpenStream(store, () => new Date('2024-06-28T21:00:00Z')),
      createPortfolio: async (_userId, { accountName }, { commandId }) => {
        commands.push(commandId);
        return accountName === 'lost'
          ? fail(refuse('ERR_PORT_001'))
          : ok({ value: createdOf(accountName), position: null });
      },
    });
    const several = ['a', 'b', 'lost', 'c'].map(named);
    expect(await createPortfolios('jane', several, context)).toEqual(
      fail({ code: 'ERR_PORT_001', details: { created: ['a', 'b'] } }),
    );
    const first = [...commands];
    await createPortfolios('jane', several, context);
    expect(commands).toEqual([...first, ...first]);
    expect(new Set(first).size).toBe(3);
    await store.close();
  });
});
