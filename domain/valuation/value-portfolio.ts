import type Big from 'big.js';
import type { IsoDate } from '../dates.ts';
import { type Decimal, decimal, signOf, sumOf, toMoney } from '../decimal.ts';
import { type CapitalFlow, netFlowBetween } from '../portfolio/capital-flow.ts';
import { isActiveOn } from '../portfolio/position.ts';
import {
  costOf,
  type ExactMark,
  gainOf,
  type Lot,
  markClosed,
  markHeld,
  settlementSession,
  toMark,
} from './mark.ts';
import type { PriceSeries } from './price-series.ts';
import type { Mark, Valuation } from './valuation.ts';

export type PortfolioFacts = {
  readonly lots: readonly Lot[];
  /** The capital the person stated, at the close of `equityAsOf`. */
  readonly statedEquity: Decimal;
  readonly equityAsOf: IsoDate;
  /** The first recorded day, where it is another than the anchor: equity was stated anew since. */
  readonly recordedFrom?: IsoDate;
  readonly flows: readonly CapitalFlow[];
  readonly seriesOf: (symbol: string) => PriceSeries | undefined;
};

/** Everything one session contributes, before equity is known. */
type Day = {
  readonly date: IsoDate;
  readonly held: readonly ExactMark[];
  readonly closed: readonly ExactMark[];
  readonly pnl: Big;
  readonly realized: Big;
};

/** What the next session starts from. */
type Closing = {
  readonly date: IsoDate;
  readonly values: ReadonlyMap<Lot, Big>;
  /** Held since before the history began, and still at their entry price because no close is known yet. */
  readonly unpriced: ReadonlySet<Lot>;
};

const ZERO = decimal(0);

/** Held at the close of `session`; an option whose expiration is a weekend stops counting after its settlement. */
const isHeld = ({ position }: Lot, session: IsoDate): boolean =>
  isActiveOn(position, session) &&
  (position.investmentClass !== 'OPTIONS' || settlementSession(position) >= session);

/** An option is at its premium until it is settled: that is its value, and not the lack of one. */
const awaitsFirstPrice = ({ position }: Lot, { price }: ExactMark): boolean =>
  price.basis === 'entry_price' && position.investmentClass !== 'OPTIONS';

/**
 * One session's P&L over the half-open interval (previous, date]: for every lot, what it is worth now plus what
 * closing it brought in, less what it was worth at the previous session, or cost if it was opened since. So nothing
 * that happens on a weekend or a skipped day is lost, and a realised gain is never added to gains already booked.
 */
const valueDay = (
  facts: PortfolioFacts,
  date: IsoDate,
  previous: Closing | null,
): { readonly day: Day; readonly closing: Closing } => {
  const held: ExactMark[] = [];
  const closed: ExactMark[] = [];
  const values = new Map<Lot, Big>();
  const unpriced = new Set<Lot>();
  const after: Big[] = [];
  const until: Big[] = [];
  for (const lot of facts.lots) {
    const before = previous?.values.get(lot);
    if (isHeld(lot, date)) {
      const mark = markHeld(lot, date, facts.seriesOf);
      held.push(mark);
      values.set(lot, mark.value);
      if (awaitsFirstPrice(lot, mark)) {
        if (previous === null || previous.unpriced.has(lot)) unpriced.add(lot);
      } else if (previous?.unpriced.has(lot)) {
        // Its gain since entry belongs to days before this history, and not to the one on which a price appears.
        continue;
      }
      after.push(mark.value);
      until.push(before ?? costOf(lot.position));
      continue;
    }
    const openedSince =
      previous !== null && lot.position.entryDate > previous.date && lot.position.entryDate <= date;
    if (before === undefined && !openedSince) continue;
    const mark = markClosed(lot, facts.seriesOf);
    closed.push(mark);
    after.push(mark.value);
    until.push(before ?? costOf(lot.position));
  }
  // The first date has nothing before it: its P&L is zero by definition, not the gain since entry.
  const pnl = previous === null ? ZERO : sumOf(after).minus(sumOf(until));
  const day = { date, held, closed, pnl, realized: sumOf(closed.map(gainOf)) };
  return { day, closing: { date, values, unpriced } };
};

/**
 * Equity at each close: stated at the anchor, rolled forward from there and, before it, backward. Never the sum of
 * positions. A flow up to the anchor is inside the stated equity, so it moves the sessions before it; a later flow moves
 * the sessions from its date on.
 */
const rollEquity = (facts: PortfolioFacts, days: readonly Day[]): readonly Big[] => {
  const stated = decimal(facts.statedEquity);
  const cumulative: Big[] = [];
  let running = ZERO;
  for (const day of days) {
    running = running.plus(day.pnl);
    cumulative.push(running);
  }
  const anchor = days.findLastIndex((day) => day.date <= facts.equityAsOf);
  const atAnchor = cumulative[anchor] ?? ZERO;
  return days.map((day, i) =>
    stated
      .plus(cumulative[i] ?? ZERO)
      .minus(atAnchor)
      .plus(netFlowBetween(facts.flows, facts.equityAsOf, day.date)),
  );
};

