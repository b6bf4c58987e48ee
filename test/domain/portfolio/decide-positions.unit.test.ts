import fc from 'fast-check';
import type { Cells } from '../../../domain/import/columns.ts';
import { NO_CELLS } from '../../../domain/import/position-cells.ts';
import type { PositionCommand } from '../../../domain/portfolio/decide-positions.ts';
import { type PortfolioCommand, portfolioDecider } from '../../../domain/portfolio/decider.ts';
import type { PortfolioEvent } from '../../../domain/portfolio/events.ts';
import type { PortfolioLot } from '../../../domain/portfolio/lot.ts';
import type { Position } from '../../../domain/portfolio/position.ts';
import { given } from '../../support/given.ts';
import { call, share } from './lots.ts';

const TODAY = '2024-07-01';
const told = { portfolioId: 'p1', today: TODAY } as const;

const created: PortfolioEvent = {
  type: 'PortfolioCreated',
  data: {
    portfolioId: 'p1',
    userId: 'u1',
    portfolioName: 'Growth',
    accountName: 'Schwab',
    accountType: 'taxable',
    equityBalance: '100000',
    equityAsOf: '2024-06-28',
    description: null,
    currency: 'USD',
  },
};
const positionOf = (positionId: string, of = share('AAPL', '100', '150')): Position => ({
  ...of,
  positionId,
});
const imported = (...positions: readonly Position[]): PortfolioEvent => ({
  type: 'PositionsImported',
  data: {
    portfolioId: 'p1',
    importId: 'i1',
    fileSha256: 'ab',
    importedOn: '2024-06-30',
    positions,
    autoCalculate: false,
  },
});
const apple = positionOf('x1');
const appleLot: PortfolioLot = { position: apple, statedOn: '2024-06-30', importId: 'i1', changedBy: 'i1' };
const past = [created, imported(apple)];

const cells = (about: Partial<Cells>): Cells => ({ ...NO_CELLS, ...about });
const newMicrosoft = cells({ symbol: 'msft', quantity: '10.50', entryPrice: '300', entryDate: '2024-06-03' });
const open = (...entries: readonly Cells[]): PositionCommand => ({
  ...told,
  type: 'OpenPositions',
  onDuplicate: 'refuse',
  entries: entries.map((each, index) => ({ positionId: `n${index}`, cells: each })),
});
const adjust = (positionId: string, changes: Partial<Cells>): PositionCommand => ({
  ...told,
  type: 'AdjustPositions',
  entries: [{ positionId, changes }],
});
const close = (
  positionId: string,
  quantity: string | null,
  exitDate = '2024-06-28',
  exitPrice = '210',
): PositionCommand => ({
  ...told,
  type: 'ClosePositions',
  shareRatio: () => 1,
  entries: [{ positionId, quantity, exitDate, exitPrice, closedPartId: `part of ${positionId}` }],
});
const remove = (...positionIds: readonly string[]): PositionCommand => ({
  ...told,
  type: 'RemovePositions',
  positionIds,
  reason: 'a mistake',
});

const fold = (events: readonly PortfolioEvent[]) =>
  events.reduce(portfolioDecider.evolve, portfolioDecider.initial);
const lotsOf = (events: readonly PortfolioEvent[]): readonly PortfolioLot[] => {
  const state = fold(events);
  return state.status === 'none' ? [] : [...state.lots.values()];
};
const decided = (events: readonly PortfolioEvent[], command: PortfolioCommand): readonly PortfolioEvent[] => {
  const result = portfolioDecider.decide(command, fold(events));
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
};
const following = (
  events: readonly PortfolioEvent[],
  ...commands: readonly PortfolioCommand[]
): readonly PortfolioEvent[] => {
  const all = [...events];
  for (const command of commands) all.push(...decided(all, command));
  return all;
};

