import fc from 'fast-check';
import { sessionsBetween } from '../../../domain/calendar/nyse.ts';
import type { CapitalFlow } from '../../../domain/portfolio/capital-flow.ts';
import type { Position } from '../../../domain/portfolio/position.ts';
import type { Lot } from '../../../domain/valuation/mark.ts';
import type { PriceSeries } from '../../../domain/valuation/price-series.ts';
import {
  marksOn,
  type PortfolioFacts,
  valuationSteps,
  valuePortfolio,
} from '../../../domain/valuation/value-portfolio.ts';

const SESSIONS = sessionsBetween('2024-06-03', '2024-06-14');
const [D1 = '', D2 = '', D3 = '', , D5 = ''] = SESSIONS;

const stock = (
  quantity: string,
  entryPrice: string,
  entryDate: string,
  more: Partial<Position> = {},
): Lot => ({
  statedOn: '2024-06-14',
  position: {
    positionId: `${quantity}@${entryPrice}/${entryDate}`,
    symbol: 'AAPL',
    quantity,
    entryPrice,
    entryDate,
    exit: null,
    investmentClass: 'PUBLIC',
    subtype: 'STOCK',
    ...more,
  } as Position,
});

const series = (
  closes: readonly (number | null)[],
  splits: Readonly<Record<number, number>> = {},
): PriceSeries => {
  const known = closes.flatMap((close, i) => (close === null ? [] : [{ close, i }]));
  return {
    dates: known.map(({ i }) => SESSIONS[i] ?? ''),
    closes: known.map(({ close }) => String(close)),
    splitFactors: known.map(({ i }) => splits[i] ?? 1),
    eventIds: known.map(({ i }) => `event-${i}`),
    simulated: false,
  };
};

const facts = (
  lots: readonly Lot[],
  prices: PriceSeries,
  equity = '10000',
  equityAsOf = D3,
  flows: readonly CapitalFlow[] = [],
): PortfolioFacts => ({
  lots,
  statedEquity: equity,
  equityAsOf,
  flows,
  seriesOf: (symbol) => (symbol === 'AAPL' ? prices : undefined),
});

const figures = (portfolio: PortfolioFacts, sessions = SESSIONS.slice(0, 5)) =>
  valuePortfolio(portfolio, sessions);

