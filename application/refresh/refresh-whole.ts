import type { IsoDate } from '../../domain/dates.ts';
import { riskDecider } from '../../domain/risk/decider.ts';
import type { StressScenario } from '../../domain/risk/scenarios.ts';
import { valuationDecider } from '../../domain/valuation/decider.ts';
import { analyseFactors, stressTesterOn } from '../calculation/analyse.ts';
import { coverageGaps } from '../calculation/coverage-gaps.ts';
import { lotsOf } from '../calculation/lots.ts';
import { valueHistory } from '../calculation/value-history.ts';
import type { CommandContext, OpenStreamOf } from '../command-handler.ts';
import { loadPortfolio } from '../portfolios/load-portfolio.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Queries } from '../ports/queries.ts';
import { streams } from '../streams.ts';

export type WholeDependencies = {
  readonly store: EventStore;
  readonly openStream: OpenStreamOf;
  readonly queries: Queries;
  readonly scenarios: readonly StressScenario[];
};

/**
 * The valuation of every day up to `date` and the risk on it, from the log: what a calculation does without fetching
 * prices. Whatever of the past has changed is restated. Says how many dates got a new snapshot or another one.
 */
export const refreshWhole = async (
  { store, openStream, queries, scenarios }: WholeDependencies,
  {
    portfolioId,
    date,
    runId,
  }: { readonly portfolioId: string; readonly date: IsoDate; readonly runId: string },
  context: CommandContext,
): Promise<{ readonly valued: number; readonly restated: number; readonly recorded: number }> => {
  const portfolio = await loadPortfolio(store, portfolioId);
  if (portfolio.status !== 'open') return { valued: 0, restated: 0, recorded: 0 };
  const lots = lotsOf(portfolio);
  const valuations = await valueHistory(queries, portfolio, lots, date);
  const latest = valuations.at(-1);
  if (latest === undefined) return { valued: 0, restated: 0, recorded: 0 };

  const valuationStream = await openStream(valuationDecider, streams.valuation(portfolioId));
  const valued = await valuationStream.execute(
    { type: 'RecordValuations', runId, portfolioId, valuations },
    context,
  );
  if (!valued.ok) throw new Error(`valuations were refused: ${valued.error.code}`);

  const riskStream = await openStream(riskDecider, streams.risk(portfolioId));
  const book = { lots, valuation: latest, date };
  const about = { runId, portfolioId, date };
  const { exposures, volatility } = await analyseFactors(queries, book);
  const gaps = await coverageGaps(queries, book);
  const stress = (await stressTesterOn(queries, { date, scenarios }))(exposures);
  const exposed = await riskStream.execute(
    { type: 'RecordFactors', ...about, exposures, volatility, gaps },
    context,
  );
  const stressed = await riskStream.execute({ type: 'RecordStress', ...about, stress }, context);
  if (!exposed.ok || !stressed.ok) throw new Error('risk results were refused');

  const types = valued.value.events.map(({ type }) => type);
  const risk = exposed.value.events.length + stressed.value.events.length;
  return {
    valued: types.filter((type) => type === 'PortfolioValued').length,
    restated: types.filter((type) => type === 'SnapshotRestated').length,
    recorded: types.length + risk,
  };
};