describe('a position entered by hand', () => {
  it('is read as a row of a file is, in the shares of today', () => {
    const { positionId: _, ...microsoft } = positionOf('', share('MSFT', '10.5', '300', '2024-06-03'));
    given(portfolioDecider, past)
      .when(open(newMicrosoft))
      .then({
        type: 'PositionOpened',
        data: {
          portfolioId: 'p1',
          lot: { position: { ...microsoft, positionId: 'n0', subtype: null } as Position, statedOn: TODAY },
          autoCalculate: true,
        },
      });
  });

  it('asks for one calculation, however many come at once', () => {
    const events = decided(past, open(newMicrosoft, cells({ ...newMicrosoft, symbol: 'NVDA' })));
    expect(events.map(({ data }) => (data as { autoCalculate: boolean }).autoCalculate)).toEqual([
      false,
      true,
    ]);
  });

  it('is opened once, also after it was removed again', () => {
    const opened = following(past, open(newMicrosoft));
    given(portfolioDecider, opened).when(open(newMicrosoft)).thenNothing();
    given(portfolioDecider, following(opened, remove('n0')))
      .when(open(newMicrosoft))
      .thenNothing();
  });

  it('is refused with its own code, and many with everything that is wrong with any', () => {
    const bad = cells({ ...newMicrosoft, quantity: '0', entryPrice: '-1' });
    given(portfolioDecider, past).when(open(bad)).thenRefused('ERR_POS_006');
    const refused = portfolioDecider.decide(open(newMicrosoft, bad), fold(past));
    expect(refused).toMatchObject({
      ok: false,
      error: {
        code: 'ERR_POS_044',
        details: {
          total_errors: 2,
          errors: [
            { row: 2, symbol: 'msft', field: 'quantity', value: '0', code: 'ERR_POS_006' },
            { row: 2, symbol: 'msft', field: 'entry_price', value: '-1', code: 'ERR_POS_010' },
          ],
        },
      },
    });
  });

  it('is refused where the same lot is there already, unless both are meant', () => {
    const again = cells({ symbol: 'AAPL', quantity: '5', entryPrice: '151', entryDate: apple.entryDate });
    given(portfolioDecider, past).when(open(again)).thenRefused('ERR_POS_023');
    given(portfolioDecider, past).when(open(newMicrosoft, newMicrosoft)).thenRefused('ERR_POS_044');
    const keep = { ...open(again), onDuplicate: 'keep' } as PositionCommand;
    given(portfolioDecider, past).when(keep).thenTypes('PositionOpened');
  });

  it('needs a portfolio that is open', () => {
    given(portfolioDecider, []).when(open(newMicrosoft)).thenRefused('ERR_NOT_FOUND');
    const archived = following(past, { type: 'ArchivePortfolio', portfolioId: 'p1' });
    given(portfolioDecider, archived).when(open(newMicrosoft)).thenRefused('ERR_PORT_014');
  });
});

describe('changing a position', () => {
  it('tells what it was and what it is, in the shares in which it is shown', () => {
    const to = { ...apple, quantity: '120', entryPrice: '149.5' };
    given(portfolioDecider, past)
      .when(adjust('x1', { quantity: '120', entryPrice: '149.50' }))
      .then({
        type: 'PositionAdjusted',
        data: {
          portfolioId: 'p1',
          before: appleLot,
          after: { position: to, statedOn: '2024-06-30' },
          autoCalculate: true,
        },
      });
  });

  it('changes nothing when it is so already', () => {
    given(portfolioDecider, past)
      .when(adjust('x1', { quantity: '100.0', entryPrice: '150' }))
      .thenNothing();
  });

  it('can take an exit back, and set a subtype', () => {
    const closed = following(past, close('x1', null));
    const [reopened] = decided(closed, adjust('x1', { exitDate: '', exitPrice: '' }));
    expect(reopened?.data).toMatchObject({ after: { position: { exit: null } } });
    const [fund] = decided(past, adjust('x1', { investmentSubtype: 'ETF' }));
    expect(fund?.data).toMatchObject({ after: { position: { subtype: 'ETF' } } });
  });

  it('refuses what no file could hold, and what is not there', () => {
    given(portfolioDecider, past)
      .when(adjust('x1', { entryDate: '2024-07-02' }))
      .thenRefused('ERR_POS_014');
    given(portfolioDecider, past)
      .when(adjust('x1', { investmentSubtype: 'ART' }))
      .thenRefused('ERR_POS_017');
    given(portfolioDecider, past)
      .when(adjust('x2', { quantity: '1' }))
      .thenRefused('ERR_POS_042');
  });
});

