import { nextSession, sessionsBetween } from '../../domain/calendar/nyse.ts';
import { addDays, type IsoDate } from '../../domain/dates.ts';
import { riskDecider } from '../../domain/risk/decider.ts';
import type { RiskEvent } from '../../domain/risk/events.ts';
import { valuationDecider } from '../../domain/valuation/decider.ts';
import type { PortfolioValued, ValuationEvent } from '../../domain/valuation/events.ts';
import { historyStart } from '../../domain/valuation/history-start.ts';
import type { Valuation } from '../../domain/valuation/valuation.ts';
import { valueSessions } from '../../domain/valuation/value-sessions.ts';
import type { StreamRevision } from '../application.ts';
import { analyseFactors } from '../calculation/analyse.ts';
import { coverageGaps } from '../calculation/coverage-gaps.ts';
import { LOOK_BACK_DAYS, pricedSymbolsOf } from '../calculation/value-history.ts';
import type { RefreshablePortfolio } from '../ports/refresh-reads.ts';
import type { Market } from './market.ts';

/** A portfolio that was left alone for longer catches up over several runs. */
export const DATES_PER_RUN = 30;

export type DecidedRefresh = {
  readonly valuation: { readonly revision: StreamRevision; readonly events: readonly ValuationEvent[] };
  readonly risk: { readonly revision: StreamRevision; readonly events: readonly RiskEvent[] };
  /** More dates are missing than one run makes up for. */
  readonly stillBehind: boolean;
};

/** The last session that this run values, oldest missing first. */
export const refreshUpTo = (valuedTo: IsoDate | null, date: IsoDate): IsoDate =>
  (valuedTo === null ? undefined : sessionsBetween(nextSession(valuedTo), date)[DATES_PER_RUN - 1]) ?? date;

/** From this day on prices are asked for, as a calculation of the whole history does. */
export const pricesFrom = ({ recordedFrom }: Pick<RefreshablePortfolio, 'recordedFrom'>): IsoDate =>
  addDays(recordedFrom, -LOOK_BACK_DAYS);

/**
 * What a calculation of the portfolio on `date` would record, by the same formulas and the same deciders, from the
 * newest snapshot instead of the whole stream: that snapshot is valued again beside the missing dates, and only when it
 * comes out as it was recorded nothing of the past has changed.
 *
 * Null where it takes the whole history to say: before the first valuation, over what was imported, when something of
 * the past has changed, and where the parts of a date are incomplete.
 */
export const decideRefresh = async (
  portfolio: RefreshablePortfolio,
  market: Market,
  { date, runId }: { readonly date: IsoDate; readonly runId: string },
): Promise<DecidedRefresh | null> => {
  const { portfolioId, lots, recordedFrom, snapshot, risk } = portfolio;
  if (snapshot === null || snapshot.valuation.basis === 'imported' || snapshot.valuation.date > date)
    return null;
  // The newest snapshot may be as it was, and one before it not.
  if (snapshot.repriced) return null;
  const valuedTo = snapshot.valuation.date;
  const upTo = refreshUpTo(valuedTo, date);
  if (risk !== null && risk.date >= upTo) return null;

  const prices = await market.prices(pricedSymbolsOf(lots), { from: pricesFrom(portfolio), to: upTo });
  const seriesOf = (symbol: string) => prices.get(symbol);
  const first = historyStart(lots, recordedFrom, seriesOf);
  const { statedEquity, equityAsOf, flows } = portfolio;
  const facts = { lots, statedEquity, equityAsOf, recordedFrom, flows, seriesOf };
  const valuations = valuedTo < first ? null : valueSessions(facts, { first, from: valuedTo, to: upTo });
  const latest = valuations?.at(-1);
  if (valuations === null || latest === undefined) return null;

  const shown: PortfolioValued = {
    type: 'PortfolioValued',
    data: { runId, portfolioId, valuation: { ...snapshot.valuation, marks: snapshot.marks } as Valuation },
  };
  const valued = valuationDecider.decide(
    { type: 'RecordValuations', runId, portfolioId, valuations },
    valuationDecider.evolve(valuationDecider.initial, shown),
  );
  if (!valued.ok || valued.value.some(({ type }) => type !== 'PortfolioValued')) return null;

  const book = { lots, valuation: latest, date: upTo };
  const about = { runId, portfolioId, date: upTo };
  const { exposures, volatility } = await analyseFactors(market, book);
  const gaps = await coverageGaps(market, book);
  const stress = (await market.stressOn(upTo))(exposures);
  const exposed = riskDecider.decide(
    { type: 'RecordFactors', ...about, exposures, volatility, gaps },
    riskDecider.initial,
  );
  const stressed = riskDecider.decide({ type: 'RecordStress', ...about, stress }, riskDecider.initial);
  if (!exposed.ok || !stressed.ok) return null;
  return {
    valuation: { revision: snapshot.revision, events: valued.value },
    risk: { revision: risk?.revision ?? 'no-stream', events: [...exposed.value, ...stressed.value] },
    stillBehind: upTo < date,
  };
};
