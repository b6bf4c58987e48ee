import fc from 'fast-check';
import { type PortfolioCommand, portfolioDecider } from '../../../domain/portfolio/decider.ts';
import type { PortfolioEvent } from '../../../domain/portfolio/events.ts';
import type { UnidentifiedPosition } from '../../../domain/portfolio/position.ts';
import { given } from '../../support/given.ts';
import { fileOf, share } from './lots.ts';

const about = {
  portfolioId: 'p1',
  userId: 'u1',
  portfolioName: 'Growth',
  accountName: 'Schwab',
  accountType: 'taxable',
  equityBalance: '100000',
  equityAsOf: '2024-06-28',
  description: null,
} as const;

const first: PortfolioCommand = {
  type: 'CreatePortfolioWithImport',
  ...about,
  importId: 'i1',
  fileSha256: 'sha of i1',
  importedOn: '2024-06-30',
  positions: [
    { ...share('AAPL', '100', '150'), positionId: 'x1' },
    { ...share('MSFT', '10', '300'), positionId: 'x2' },
  ],
  autoCalculate: false,
};
const reimport = (importId: string, ...positions: readonly UnidentifiedPosition[]): PortfolioCommand => ({
  type: 'ReimportPositions',
  portfolioId: 'p1',
  importId,
  fileSha256: `sha of ${importId}`,
  importedOn: '2024-10-01',
  file: fileOf(positions, { splits: { AAPL: 'trade', MSFT: 'trade', NVDA: 'trade' } }),
  lastCloseOf: () => '200',
  shareRatio: () => 1,
  autoCalculate: true,
});
const revert = (importId: string): PortfolioCommand => ({
  type: 'RevertImport',
  portfolioId: 'p1',
  importId,
  reason: 'wrong file',
});
const adjust = (positionId: string, quantity: string): PortfolioCommand => ({
  type: 'AdjustPositions',
  portfolioId: 'p1',
  today: '2024-10-02',
  entries: [{ positionId, changes: { quantity } }],
});
const remove = (positionId: string): PortfolioCommand => ({
  type: 'RemovePositions',
  portfolioId: 'p1',
  today: '2024-10-02',
  positionIds: [positionId],
  reason: null,
});

const fold = (events: readonly PortfolioEvent[]) =>
  events.reduce(portfolioDecider.evolve, portfolioDecider.initial);
const told = (...commands: readonly PortfolioCommand[]): readonly PortfolioEvent[] => {
  const events: PortfolioEvent[] = [];
  for (const command of commands) {
    const result = portfolioDecider.decide(command, fold(events));
    if (!result.ok) throw new Error(result.error.code);
    events.push(...result.value);
  }
  return events;
};
const lotsOf = (events: readonly PortfolioEvent[]) => {
  const state = fold(events);
  return state.status === 'none' ? new Map() : state.lots;
};
const heldIn = (events: readonly PortfolioEvent[]): readonly string[] =>
  [...lotsOf(events).values()].map(
    ({ position: { symbol, quantity, exit } }) => `${symbol} ${quantity}${exit === null ? '' : ' closed'}`,
  );
const lastOf = (events: readonly PortfolioEvent[]) => events.at(-1);

const newer = reimport('i2', share('AAPL', '60', '150'), share('NVDA', '5', '110'));

describe('a newer file', () => {
  it('is one event, and the same file again is none', () => {
    const events = told(first, newer);
    expect(events.map(({ type }) => type)).toEqual([
      'PortfolioCreated',
      'PositionsImported',
      'PositionsReconciled',
    ]);
    expect(heldIn(events)).toEqual(['AAPL 60', 'MSFT 10 closed', 'AAPL 40 closed', 'NVDA 5']);
    given(portfolioDecider, events).when(newer).thenNothing();
    given(portfolioDecider, events)
      .when({ ...newer, importId: 'i3' } as PortfolioCommand)
      .thenNothing();
    const edited = [...events, ...told(first, newer, adjust('x1', '61')).slice(3)];
    given(portfolioDecider, edited)
      .when({ ...newer, importId: 'i3' } as PortfolioCommand)
      .thenNothing();
  });

  it('may come again after it was undone', () => {
    given(portfolioDecider, told(first, newer, revert('i2')))
      .when({ ...newer, importId: 'i3' } as PortfolioCommand)
      .thenTypes('PositionsReconciled');
  });

  it('that leaves a question open is refused with it', () => {
    const doubled = reimport('i2', share('AAPL', '200', '75'), share('MSFT', '10', '300'));
    const open = { ...doubled, file: fileOf([share('AAPL', '200', '75'), share('MSFT', '10', '300')]) };
    const refused = portfolioDecider.decide(open as PortfolioCommand, fold(told(first)));
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'ERR_PORT_015', details: { questions: [{ id: 'split', symbol: 'AAPL' }] } },
    });
  });

  it('that shows the same is no event', () => {
    given(portfolioDecider, told(first))
      .when(reimport('i2', share('AAPL', '100', '150'), share('MSFT', '10', '300')))
      .thenNothing();
  });
});