const summarise = (
  facts: PortfolioFacts,
  day: Day,
  equity: Big,
  previous: { readonly date: IsoDate; readonly equity: Big } | null,
  running: { readonly pnl: Big; readonly realized: Big },
): Valuation => {
  const values = day.held.map(({ value }) => value);
  const long = sumOf(values.filter((value) => signOf(value) > 0));
  const short = sumOf(values.filter((value) => signOf(value) < 0));
  const gains = day.held.map(gainOf);
  const gross = long.minus(short);
  const net = long.plus(short);
  const shorts = day.held.filter(({ lot }) => lot.position.quantity.startsWith('-')).length;
  const recorded = day.date >= (facts.recordedFrom ?? facts.equityAsOf);
  const netFlow = previous === null ? ZERO : netFlowBetween(facts.flows, previous.date, day.date);
  // GIPS, daily: a flow is there from the start of the day, so what the day earned was earned on it too.
  const base = previous === null ? ZERO : previous.equity.plus(netFlow);
  return {
    date: day.date,
    basis: recorded ? 'recorded' : 'reconstructed',
    equity: toMoney(equity),
    previousDate: previous?.date ?? null,
    previousEquity: previous === null ? null : toMoney(previous.equity),
    dailyPnl: toMoney(day.pnl),
    dailyRealized: toMoney(day.realized),
    dailyUnrealized: toMoney(day.pnl.minus(day.realized)),
    netFlow: toMoney(netFlow),
    dailyReturn: base.gt(0) ? Number(day.pnl.div(base)) : null,
    cumulativePnl: toMoney(running.pnl),
    cumulativeRealized: toMoney(running.realized),
    unrealizedPnl: toMoney(sumOf(gains)),
    longValue: toMoney(long),
    shortValue: toMoney(short),
    grossExposure: toMoney(gross),
    netMarketValue: toMoney(net),
    cash: toMoney(equity.minus(net)),
    leverage: equity.gt(0) ? Number(gross.div(equity)) : null,
    positions: {
      total: day.held.length,
      long: day.held.length - shorts,
      short: shorts,
      options: day.held.filter(({ lot }) => lot.position.investmentClass === 'OPTIONS').length,
    },
    simulated: [...day.held, ...day.closed].some(({ price }) => price.simulated),
    // A year of marks that nobody was shown would be most of the log: they are worked out again when somebody asks.
    marks: recorded
      ? [...day.held.map((mark, i) => toMark(mark, gains[i])), ...day.closed.map((mark) => toMark(mark))]
      : [],
  };
};

/**
 * `valuePortfolio`, a day at a time: a large book takes seconds, and whoever drives this may let others have a turn
 * between two steps.
 */
export function* valuationSteps(
  facts: PortfolioFacts,
  sessions: readonly IsoDate[],
  from: IsoDate = '',
): Generator<void, readonly Valuation[]> {
  const days: Day[] = [];
  let previous: Closing | null = null;
  for (const date of sessions) {
    const valued: ReturnType<typeof valueDay> = valueDay(facts, date, previous);
    days.push(valued.day);
    previous = valued.closing;
    yield;
  }
  const equities = rollEquity(facts, days);
  const valuations: Valuation[] = [];
  let pnl = ZERO;
  let realized = ZERO;
  for (const [i, day] of days.entries()) {
    pnl = pnl.plus(day.pnl);
    realized = realized.plus(day.realized);
    if (day.date < from) continue;
    const before = days[i - 1];
    const equityBefore = equities[i - 1];
    const start = before && equityBefore ? { date: before.date, equity: equityBefore } : null;
    valuations.push(summarise(facts, day, equities[i] ?? ZERO, start, { pnl, realized }));
    yield;
  }
  return valuations;
}

/**
 * Values a portfolio at the close of each of `sessions` (consecutive, oldest first): a pure fold over facts, so any
 * number of runs gives the same figures. equity(D) = equity(previous session) + P&L(D) + net flow(D), anchored at the
 * stated equity. Gives the valuations of `from` and later; those before it are what these rest on.
 */
export const valuePortfolio = (
  facts: PortfolioFacts,
  sessions: readonly IsoDate[],
  from: IsoDate = '',
): readonly Valuation[] => {
  const steps = valuationSteps(facts, sessions, from);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
};

/** The marks of the lots held at the close of one session, for days whose valuation does not carry them. */
export const marksOn = (
  facts: Pick<PortfolioFacts, 'lots' | 'seriesOf'>,
  session: IsoDate,
): readonly Mark[] =>
  facts.lots
    .filter((lot) => isHeld(lot, session))
    .map((lot) => toMark(markHeld(lot, session, facts.seriesOf)));