describe('the value of a portfolio', () => {
  it('gives the stated equity on the day it was stated, and rolls it both ways from there', () => {
    const days = figures(facts([stock('10', '90', '2024-01-02')], series([100, 101, 103, 102, 106])));
    expect(days.map((day) => day.equity)).toEqual(['9970.00', '9980.00', '10000.00', '9990.00', '10030.00']);
    expect(days.map((day) => day.dailyPnl)).toEqual(['0.00', '10.00', '20.00', '-10.00', '40.00']);
    expect(days.map((day) => day.basis)).toEqual([
      'reconstructed',
      'reconstructed',
      'recorded',
      'recorded',
      'recorded',
    ]);
  });

  it('books no profit on the first date, whatever was gained since entry', () => {
    const [first] = figures(facts([stock('10', '1', '2024-01-02')], series([100])));
    expect(first).toMatchObject({
      dailyPnl: '0.00',
      dailyReturn: null,
      previousDate: null,
      unrealizedPnl: '990.00',
    });
  });

  it('keeps a short negative: it gains when the price falls', () => {
    const days = figures(facts([stock('-10', '100', '2024-01-02')], series([100, 95])));
    expect(days[1]).toMatchObject({
      dailyPnl: '50.00',
      shortValue: '-950.00',
      longValue: '0.00',
      grossExposure: '950.00',
      netMarketValue: '-950.00',
      cash: '10950.00',
      positions: { total: 1, long: 0, short: 1, options: 0 },
    });
  });

  it('measures a lot opened since the previous session from its cost', () => {
    const days = figures(facts([stock('10', '99', D2)], series([100, 102])));
    expect(days.map((day) => day.dailyPnl).slice(0, 2)).toEqual(['0.00', '30.00']);
  });

  it('books a close as proceeds less the last value, and splits it into realised and unrealised', () => {
    const closed = stock('10', '90', '2024-01-02', { exit: { date: D3, price: '104' } });
    const days = figures(facts([closed], series([100, 101, 103, 110, 120])));
    expect(days[2]).toMatchObject({
      dailyPnl: '30.00',
      dailyRealized: '140.00',
      dailyUnrealized: '-110.00',
      netMarketValue: '0.00',
      positions: { total: 0 },
    });
    expect(days.slice(3).map((day) => day.dailyPnl)).toEqual(['0.00', '0.00']);
  });

  it('counts a lot opened and closed between two sessions', () => {
    const overWeekend = stock('10', '50', '2024-06-08', { exit: { date: '2024-06-09', price: '60' } });
    const days = valuePortfolio(facts([overWeekend], series([])), ['2024-06-07', '2024-06-10']);
    expect(days[1]).toMatchObject({ dailyPnl: '100.00', dailyRealized: '100.00' });
  });

  it('uses the last close where a session has none, and the entry price where there is no close at all', () => {
    const days = figures(
      facts([stock('10', '90', '2024-01-02')], series([null, 101, null, 102]), '10000', D1),
    );
    expect(days.map((day) => day.marks[0]?.basis)).toEqual([
      'entry_price',
      'close',
      'last_close',
      'close',
      'last_close',
    ]);
    expect(days[2]?.marks[0]).toMatchObject({ price: '101', priceDate: D2, priceEventId: 'event-1' });
    expect(days[0]?.marks[0]).toMatchObject({ price: '90', priceDate: null, priceEventId: null });
  });

  it('carries no marks on reconstructed days, and works them out when asked', () => {
    const portfolio = facts([stock('10', '90', '2024-01-02')], series([100, 101, 103, 102, 106]));
    const days = figures(portfolio);
    expect(days.map((day) => day.marks.length)).toEqual([0, 0, 1, 1, 1]);
    expect(marksOn(portfolio, D2)).toMatchObject([{ price: '101', marketValue: '1010', gain: '110' }]);
    expect(marksOn(portfolio, D3)).toEqual(days[2]?.marks);
  });

  it('gives everybody else a turn between two days', () => {
    const portfolio = facts([stock('10', '90', '2024-01-02')], series([100, 101, 103, 102, 106]));
    const steps = [...valuationSteps(portfolio, SESSIONS.slice(0, 5))];
    expect(steps.length).toBeGreaterThanOrEqual(5);
  });

  it('does not book the gain since entry on the day on which a first price appears', () => {
    const days = figures(facts([stock('10', '10', '2024-01-02')], series([null, null, 100, 101, 102])));
    expect(days.map((day) => day.dailyPnl)).toEqual(['0.00', '0.00', '0.00', '10.00', '10.00']);
    expect(days.map((day) => day.unrealizedPnl)).toEqual(['0.00', '0.00', '900.00', '910.00', '920.00']);
  });

  it('books it where the lot was entered on a day of the history that had no price', () => {
    const days = figures(facts([stock('10', '10', D2)], series([null, null, 12, 13, 14])));
    expect(days.map((day) => day.dailyPnl)).toEqual(['0.00', '0.00', '20.00', '10.00', '10.00']);
  });

  it('is not moved by a split: the quantity is that of the day it was stated', () => {
    const after = { ...stock('100', '10', '2024-01-02'), statedOn: D5 };
    const days = figures(facts([after], series([1000, 1000, 100, 100, 100], { 2: 10 }), '10000', D5));
    expect(days.map((day) => day.netMarketValue)).toEqual(Array(5).fill('10000.00'));
    const before = { ...stock('10', '100', '2024-01-02'), statedOn: D1 };
    const later = figures(facts([before], series([1000, 1000, 100, 100, 100], { 2: 10 }), '10000', D1));
    expect(later.map((day) => day.netMarketValue)).toEqual(Array(5).fill('10000.00'));
    expect(later[4]?.marks[0]?.quantity).toBe('100');
  });

  it('keeps private assets and cash at their stated value', () => {
    const house = stock('1', '250000', '2024-01-02', {
      symbol: 'HOME',
      investmentClass: 'PRIVATE',
      subtype: 'REAL_ESTATE',
    } as never);
    const cash = stock('500', '1', '2024-01-02', { symbol: 'SPAXX', subtype: 'CASH' } as never);
    const days = figures(facts([house, cash], series([1])));
    expect(days[4]).toMatchObject({ netMarketValue: '250500.00', dailyPnl: '0.00' });
    expect(days[4]?.marks.map(({ basis }) => basis)).toEqual(['stated', 'stated']);
  });

  it('settles an option at intrinsic value on the last session before a weekend expiration, then drops it', () => {
    const contract = { underlying: 'AAPL', strike: '100', expiration: '2024-06-08', right: 'CALL' } as const;
    const option = stock('2', '3', '2024-06-03', {
      investmentClass: 'OPTIONS',
      symbol: 'AAPL240608C00100000',
      contract,
    } as never);
    const days = valuePortfolio(
      facts([option], series([100, 101, 102, 103, 104, 120, 130])),
      SESSIONS.slice(0, 7),
    );
    expect(days.map((day) => day.netMarketValue)).toEqual([
      '600.00',
      '600.00',
      '600.00',
      '600.00',
      '800.00',
      '0.00',
      '0.00',
    ]);
    expect(days[5]).toMatchObject({ dailyPnl: '0.00', dailyRealized: '200.00', positions: { options: 0 } });
  });

  it('may lose more than everything: equity below zero has no leverage and no return', () => {
    const days = figures(facts([stock('-1000', '100', '2024-01-02')], series([100, 150, 151]), '10000', D1));
    expect(days[1]?.equity).toBe('-40000.00');
    expect(days[1]?.leverage).toBeNull();
    expect(days[2]?.dailyReturn).toBeNull();
  });

  it('says that a made-up price is behind it', () => {
    const madeUp = { ...series([100, 101]), simulated: true };
    expect(figures(facts([stock('1', '1', '2024-01-02')], madeUp))[1]?.simulated).toBe(true);
  });
});

