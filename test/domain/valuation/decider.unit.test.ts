import type { CapitalFlow } from '../../../domain/portfolio/capital-flow.ts';
import { valuationDecider } from '../../../domain/valuation/decider.ts';
import type { ValuationEvent } from '../../../domain/valuation/events.ts';
import type { ImportedSnapshot, Valuation } from '../../../domain/valuation/valuation.ts';
import { valuePortfolio } from '../../../domain/valuation/value-portfolio.ts';
import { given } from '../../support/given.ts';

const SESSIONS = ['2024-06-26', '2024-06-27', '2024-06-28'];
const portfolio = (closes: readonly string[], eventId = 'event-1', flows: readonly CapitalFlow[] = []) =>
  valuePortfolio(
    {
      statedEquity: '1000',
      equityAsOf: '2024-06-28',
      flows,
      lots: [
        {
          statedOn: '2024-06-28',
          position: {
            positionId: 'lot',
            symbol: 'AAPL',
            quantity: '2',
            entryPrice: '90',
            entryDate: '2024-01-02',
            exit: null,
            investmentClass: 'PUBLIC',
            subtype: null,
          },
        },
      ],
      seriesOf: () => ({
        dates: SESSIONS,
        closes,
        splitFactors: [1, 1, 1],
        eventIds: [eventId, eventId, eventId],
        simulated: false,
      }),
    },
    SESSIONS,
  );

const about = { runId: 'run-1', portfolioId: 'p' };
const record = (valuations: readonly Valuation[]) =>
  ({ type: 'RecordValuations', ...about, valuations }) as const;
const valued = (valuations: readonly Valuation[]): readonly ValuationEvent[] =>
  valuations.map((valuation) => ({ type: 'PortfolioValued', data: { ...about, valuation } }));

/** As a store that reorders object keys would give it back. */
const throughTheStore = (events: readonly ValuationEvent[]): readonly ValuationEvent[] =>
  JSON.parse(JSON.stringify(events), (_, value) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).reverse())
      : value,
  );

describe('recording valuations', () => {
  const days = portfolio(['100', '101', '102']);

  it('values each date once', () =>
    given(valuationDecider, [])
      .when(record(days))
      .then(...valued(days)));

  it('has nothing to tell the second time, nor the thousandth', () =>
    given(valuationDecider, throughTheStore(valued(days)))
      .when(record(days))
      .thenNothing());

  it('has nothing to tell when the same prices were learned from another event', () =>
    given(valuationDecider, valued(days))
      .when(record(portfolio(['100', '101', '102'], 'event-2')))
      .thenNothing());

  it('values only the new date when a day is added', () =>
    given(valuationDecider, valued(days.slice(0, 2)))
      .when(record(days))
      .then(...valued(days.slice(2))));

  it('restates a date whose price changed, names every figure that moved, and says why', () => {
    const decided = valuationDecider.decide(
      record(portfolio(['100', '101', '105'])),
      valued(days).reduce(valuationDecider.evolve, valuationDecider.initial),
    );
    const restated = decided.ok ? decided.value.at(-1) : undefined;
    expect(restated).toMatchObject({
      type: 'SnapshotRestated',
      data: { reason: 'prices changed', valuation: { date: '2024-06-28' } },
    });
    const changed = restated?.type === 'SnapshotRestated' ? restated.data.changed : [];
    expect(changed).toContainEqual({ field: 'dailyPnl', before: '2.00', after: '8.00' });
    expect(changed).toContainEqual({
      field: 'mark AAPL lot',
      before: '2 @ 102 (close 2024-06-28)',
      after: '2 @ 105 (close 2024-06-28)',
    });
    expect(changed.map(({ field }) => field)).not.toContain('equity');
  });

  it('restates what a back-dated flow moves, with the flow as the reason, to what it had been from the start', () => {
    const flow: CapitalFlow = {
      flowId: 'f',
      kind: 'CONTRIBUTION',
      amount: '100.00',
      date: '2024-06-27',
      notes: null,
    };
    const withFlow = portfolio(['100', '101', '102'], 'event-1', [flow]);
    const told = valued(days);
    const state = told.reduce(valuationDecider.evolve, valuationDecider.initial);
    const decided = valuationDecider.decide(record(withFlow), state);
    const events = decided.ok ? decided.value : [];
    expect(
      events.map(
        (event) => event.type === 'SnapshotRestated' && [event.data.valuation.date, event.data.reason],
      ),
    ).toEqual([
      ['2024-06-26', 'a capital flow of another date changed'],
      ['2024-06-27', 'a capital flow was recorded'],
    ]);
    const fromTheStart = valued(withFlow).reduce(valuationDecider.evolve, valuationDecider.initial);
    expect(events.reduce(valuationDecider.evolve, state)).toEqual(fromTheStart);
    given(valuationDecider, [...told, ...events])
      .when(record(withFlow))
      .thenNothing();
    const undone = valuationDecider.decide(record(days), fromTheStart);
    expect(undone.ok && undone.value[1]).toMatchObject({ data: { reason: 'a capital flow was removed' } });
  });

  it('withdraws dates that the history no longer reaches', () =>
    given(valuationDecider, valued(days))
      .when(
        record(
          days
            .slice(1)
            .map((day, i) => (i === 0 ? { ...day, previousDate: null, previousEquity: null } : day)),
        ),
      )
      .thenTypes('SnapshotWithdrawn', 'SnapshotRestated'));

  it('leaves later dates alone when an earlier date is calculated', () =>
    given(valuationDecider, valued(days))
      .when(record(days.slice(0, 2)))
      .thenNothing());
});

