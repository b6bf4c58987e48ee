import fc from 'fast-check';
import { sessionsBetween } from '../../../domain/calendar/nyse.ts';
import type { Position } from '../../../domain/portfolio/position.ts';
import type { Lot } from '../../../domain/valuation/mark.ts';
import type { PriceSeries } from '../../../domain/valuation/price-series.ts';
import { type PortfolioFacts, valuePortfolio } from '../../../domain/valuation/value-portfolio.ts';
import { valueSessions } from '../../../domain/valuation/value-sessions.ts';

const SESSIONS = sessionsBetween('2024-05-20', '2024-06-28');
const FIRST = SESSIONS[0]!;
const LAST = SESSIONS.at(-1)!;
const SYMBOLS = ['AAA', 'BBB', 'CCC'];

const session = fc.constantFrom(...SESSIONS);
const money = fc.integer({ min: 1, max: 5_000_000 }).map((units) => (units / 10_000).toString());

const lot: fc.Arbitrary<Lot> = fc
  .record({
    id: fc.uuid(),
    symbol: fc.constantFrom(...SYMBOLS, 'CASHX'),
    quantity: fc.integer({ min: -900, max: 900 }).filter((n) => n !== 0),
    entryPrice: money,
    entry: fc.oneof(fc.constant('2024-01-16'), session),
    exit: fc.option(fc.record({ date: session, price: money }), { nil: null }),
    right: fc.option(fc.constantFrom('CALL', 'PUT'), { nil: null }),
    expiration: fc.oneof(session, fc.constant('2024-06-08'), fc.constant('2025-01-17')),
    statedOn: session,
  })
  .map(({ id, symbol, quantity, entryPrice, entry, exit, right, expiration, statedOn }): Lot => {
    const common = {
      positionId: id,
      quantity: String(quantity),
      entryPrice,
      entryDate: entry,
      exit: exit !== null && exit.date >= entry ? exit : null,
    };
    const position =
      symbol === 'CASHX'
        ? { ...common, symbol, investmentClass: 'PUBLIC', subtype: 'CASH' }
        : right === null
          ? { ...common, symbol, investmentClass: 'PUBLIC', subtype: 'STOCK' }
          : {
              ...common,
              symbol: `${symbol} option`,
              investmentClass: 'OPTIONS',
              contract: { underlying: symbol, right, strike: '100', expiration },
            };
    return { statedOn, position: position as unknown as Position };
  });

/** Closes on most sessions and a split on some: what is missing is filled with the close before it. */
const series: fc.Arbitrary<PriceSeries> = fc
  .array(
    fc.record({
      close: fc.option(money, { nil: null, freq: 6 }),
      split: fc.constantFrom(1, 1, 1, 1, 1, 1, 2, 0.1),
    }),
    {
      minLength: SESSIONS.length,
      maxLength: SESSIONS.length,
    },
  )
  .map((days) => {
    const known = days.flatMap(({ close, split }, i) => (close === null ? [] : [{ close, split, i }]));
    return {
      dates: known.map(({ i }) => SESSIONS[i]!),
      closes: known.map(({ close }) => close),
      splitFactors: known.map(({ split }) => split),
      eventIds: known.map(({ i }) => `event ${i}`),
      simulated: false,
    };
  });

const flow = fc.record({
  flowId: fc.uuid(),
  kind: fc.constantFrom('CONTRIBUTION', 'WITHDRAWAL'),
  amount: fc.integer({ min: 1, max: 100_000 }).map((cents) => (cents / 100).toFixed(2)),
  date: session,
  notes: fc.constant(null),
});

const factsWith = (from: fc.Arbitrary<readonly PriceSeries[]>) =>
  fc
    .record({
      lots: fc.array(lot, { minLength: 1, maxLength: 8 }),
      statedEquity: money,
      equityAsOf: fc.oneof(session, fc.constant('2024-06-15'), fc.constant('2024-07-01')),
      recordedFrom: session,
      flows: fc.array(flow, { maxLength: 4 }),
      prices: from,
    })
    .map(
      ({ prices, ...facts }): PortfolioFacts => ({
        ...facts,
        flows: facts.flows as PortfolioFacts['flows'],
        seriesOf: (symbol) => prices[SYMBOLS.indexOf(symbol)],
      }),
    );

const three = fc.tuple(series, series, series);

describe('the valuations of a few sessions', () => {
  it('are to the last digit those that the whole history gives', () => {
    let compared = 0;
    fc.assert(
      fc.property(factsWith(three), fc.integer({ min: 0, max: SESSIONS.length - 1 }), (facts, at) => {
        const from = SESSIONS[at]!;
        const some = valueSessions(facts, { first: FIRST, from, to: LAST });
        if (some === null) return;
        compared += 1;
        const whole = valuePortfolio(facts, SESSIONS).filter(({ date }) => date >= from);
        expect(JSON.stringify(some)).toBe(JSON.stringify(whole));
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(50);
  });

  it('are not known where a lot had no price when the history began', () => {
    const late: PriceSeries = {
      dates: [SESSIONS[5]!],
      closes: ['120'],
      splitFactors: [1],
      eventIds: ['e'],
      simulated: false,
    };
    const held = { symbol: 'AAA', quantity: '10', entryPrice: '100', entryDate: '2024-01-16', exit: null };
    const position = { ...held, positionId: 'p', investmentClass: 'PUBLIC', subtype: 'STOCK' } as Position;
    const facts: PortfolioFacts = {
      lots: [{ position, statedOn: FIRST }],
      statedEquity: '1000',
      equityAsOf: FIRST,
      flows: [],
      seriesOf: () => late,
    };
    expect(valueSessions(facts, { first: FIRST, from: LAST, to: LAST })).toBeNull();
  });
});