const flowOn = (date: string, dollars: number): CapitalFlow => ({
  flowId: `${date} ${dollars}`,
  kind: dollars > 0 ? 'CONTRIBUTION' : 'WITHDRAWAL',
  amount: Math.abs(dollars).toFixed(2),
  date,
  notes: null,
});

describe('contributions and withdrawals', () => {
  const book = [stock('10', '90', '2024-01-02')];
  const prices = series([100, 101, 103, 102, 106, 107, 108]);
  const withFlows = (...flows: readonly CapitalFlow[]) =>
    valuePortfolio(facts(book, prices, '10000', D3, flows), SESSIONS.slice(0, 7));

  it('after the day the equity was stated, move equity from their date on', () => {
    const days = withFlows(flowOn('2024-06-06', 500));
    expect(days.map((day) => day.equity)).toEqual([
      '9970.00',
      '9980.00',
      '10000.00',
      '10490.00',
      '10530.00',
      '10540.00',
      '10550.00',
    ]);
    expect(days.map((day) => day.netFlow)).toEqual([
      '0.00',
      '0.00',
      '0.00',
      '500.00',
      '0.00',
      '0.00',
      '0.00',
    ]);
    expect(days.map((day) => day.dailyPnl)).toEqual(withFlows().map((day) => day.dailyPnl));
  });

  it('up to that day are inside the stated equity, and move the history before their date', () => {
    const days = withFlows(flowOn(D2, 500), flowOn(D3, -200));
    expect(days.map((day) => day.equity)).toEqual([
      '9670.00',
      '10180.00',
      '10000.00',
      '9990.00',
      '10030.00',
      '10040.00',
      '10050.00',
    ]);
    expect(days.slice(0, 3).map((day) => day.netFlow)).toEqual(['0.00', '500.00', '-200.00']);
  });

  it('on a weekend count on the next session, and before the history not at all', () => {
    const days = withFlows(flowOn('2024-06-08', 300), flowOn('2024-06-09', -100), flowOn('2024-05-31', 9999));
    expect(days.map((day) => day.netFlow)).toEqual([
      '0.00',
      '0.00',
      '0.00',
      '0.00',
      '0.00',
      '200.00',
      '0.00',
    ]);
    expect(days[5]?.equity).toBe('10240.00');
    expect(days[0]?.equity).toBe('9970.00');
  });

  it('between the last session and a later day on which the equity was stated are inside it too', () => {
    const stated = facts(book, prices, '10000', '2024-06-09', [flowOn('2024-06-08', 300)]);
    const days = valuePortfolio(stated, SESSIONS.slice(0, 7));
    expect(days.slice(4, 6).map((day) => day.equity)).toEqual(['9700.00', '10010.00']);
  });

  it('are no return: the base is the equity at the start of the day, with the flow', () => {
    const [, , , day] = withFlows(flowOn('2024-06-06', 500));
    expect(day?.dailyReturn).toBeCloseTo(-10 / 10_500, 15);
    const [, , , emptied] = withFlows(flowOn('2024-06-06', -10_000));
    expect(emptied).toMatchObject({ dailyReturn: null, equity: '-10.00' });
  });
});