describe('closing a position', () => {
  const exit = { date: '2024-06-28', price: '210' };

  it('in full sets its exit', () => {
    given(portfolioDecider, past)
      .when(close('x1', null))
      .then({
        type: 'PositionClosed',
        data: {
          portfolioId: 'p1',
          before: appleLot,
          closed: { position: { ...apple, exit }, statedOn: '2024-06-30' },
          remainder: null,
          autoCalculate: true,
        },
      });
    given(portfolioDecider, past).when(close('x1', '100')).thenTypes('PositionClosed');
  });

  it('in part makes a lot of what was closed, and keeps the rest under its id', () => {
    expect(lotsOf(following(past, close('x1', '40')))).toEqual([
      {
        position: { ...apple, quantity: '60' },
        statedOn: '2024-06-30',
        importId: 'i1',
        changedBy: null,
      },
      {
        position: { ...apple, positionId: 'part of x1', quantity: '40', exit },
        statedOn: '2024-06-30',
        importId: 'i1',
        changedBy: null,
      },
    ]);
  });

  it('of a short takes a quantity without a sign', () => {
    const short = [created, imported(positionOf('s1', share('AAPL', '-100', '150')))];
    expect(lotsOf(following(short, close('s1', '40'))).map(({ position }) => position.quantity)).toEqual([
      '-60',
      '-40',
    ]);
  });

  it('twice in one command sees the first', () => {
    const twice: PositionCommand = {
      ...told,
      type: 'ClosePositions',
      shareRatio: () => 1,
      entries: ['30', '70'].map((quantity, index) => ({
        positionId: 'x1',
        quantity,
        exitDate: '2024-06-28',
        exitPrice: `21${index}`,
        closedPartId: `part ${index}`,
      })),
    };
    expect(
      lotsOf(following(past, twice)).map(({ position: { positionId, quantity, exit: of } }) => [
        positionId,
        quantity,
        of?.price,
      ]),
    ).toEqual([
      ['x1', '70', '211'],
      ['part 0', '30', '210'],
    ]);
  });

  it('counts and prices what is sold in the shares of its day, when the lot was stated before a split', () => {
    const tenfold = {
      ...close('x1', '400', '2024-06-28', '21.5'),
      shareRatio: ({ statedOn }: { statedOn: string }, date: string) =>
        statedOn === '2024-06-30' && date === '2024-06-28' ? 10 : 1,
    } as PositionCommand;
    expect(
      lotsOf(following(past, tenfold)).map(({ position, statedOn }) => [
        position.quantity,
        position.entryPrice,
        statedOn,
      ]),
    ).toEqual([
      ['600', '15', '2024-06-28'],
      ['400', '15', '2024-06-28'],
    ]);
    const reverse = { ...close('x1', '5.5'), shareRatio: () => 0.05 } as PositionCommand;
    given(portfolioDecider, past).when(reverse).thenRefused('ERR_POS_041');
  });

  it('changes nothing when it is repeated, and refuses another exit', () => {
    const inPart = following(past, close('x1', '40'));
    given(portfolioDecider, inPart).when(close('x1', '40')).thenNothing();
    const inFull = following(past, close('x1', null));
    given(portfolioDecider, inFull).when(close('x1', null)).thenNothing();
    given(portfolioDecider, inFull)
      .when(close('x1', null, '2024-06-27'))
      .thenRefused('ERR_POS_040');
  });

  it.each([
    ['ERR_POS_041', close('x1', '100.5')],
    ['ERR_POS_041', close('x1', '-40')],
    ['ERR_POS_006', close('x1', '0')],
    ['ERR_POS_013', close('x1', null, '28.06.2024')],
    ['ERR_POS_018', close('x1', null, '2024-01-15')],
    ['ERR_POS_027', close('x1', null, '2024-07-02')],
    ['ERR_POS_024', close('x1', null, '', '')],
    ['ERR_POS_025', close('x1', null, '2024-06-28', '')],
    ['ERR_POS_026', close('x1', null, '2024-06-28', '0')],
    ['ERR_POS_042', close('x2', null)],
  ] as const)('is refused with %s', (code, command) => {
    given(portfolioDecider, past).when(command).thenRefused(code);
  });

  it('is refused after the option had expired', () => {
    const option = [created, imported({ ...call('2', '2024-06-21'), positionId: 'o1' })];
    given(portfolioDecider, option).when(close('o1', null)).thenRefused('ERR_POS_043');
    given(portfolioDecider, option)
      .when(close('o1', '1', '2024-06-21', '0'))
      .thenTypes('PositionClosed');
  });
});