describe('undoing a newer file', () => {
  it('brings everything back as it was', () => {
    const events = told(first, newer, revert('i2'));
    expect(lotsOf(events)).toEqual(lotsOf(told(first)));
    expect(lastOf(events)?.data).toMatchObject({ stayed: [], reason: 'wrong file' });
    given(portfolioDecider, events).when(revert('i2')).thenNothing();
  });

  it('leaves what was edited later, and says so', () => {
    const events = told(first, newer, adjust('x1', '55'), revert('i2'));
    expect(heldIn(events)).toEqual(['AAPL 55', 'MSFT 10', 'AAPL 40 closed']);
    const parts = [...lotsOf(events).keys()].filter((id) => id !== 'x2');
    expect(lastOf(events)?.data).toMatchObject({ restored: [{ position: { positionId: 'x2' } }] });
    expect(lastOf(events)?.data).toMatchObject({ stayed: expect.arrayContaining(parts) });
  });

  it('does not bring back what was removed by hand since', () => {
    const events = told(first, newer, remove('x2'), revert('i2'));
    expect(heldIn(events)).toEqual(['AAPL 100']);
  });
});

describe('undoing the first file', () => {
  it('after edits takes only what nobody has touched', () => {
    const events = told(first, adjust('x1', '101'), revert('i1'));
    expect(heldIn(events)).toEqual(['AAPL 101']);
    expect(lastOf(events)?.data).toMatchObject({ removed: ['x2'], restored: [], stayed: ['x1'] });
  });

  it('and then the newer one leaves nothing of either', () => {
    expect(heldIn(told(first, newer, revert('i1'), revert('i2')))).toEqual([]);
    expect(heldIn(told(first, newer, revert('i2'), revert('i1')))).toEqual([]);
  });
});

describe('any imports', () => {
  const rows = fc.uniqueArray(
    fc.record({
      symbol: fc.constantFrom('AAPL', 'MSFT', 'NVDA'),
      quantity: fc.integer({ min: 1, max: 200 }).map(String),
      price: fc.integer({ min: 1, max: 500 }).map(String),
    }),
    { selector: ({ symbol }) => symbol },
  );
  const file = rows.map((of) => of.map(({ symbol, quantity, price }) => share(symbol, quantity, price)));

  it('leave nothing when all of them are undone, in whatever order', () => {
    fc.assert(
      fc.property(
        fc.array(file, { maxLength: 4 }),
        fc.array(fc.nat(), { minLength: 5, maxLength: 5 }),
        (files, order) => {
          const imports = [first, ...files.map((of, n) => reimport(`r${n}`, ...of))];
          const events = told(...imports);
          const state = fold(events);
          const ids = state.status === 'none' ? [] : [...state.imports.keys()];
          const shuffled = ids
            .map((id, n) => ({ id, at: order[n] ?? 0 }))
            .toSorted((a, b) => a.at - b.at)
            .map(({ id }) => revert(id));
          expect(heldIn(told(...imports, ...shuffled))).toEqual([]);
        },
      ),
    );
  });

  it('are each undone without a trace when nothing came after', () => {
    fc.assert(
      fc.property(file, file, (second, third) => {
        const before = told(first, reimport('r2', ...second));
        const events = told(first, reimport('r2', ...second), reimport('r3', ...third));
        if (events.length === before.length) return;
        expect(
          lotsOf(told(first, reimport('r2', ...second), reimport('r3', ...third), revert('r3'))),
        ).toEqual(lotsOf(before));
      }),
    );
  });
});