describe('the equity rollforward, for any book', () => {
  const lot = fc
    .record({
      quantity: fc.integer({ min: -500, max: 500 }).filter((q) => q !== 0),
      entryPrice: fc.integer({ min: 1, max: 500 }),
      entry: fc.integer({ min: -3, max: 8 }),
      held: fc.option(fc.integer({ min: 0, max: 6 }), { nil: null }),
      exitPrice: fc.integer({ min: 1, max: 500 }),
    })
    .map(({ quantity, entryPrice, entry, held, exitPrice }) => {
      const entryDate = SESSIONS[entry] ?? '2024-01-02';
      const exit =
        held === null
          ? null
          : { date: SESSIONS[Math.max(0, entry) + held] ?? '2024-06-14', price: String(exitPrice) };
      return stock(String(quantity), String(entryPrice), entryDate, { exit });
    });
  const closes = fc.array(fc.option(fc.integer({ min: 1, max: 500 }), { nil: null }), {
    minLength: 9,
    maxLength: 9,
  });
  const book = fc.record({
    lots: fc.array(lot, { maxLength: 6 }),
    closes,
    anchor: fc.integer({ min: 0, max: 8 }),
    flows: fc.array(
      fc
        .record({ day: fc.integer({ min: 1, max: 16 }), cents: fc.integer({ min: -900_000, max: 900_000 }) })
        .filter(({ cents }) => cents !== 0)
        .map(({ day, cents }) => flowOn(`2024-06-${String(day).padStart(2, '0')}`, cents / 100)),
      { maxLength: 5 },
    ),
  });

  it('adds up: equity = previous equity + P&L + net flow, and realised + unrealised = P&L', () => {
    fc.assert(
      fc.property(book, ({ lots, closes: prices, anchor, flows }) => {
        const days = valuePortfolio(facts(lots, series(prices), '10000', SESSIONS[anchor], flows), SESSIONS);
        expect(days[anchor]?.equity).toBe('10000.00');
        days.forEach((day, i) => {
          const before = days[i - 1];
          expect(Number(day.dailyRealized) + Number(day.dailyUnrealized)).toBeCloseTo(
            Number(day.dailyPnl),
            6,
          );
          if (before) {
            expect(Number(day.equity) - Number(before.equity)).toBeCloseTo(
              Number(day.dailyPnl) + Number(day.netFlow),
              6,
            );
          }
          expect(Number(day.cash) + Number(day.netMarketValue)).toBeCloseTo(Number(day.equity), 6);
        });
      }),
    );
  });

  it('gives an earlier date the same figures whether or not later dates are valued too', () => {
    fc.assert(
      fc.property(book, fc.integer({ min: 1, max: 8 }), ({ lots, closes: prices, flows }, upTo) => {
        const portfolio = facts(lots, series(prices), '10000', D1, flows);
        expect(valuePortfolio(portfolio, SESSIONS).slice(0, upTo)).toEqual(
          valuePortfolio(portfolio, SESSIONS.slice(0, upTo)),
        );
      }),
    );
  });

  it('gives a date the same equity whatever sessions before it are skipped', () => {
    // A close on every session: a skipped one would otherwise hide a last known price.
    const known = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 9, maxLength: 9 });
    const kept = fc.array(fc.boolean(), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(book, known, kept, ({ lots, flows }, prices, keep) => {
        const portfolio = facts(lots, series(prices), '10000', D1, flows);
        const some = SESSIONS.filter((_, i) => i === 0 || keep[i]);
        const every = new Map(valuePortfolio(portfolio, SESSIONS).map((day) => [day.date, day.equity]));
        for (const day of valuePortfolio(portfolio, some)) expect(day.equity).toBe(every.get(day.date));
      }),
    );
  });

  it('adds flows up in any order, and takes one back as if it had never been', () => {
    fc.assert(
      fc.property(book, ({ lots, closes: prices, anchor, flows }) => {
        const value = (some: readonly CapitalFlow[]) =>
          valuePortfolio(facts(lots, series(prices), '10000', SESSIONS[anchor], some), SESSIONS);
        expect(value(flows.toReversed())).toEqual(value(flows));
        const back = flows.map((flow) =>
          flowOn(flow.date, Number(flow.amount) * (flow.kind === 'CONTRIBUTION' ? -1 : 1)),
        );
        expect(value([...flows, ...back])).toEqual(value([]));
      }),
    );
  });

  it('scales: twice the lots is twice the money and the same daily return base', () => {
    fc.assert(
      fc.property(book, ({ lots, closes: prices }) => {
        const doubled = [
          ...lots,
          ...lots.map((l) => ({
            ...l,
            position: { ...l.position, positionId: `${l.position.positionId}'` },
          })),
        ];
        const one = valuePortfolio(facts(lots, series(prices), '10000', D1), SESSIONS);
        const two = valuePortfolio(facts(doubled, series(prices), '10000', D1), SESSIONS);
        one.forEach((day, i) => {
          expect(Number(two[i]?.netMarketValue)).toBeCloseTo(2 * Number(day.netMarketValue), 6);
          expect(Number(two[i]?.dailyPnl)).toBeCloseTo(2 * Number(day.dailyPnl), 6);
        });
      }),
    );
  });
});