describe('removing a position', () => {
  it('says what it was and why, and happens once', () => {
    given(portfolioDecider, past)
      .when(remove('x1'))
      .then({
        type: 'PositionRemoved',
        data: { portfolioId: 'p1', removed: appleLot, reason: 'a mistake', autoCalculate: true },
      });
    given(portfolioDecider, following(past, remove('x1')))
      .when(remove('x1'))
      .thenNothing();
    expect(decided(past, remove('x1', 'x1'))).toHaveLength(1);
  });

  it('is all or nothing', () => {
    given(portfolioDecider, past).when(remove('x1', 'x2')).thenRefused('ERR_POS_042');
  });
});

describe('any sequence of commands', () => {
  /** What a careful person would write on paper: quantity, price and exit of each lot. */
  type Paper = Map<string, { quantity: number; price: string; exit: string | null }>;
  const step = fc.oneof(
    fc.record({ kind: fc.constant('open' as const), quantity: fc.integer({ min: 1, max: 50 }) }),
    fc.record({
      kind: fc.constant('adjust' as const),
      lot: fc.nat(20),
      quantity: fc.integer({ min: 1, max: 50 }),
    }),
    fc.record({
      kind: fc.constant('close' as const),
      lot: fc.nat(20),
      quantity: fc.integer({ min: 1, max: 50 }),
      price: fc.integer({ min: 1, max: 9 }),
    }),
    fc.record({ kind: fc.constant('remove' as const), lot: fc.nat(20) }),
  );

  it('folds to the lots that a simple model has', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const paper: Paper = new Map([['x1', { quantity: 100, price: '150', exit: null }]]);
        let events: readonly PortfolioEvent[] = past;
        for (const [n, of] of steps.entries()) {
          const id =
            of.kind === 'open' ? `n${n}` : ([...paper.keys()][of.lot % Math.max(paper.size, 1)] ?? '');
          const lot = paper.get(id);
          const command = ((): PositionCommand | null => {
            switch (of.kind) {
              case 'open': {
                paper.set(id, { quantity: of.quantity, price: '20', exit: null });
                const entry = cells({
                  symbol: 'MSFT',
                  quantity: String(of.quantity),
                  entryPrice: '20',
                  entryDate: '2024-06-03',
                });
                return {
                  ...told,
                  type: 'OpenPositions',
                  onDuplicate: 'keep',
                  entries: [{ positionId: id, cells: entry }],
                };
              }
              case 'adjust':
                if (lot === undefined) return null;
                paper.set(id, { ...lot, quantity: of.quantity });
                return adjust(id, { quantity: String(of.quantity) });
              case 'close': {
                if (lot === undefined || lot.exit !== null || of.quantity > lot.quantity) return null;
                const price = String(of.price);
                const part = { ...lot, quantity: of.quantity, exit: price };
                if (of.quantity === lot.quantity) paper.set(id, part);
                else {
                  paper.set(id, { ...lot, quantity: lot.quantity - of.quantity });
                  paper.set(`part ${n}`, part);
                }
                return {
                  ...told,
                  type: 'ClosePositions',
                  shareRatio: () => 1,
                  entries: [
                    {
                      positionId: id,
                      quantity: String(of.quantity),
                      exitDate: '2024-06-28',
                      exitPrice: price,
                      closedPartId: `part ${n}`,
                    },
                  ],
                };
              }
              case 'remove':
                paper.delete(id);
                return lot === undefined ? null : remove(id);
            }
          })();
          if (command !== null) events = following(events, command);
        }
        const now = lotsOf(events).map(({ position }) => [
          position.positionId,
          {
            quantity: Number(position.quantity),
            price: position.entryPrice,
            exit: position.exit?.price ?? null,
          },
        ]);
        expect(new Map(now as never)).toEqual(paper);
      }),
    );
  });
});