describe('snapshots of an earlier system', () => {
  const days = portfolio(['100', '101', '102']);
  const { marks: _, ...figures } = days[0]!;
  const imported = (date: string, equity: string): ImportedSnapshot => ({
    ...figures,
    date,
    equity,
    basis: 'imported',
    unrealizedPnl: null,
    positions: null,
  });
  const shown = [
    imported('2024-06-26', '996.00'),
    imported('2024-06-27', '4000.00'),
    imported('2024-06-29', '4002.00'),
  ];
  const importOf = (snapshots: readonly ImportedSnapshot[]) =>
    ({ type: 'ImportSnapshots', importId: 'import', portfolioId: 'p', snapshots }) as const;
  const told = (snapshots: readonly ImportedSnapshot[]): readonly ValuationEvent[] =>
    snapshots.map((valuation) => ({
      type: 'SnapshotImported',
      data: { importId: 'import', portfolioId: 'p', valuation },
    }));
  const restate = (from: string) => ({
    ...record(days),
    restatement: { from, reason: 'four runs in one night', anchored: false },
  });

  it('are taken over as they were shown, and only once', () => {
    given(valuationDecider, [])
      .when(importOf(shown))
      .then(...told(shown));
    given(valuationDecider, throughTheStore(told(shown)))
      .when(importOf(shown))
      .thenNothing();
  });

  it('never overwrite what was valued here, nor each other', () => {
    given(valuationDecider, valued(days)).when(importOf(shown)).thenRefused('ERR_SNAPSHOT_001');
    given(valuationDecider, told(shown))
      .when(importOf([imported('2024-06-26', '997.00')]))
      .thenRefused('ERR_SNAPSHOT_001');
  });

  it('stay as they are in an ordinary run, which values the other dates', () =>
    given(valuationDecider, told(shown))
      .when(record(days))
      .then(...valued(days.slice(2))));

  it('are restated from a date on when somebody asks, with what they were and why; earlier ones stay', () => {
    const past = told(shown);
    const decided = valuationDecider.decide(
      restate('2024-06-27'),
      past.reduce(valuationDecider.evolve, valuationDecider.initial),
    );
    expect(decided.ok && decided.value).toMatchObject([
      {
        type: 'SnapshotRestated',
        data: {
          valuation: { date: '2024-06-27', equity: '998.00' },
          reason: 'calculated in place of what was imported (four runs in one night)',
          changed: expect.arrayContaining([
            { field: 'equity', before: '4000.00', after: '998.00' },
          ]) as unknown,
        },
      },
      { type: 'PortfolioValued', data: { valuation: { date: '2024-06-28' } } },
    ]);
  });

  it('are withdrawn by a restatement where there was no session, and kept where the history does not reach', () => {
    const past = told([imported('2023-06-27', '1.00'), imported('2024-06-27', '4000.00')]);
    const decided = valuationDecider.decide(
      {
        ...record([days[0]!, days[2]!]),
        restatement: { from: '2023-01-01', reason: 'a holiday', anchored: false },
      },
      past.reduce(valuationDecider.evolve, valuationDecider.initial),
    );
    const withdrawn = decided.ok ? decided.value.filter(({ type }) => type === 'SnapshotWithdrawn') : [];
    expect(withdrawn).toMatchObject([
      { data: { date: '2024-06-27', reason: 'no session of this portfolio (a holiday)' } },
    ]);
  });

  it('are ordinary dates once restated: the same again is nothing to tell', () => {
    const past = told(shown);
    const state = past.reduce(valuationDecider.evolve, valuationDecider.initial);
    const decided = valuationDecider.decide(restate('2024-06-26'), state);
    const after = [...past, ...(decided.ok ? decided.value : [])];
    given(valuationDecider, after).when(restate('2024-06-26')).thenNothing();
    given(valuationDecider, after).when(record(days)).thenNothing();
  });
});

describe('a restatement', () => {
  it('from another equity takes along the dates before it that were valued here', () => {
    const days = portfolio(['100', '101', '102']);
    const richer = days.map((day) => ({ ...day, equity: `${Number(day.equity) + 1}.00` }));
    const decided = valuationDecider.decide(
      { ...record(richer), restatement: { from: '2024-06-28', reason: 'the equity', anchored: true } },
      valued(days).reduce(valuationDecider.evolve, valuationDecider.initial),
    );
    expect(decided.ok && decided.value.map(({ type }) => type)).toEqual(days.map(() => 'SnapshotRestated'));
  });

  it('leaves the dates before it as they are, whatever the facts say now', () => {
    const days = portfolio(['100', '101', '102']);
    const decided = valuationDecider.decide(
      {
        ...record(portfolio(['90', '91', '92'])),
        restatement: { from: '2024-06-28', reason: 'prices were wrong', anchored: false },
      },
      valued(days).reduce(valuationDecider.evolve, valuationDecider.initial),
    );
    const restated = decided.ok ? decided.value : [];
    expect(restated).toHaveLength(1);
    expect(restated).toMatchObject([
      { data: { valuation: { date: '2024-06-28' }, reason: 'prices changed (prices were wrong)' } },
    ]);
  });
});
